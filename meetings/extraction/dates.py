"""Resolve the day a meeting was held, each step with its evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.extraction.blocks import DAY, MASTHEAD, Page
from meetings.extraction.facts import Span
from meetings.extraction.numerals import to_number
from meetings.extraction.tables import rules
from meetings.extraction.vocabulary import Confidence

# How many days a stamp may follow the meeting (field guide §3, rule 3).
STAMP_DAYS = 45
NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
HALF = r"(?:上午|下午|晚上?|中午|凌晨|早上)?"
YEAR = r"(?:(?P<year>(?:19|20)\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2})年)"
# «7月29日至30日», «2021年7月29日—8月1日», «8月26日至27日上午»
RANGE = re.compile(
    rf"{YEAR}?(?P<month>{NUM})月(?P<day>{NUM})日?{HALF}\s?(?:至|到|-|—|~|–|、)\s?(?:(?P<month2>{NUM})月)?(?P<day2>{NUM})日"
)
# «2019年3月1日», «9月25日下午», «十月八日»
MONTH_DAY = re.compile(rf"{YEAR}?(?<!\d)(?P<month>{NUM})月(?P<day>{NUM})日")
# «昨(2)日», «昨天(26日)», «今(3)日», «今天», «昨日», «前天»
RELATIVE = re.compile(
    r"(?P<word>[今昨前])(?:\((?P<inner>\d{1,2})日?\)[日天]|[日天](?:上午|下午|晚上)?(?:\((?:(?P<month>\d{1,2})月)?(?P<after>\d{1,2})日\))?)"
)
# «25日,市长…», «29日上午»: a day alone at the beginning of a clause
DAY_ONLY = re.compile(r"(?:^|(?<=[\s,。:)】]))(?P<day>\d{1,2})日")
# «317日», «2023410日», «2022年33日»: 月 (or 年) lost with a styled span
LOST = re.compile(
    r"(?:^|(?<=[\s,。:)】讯]))(?P<digits>(?:19|20)\d{2}年?\d{2,4}|\d{3,4}|3[2-9]|[4-9]\d)日"
)
# What makes a day in the lead another day: «传达学习1月9日…», «决定于5月27日召开», «将于…»
OTHER_DAY = re.compile(r"传达|学习|听取|审议|研究|决定|将于|定于|拟于|贯彻|落实|自从?$|截至|以来$")
# «2022年第四次会议», «2018年第五次县政府常务会议»: the year inside the meeting's own name
ORDINAL_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:度)?第\s?[\d一二三四五六七八九十百]{1,5}次")
# «2019年全镇冬季农业工作会议»: a year that names the topic
TOPIC_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?!.{0,2}第.{1,3}次)(?P<review>度)?")
# «/2017-03/29/content», «202003/20200323_», «t20150403_»
URL_DAY = re.compile(
    r"https?://[^\s\"]*?(?<!\d)(?P<year>20[0-2]\d)[-/]?(?P<month>0[1-9]|1[0-2])[-/]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# «丽水日报 1998年11月6日 星期五»: an e-paper's masthead is no page-load date
PAGE_LOAD = re.compile(r"星期|周[一二三四五六日]")
# Founding years that «今年是…N周年» counts from, and «“十三五”开局之年» (fifth-year plans)
JUBILEE = re.compile(r"(?:今年是|正值|喜迎|恰逢|迎来|今年系)[^。;]{0,14}?(?P<event>建党|中国共产党成立|党成立|新中国成立|中华人民共和国成立|建国|改革开放|建军|抗战胜利)(?P<count>\d{2,3})周年")
FOUNDED = {
    "建党": 1921, "中国共产党成立": 1921, "党成立": 1921, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "建国": 1949, "改革开放": 1978, "建军": 1927, "抗战胜利": 1945,
}  # fmt: skip
FIVE_YEARS = re.compile(r"今年是[^。;]{0,6}“?十(?P<n>[一二三四五])五”?(?:规划)?(?:的)?(?P<which>开局|起步|头|第一|收官)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day of publication printed on the page; `rank` is lower where its label says so more."""

    day: date
    span: Span
    rank: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as EDTF with how it was reached; `spans` are the day's words, then the year's."""

    edtf: str
    spans: tuple[Span, ...]
    rule: str
    confidence: Confidence
    inferred: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the lead prints it; parts that it leaves out are None."""

    year: int | None
    month: int | None
    day: int
    span: Span
    until: tuple[int, int] | None = None
    back: int | None = None
    digits: str = ""


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_stamps(page: Page) -> list[Stamp]:
    """Days of publication, labelled ones first; a page-load date is none."""
    found = []
    for line, words in page.of_kind("stamp"):
        for match in re.finditer(DAY, words):
            day = valid(int(match["year"]), int(match["month"]), int(match["day"]))
            if day and (MASTHEAD.match(words) or not PAGE_LOAD.search(words)):
                start, end = line.start + match.start("year"), line.start + match.end()
                rank = _rank(words[max(0, match.start() - 10) : match.start()])
                found.append(Stamp(day, page.text.span(start, end), rank))
    return sorted(found, key=lambda stamp: stamp.rank)


