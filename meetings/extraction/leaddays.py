"""Find the day in a report's lead that is the meeting's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from meetings.extraction.blocks import Page
from meetings.extraction.facts import Span
from meetings.extraction.numerals import to_number

NUM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
MONTH = rf"(?:元|{NUM})"
HALF = r"(?:上午|下午|晚上?|中午|凌晨|早上)?"
YEAR = r"(?:(?P<year>(?:19|20)\d{2}|[一二][九〇零][〇零一二三四五六七八九]{2})年)"
# «7月29日至30日», «2021年7月29日—8月1日», «8月26日至27日上午»
RANGE = re.compile(
    rf"{YEAR}?(?P<month>{MONTH})月(?P<day>{NUM})[日号]?{HALF}\s?(?:至|到|-|—|~|–"
    rf"|、|(?:和|及|与)(?={NUM}[日号]))\s?(?:(?:(?:19|20)\d{{2}}年)?(?P<month2>{MONTH})月)?(?P<day2>{NUM})[日号]"
)
# «2019年3月1日», «9月25日下午», «十月八日»
MONTH_DAY = re.compile(
    rf"{YEAR}?(?<!\d)(?P<month>{MONTH})月(?P<day>{NUM})(?:[日号]|(?=上午|下午|晚))"
)
# «昨(2)日», «昨天(26日)», «今(3)日», «今天», «昨日», «前天», «今晚(2月19日)»
RELATIVE = re.compile(
    r"(?P<word>[今昨前])(?:\((?P<inner>\d{1,2})日?\)[日天晚]|[日天晚](?:上午|下午"
    r"|晚上?)?(?:\((?:(?P<month>\d{1,2})月)?(?P<after>\d{1,2})[日号]\))?)"
)
# «25日,市长…», «29日上午»: a day alone at the beginning of a clause, or after who met:
# «…主席团5日下午举行第二次会议», «…全体会议18日下午举行»
DAY_ONLY = re.compile(
    r"(?:^|(?<=[\s,。:)】])|(?<=会议)|(?<=大会)|(?<=全会)|(?<=[团委府协])"
    r"|(?<=[一-鿿])(?<![月年至到第])(?=\d{1,2}日(?:上午|下午|晚上?)?(?:在[^,。]{1,16})?(?:主持|召开|举行|出席)))"
    r"(?P<day>\d{1,2})日"
)
# «2020-03-04,市长…»
NUMBERS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
# «317日», «2023410日», «2022年33日»: 月 (or 年) lost with a styled span
LOST = re.compile(
    r"(?:^|(?<=[\s,。:)】讯]))(?P<digits>(?:19|20)\d{2}年?\d{2,4}|\d{3,4}|3[2-9]|[4-9]\d)日"
)
# «党史学习教育总结会议|1月19日上午举行»: the words before it name what was held that day
HELD = re.compile(
    rf"(?:于)?{YEAR}?(?:{MONTH}月)?{NUM}[日号]{HALF}(?:\d{{1,2}}[:时点](?:\d{{2}}|半)?分?)?(?:在[^,。;]{{1,24}}?)?"
    r"(?:隆重|胜利|顺利|如期|正式|圆满)?(?:召开|举行|开幕|闭幕)(?!的)"
)
NAMED_BEFORE = re.compile("(?:会|会议|大会|全会|学习)(?:于)?$")
# «…4月22日开幕。会议历时5天,…,|于26日闭幕»: the day on which it closed
CLOSED = re.compile(
    rf"(?<![将定拟至到]于)(?<![将定拟至到月\d])(?:(?P<month>{MONTH})月)?(?P<day>{NUM})[日号]{HALF}(?:胜利|圆满|顺利|在[^,。;]{{1,24}})*(?:闭幕|结束|落幕)"
)
OPENED = re.compile(r"[^,。;]{0,40}?开幕")
# What makes a day in the lead another day: «传达学习1月9日…», «决定于5月27日召开», «将于…»
OTHER_DAY = re.compile(
    r"传达|学习|听取|审议|研究|决定|将于|定于|拟于|贯彻|落实|根据|按照|自从?$|截至|以来$"
)
# «为贯彻落实县委全会精神,|7月9日下午,…»: what a meeting was for tells no other day
PURPOSE = re.compile(r"^\s*(?:为|按照|根据|围绕|依据)[^。;]{2,80},")


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


def find_day(page: Page, start: int) -> Day | None:
    """The day in the lead, from `start` of the body on: the first that is the meeting's own."""
    plain = page.body.plain
    for _ in range(2):
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        for day, at in _days(page, start, min(end, start + 300)):
            sentence = max(plain.rfind("。", start, at), plain.rfind(";", start, at), start - 1) + 1
            before_it = PURPOSE.sub("", plain[sentence:at])
            if not OTHER_DAY.search(before_it) or _is_held(plain, before_it, at):
                return _until_closed(page, day, at)
        start = end + 1
    return None


def _is_held(plain: str, before_it: str, at: int) -> bool:
    """«全区落实河长制推进会|1月19日召开»: whether the words before a day name what was held."""
    to_come = re.search("决定|将于|定于|拟于", before_it)
    return bool(not to_come and NAMED_BEFORE.search(before_it) and HELD.match(plain, at))


def _until_closed(page: Page, day: Day, at: int) -> Day:
    """A day on which a session opened, with the one on which it closed where that is printed."""
    opened = OPENED.match(page.body.plain, at)
    if opened is None or day.month is None or day.until is not None:
        return day
    closed = CLOSED.search(page.body.plain, opened.end(), opened.end() + 80)
    if closed is None:
        return day
    month = _month(closed["month"]) if closed["month"] else day.month
    return replace(day, until=(month or day.month, to_number(closed["day"]) or 0))


def _days(page: Page, start: int, end: int) -> Iterator[tuple[Day, int]]:
    """Every expression of a day between two places, by place; the longest form first."""
    plain, taken = page.body.plain, start
    found = sorted(
        (match.start(), rank, match)
        for rank, pattern in enumerate((RANGE, MONTH_DAY, RELATIVE, LOST, DAY_ONLY, NUMBERS))
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
    month = _month(parts["month"]) if parts.get("month") else None
    day = to_number(parts["day"]) or 0
    until = None
    if parts.get("day2"):
        until = (_month(parts["month2"]) if parts["month2"] else month, to_number(parts["day2"]))
    return Day(year, month, day, span, until=until)  # type: ignore[arg-type]  # both numbers matched


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() else to_number(text) if text else None


def _month(text: str) -> int | None:
    """The number of a month; 元月 is the first."""
    return 1 if text == "元" else to_number(text)
