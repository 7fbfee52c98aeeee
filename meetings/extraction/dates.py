"""Resolve the day a meeting was held, each step with its evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from meetings.extraction.blocks import Page
from meetings.extraction.facts import Span
from meetings.extraction.leaddays import Day, find_day
from meetings.extraction.stamps import STAMP_DAYS, Stamp, before, find_stamps, valid
from meetings.extraction.vocabulary import Confidence
from meetings.extraction.years import body_year, url_years

# «2022年第四次会议», «2018年第五次县政府常务会议»: the year inside the meeting's own name
ORDINAL_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年?(?:度)?[(]?|[\])〕】](?:年)?)第\s?[\d一二三四五六七八九十百]{1,5}次"
)
# «2019年全镇冬季农业工作会议»: a year that names the topic
TOPIC_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年|(?=[一-鿿]))(?!.{0,2}第.{1,3}次)(?P<review>度)?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as EDTF with how it was reached; `spans` are the day's words, then the year's."""

    edtf: str
    spans: tuple[Span, ...]
    rule: str
    confidence: Confidence
    inferred: bool = False
    reason: str = ""
    rivals: tuple["Dated", ...] = ()


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
    digits = day.digits
    held: list[date] = []
    year = int(digits[:4]) if re.match(r"(?:19|20)\d{2}\d{2,4}$", digits) else None
    rest = digits[4:] if year else digits
    for stamp in stamps:
        for cut in (1, 2):
            years = (stamp.day.year, stamp.day.year - 1) if rest[cut:] else ()
            split = (valid(y, int(rest[:cut]), int(rest[cut:])) for y in years)
            held.extend(found for found in split if found)
        fits = [
            d for d in held if 0 <= (stamp.day - d).days <= STAMP_DAYS and year in (None, d.year)
        ]
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
        return Dated(
            to_edtf(day, None), (day.span,), "date.relative", Confidence.WEAK, reason=reason
        )
    found = [
        Dated(to_edtf(day, year), (day.span, *spans), rule, sure, sure == Confidence.INFERRED)
        for year, spans, rule, sure in _years(page, day, stamps, name)
    ]
    if found:
        rivals = tuple(one for one in found[1:] if one.edtf != found[0].edtf)
        return replace(found[0], rivals=rivals)
    reason = "没有可据以定年的文字"
    edtf = to_edtf(day, None)
    return Dated(edtf, (day.span,), "date.no_year", Confidence.CERTAIN, reason=reason)


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
    if found and stamped is None and not (found["review"] and month <= 3):
        yield int(found["year"]), own, "date.topic_year", Confidence.CERTAIN
    for year, span in url_years(page, month, of_month):
        yield year, (span,), "date.url", Confidence.CERTAIN
    if stamped is None and (inferred := body_year(page)):
        yield inferred[0], (inferred[1],), inferred[2], Confidence.INFERRED