def _rank(before: str) -> int:
    """发布日期 before 时间, a bare day, and 成文日期."""
    for rank, label in enumerate(("发布|刊发|发稿|发表|加入", "时间|日期(?<!成文日期)(?<!公开日期)(?<!生成日期)")):
        if re.search(rf"(?:{label})[^\d]{{0,4}}$", before):
            return rank
    return 3 if re.search("日期[^\\d]{0,3}$", before) else 2


def find_day(page: Page, start: int) -> Day | None:
    """The day in the lead, from `start` of the body on: the first that is the meeting's own."""
    plain = page.body.plain
    for _ in range(2):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        for day, at in _days(page, start, min(end, start + 300)):
            sentence = max(plain.rfind("。", start, at), plain.rfind(";", start, at), start - 1) + 1
            if not OTHER_DAY.search(plain[sentence:at]):
                return day
        start = end + 1
    return None


def _days(page: Page, start: int, end: int) -> Iterator[tuple[Day, int]]:
    """Every expression of a day between two places, by place; the longest form first."""
    plain, taken = page.body.plain, start
    found = sorted(
        (match.start(), rank, match)
        for rank, pattern in enumerate((RANGE, MONTH_DAY, RELATIVE, LOST, DAY_ONLY))
        for match in pattern.finditer(plain, start, end)
    )
    for at, _, match in found:
        if at >= taken:
            taken = match.end()
            yield _to_day(match, page), at


def _to_day(match: re.Match[str], page: Page) -> Day:
    parts, span = match.groupdict(), page.body.span(*match.span())
    if parts.get("digits"):
        return Day(None, None, 0, span, digits=parts["digits"].replace("年", ""))
    if "word" in parts:
        back = "今昨前".index(parts["word"])
        inner = parts["inner"] or parts["after"]
        month = int(parts["month"]) if parts["month"] else None
        return Day(None, month, int(inner or 0), span, back=back)
    year = _year(parts.get("year") or "")
    month = to_number(parts["month"]) if parts.get("month") else None
    day = to_number(parts["day"]) or 0
    until = None
    if parts.get("day2"):
        until = (to_number(parts["month2"]) if parts["month2"] else month, to_number(parts["day2"]))
    return Day(year, month, day, span, until=until)  # type: ignore[arg-type]  # both numbers matched


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() else to_number(text) if text else None


def before(stamps: list[Stamp], month: int, day: int) -> tuple[int, Stamp] | None:
    """The year in which a month and day lie 0 to STAMP_DAYS before a stamp, with that stamp."""
    for stamp in stamps:
        for year in (stamp.day.year, stamp.day.year - 1):
            held = valid(year, month, day)
            if held and 0 <= (stamp.day - held).days <= STAMP_DAYS:
                return year, stamp
    return None


def complete(day: Day, stamps: list[Stamp], dateline: tuple[int | None, int | None]) -> Day:
    """Fill month and day from a relative word, the dateline or a stamp; the year stays open."""
    if day.digits:
        return _mended(day, stamps)
    month, of_day = dateline
    if day.back is not None and not day.day:
        return _counted_back(day, stamps, month, of_day)
    if day.month is None and month and of_day:
        gone = day.day > of_day
        return _with(day, (month - 2) % 12 + 1 if gone else month, day.day)
    if day.month is None and stamps:
        held = _latest(day.day, stamps[0].day)
        return _with(day, held.month, held.day, held.year) if held else day
    return day


def _counted_back(day: Day, stamps: list[Stamp], month: int | None, of_day: int | None) -> Day:
    back = timedelta(days=day.back or 0)
    if month and of_day:
        found = before(stamps, month, of_day)
        year = found[0] if found else None
        anchor = valid(year or 2001, month, of_day)
        if anchor and (year or anchor - back >= date(2001, 1, 1)):
            held = anchor - back
            return _with(day, held.month, held.day, held.year if year else None)
    if stamps:
        held = stamps[0].day - back
        return _with(day, held.month, held.day, held.year)
    return day


def _latest(of_month: int, stamp: date) -> date | None:
    """The last day with this number not after a stamp, within STAMP_DAYS."""
    for back in range(STAMP_DAYS + 1):
        if (stamp - timedelta(days=back)).day == of_month:
            return stamp - timedelta(days=back)
    return None


def _mended(day: Day, stamps: list[Stamp]) -> Day:
    """Digits run together («317日»): the split that gives the latest day not after a stamp."""
    digits, held = day.digits, []
    year = int(digits[:4]) if re.match(r"(?:19|20)\d{2}\d{2,4}$", digits) else None
    rest = digits[4:] if year else digits
    for stamp in stamps:
        for cut in (1, 2):
            for y in (stamp.day.year, stamp.day.year - 1):
                if rest[cut:] and (found := valid(y, int(rest[:cut]), int(rest[cut:]))):
                    held.append(found)
        fits = [d for d in held if 0 <= (stamp.day - d).days <= STAMP_DAYS and year in (None, d.year)]
        if fits:
            return _with(day, max(fits).month, max(fits).day, max(fits).year)
    return day


def _with(day: Day, month: int, of_month: int, year: int | None = None) -> Day:
    return Day(year or day.year, month, of_month, day.span, day.until, day.back, "")


def to_edtf(day: Day, year: int | None) -> str:
    """EDTF with unknown parts as X; a range with its slash; empty where not even a day is known."""
    if not day.day:
        return ""
    if day.month is None:
        return f"XXXX-XX-{day.day:02}"
    first = f"{year or 'XXXX'}-{day.month:02}-{day.day:02}"
    if year and valid(year, day.month, day.day) is None:
        return ""
    if day.until is None:
        return first
    later = year + (day.until[0] < day.month) if year else "XXXX"
    return f"{first}/{later}-{day.until[0]:02}-{day.until[1]:02}"


def resolve(
    page: Page, start: int, name: tuple[str, Span | None], dateline: tuple[int | None, int | None]
) -> Dated:
    """The day held, by the ladder of design.md; `name` is the meeting's own with its place."""
    stamps = find_stamps(page)
    printed = find_day(page, start)
    if printed is None:
        return Dated("", (), "date.none", Confidence.WEAK, reason="导语没有日期")
    day = complete(printed, stamps, dateline)
    if day.month is None or not day.day:
        reason = "只有相对日期,没有刊发日期可据"
        return Dated(to_edtf(day, None), (day.span,), "date.relative", Confidence.WEAK, reason=reason)
    for year, spans, rule, confidence in _years(page, day, stamps, name):
        return Dated(
            to_edtf(day, year), (day.span, *spans), rule, confidence,
            inferred=confidence == Confidence.INFERRED,
        )  # fmt: skip
    return Dated(to_edtf(day, None), (day.span,), "date.no_year", Confidence.CERTAIN, reason="没有可据以定年的文字")


def _years(
    page: Page, day: Day, stamps: list[Stamp], name: tuple[str, Span | None]
) -> Iterator[tuple[int, tuple[Span, ...], str, Confidence]]:
    """Years from the strongest evidence to the weakest."""
    title, where = name
    own = (where,) if where else ()
    month, of_month = day.month or 1, day.day
    if day.year and day.span and not day.digits and day.back is None and day.year:
        stamped = before(stamps, month, of_month)
        spans = (stamped[1].span,) if stamped and stamped[0] == day.year else ()
        yield day.year, spans, "date.lead", Confidence.CERTAIN
    if found := ORDINAL_YEAR.search(title):
        yield int(found["year"]), own, "date.ordinal_year", Confidence.CERTAIN
    if day.year:
        yield day.year, tuple(s.span for s in stamps[:1]), "date.relative", Confidence.CERTAIN
    if stamped := before(stamps, month, of_month):
        yield stamped[0], (stamped[1].span,), "date.stamp", Confidence.CERTAIN
    found = TOPIC_YEAR.search(title)
    if found and not stamps and not (found["review"] and month <= 3):
        yield int(found["year"]), own, "date.topic_year", Confidence.CERTAIN
    for year, span in _url_years(page, month, of_month):
        yield year, (span,), "date.url", Confidence.CERTAIN
    if not stamps and (inferred := _body_year(page)):
        yield inferred[0], (inferred[1],), inferred[2], Confidence.INFERRED


def _url_years(page: Page, month: int, of_month: int) -> Iterator[tuple[int, Span]]:
    for found in URL_DAY.finditer(page.text.plain):
        stamp = valid(int(found["year"]), int(found["month"]), int(found["day"]))
        span = page.text.span(found.start("year"), found.end("day"))
        if stamp and (year := before([Stamp(stamp, span, rank=9)], month, of_month)):
            yield year[0], span


def _body_year(page: Page) -> tuple[int, Span, str] | None:
    """A year that the body itself binds to the meeting; None where two disagree."""
    found = [*_told_years(page), *_counted_years(page)]
    return found[0] if len({year for year, _, _ in found}) == 1 else None


def _told_years(page: Page) -> Iterator[tuple[int, Span, str]]:
    for rule in rules("years"):
        for match in re.finditer(rule["pattern"], page.body.plain):
            yield int(match["year"]), page.body.span(*match.span("year")), f"date.{rule['rule']}"


def _counted_years(page: Page) -> Iterator[tuple[int, Span, str]]:
    for match in JUBILEE.finditer(page.body.plain):
        year = FOUNDED[match["event"]] + int(match["count"])
        yield year, page.body.span(*match.span()), "date.jubilee"
    for match in FIVE_YEARS.finditer(page.body.plain):
        first = 2001 + 5 * (to_number(match["n"]) or 0)
        year = first + 4 * (match["which"] == "收官")
        yield year, page.body.span(*match.span()), "date.five_year_plan"
