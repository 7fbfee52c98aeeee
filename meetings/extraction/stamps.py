"""Find the days of publication that a page prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise, takewhile

from meetings.extraction.blocks import Page
from meetings.extraction.daylines import (
    COMPACT,
    DAY,
    DAY_FIRST,
    ENGLISH,
    ENGLISH_DAY,
    IN_WORDS,
    LAST_YEAR,
    MASTHEAD,
    MONTH_FIRST,
    MONTHS,
    PAGE_NUMBER,
    STAMP_LABEL,
)
from meetings.extraction.facts import Span
from meetings.extraction.gazetteer import outlet_place
from meetings.extraction.numerals import to_number

# How many days a stamp may follow the meeting (field guide §3, rule 3).
STAMP_DAYS = 45
# Ranks of labels: 发布日期 0, 时间 1, none 2, 成文日期 3, none below the report 4
BARE, COMPOSED, BELOW = 2, 3, 4
# «蓬莱日报2005年4月10日讯»: a dateline with its year
DATELINE_DAY = re.compile(rf"^[一-鿿]{{2,16}}\s?{DAY}(?=讯|电|消息)")
FORMS = (DAY, DAY_FIRST, MONTH_FIRST, LAST_YEAR, ENGLISH, ENGLISH_DAY, COMPACT, IN_WORDS)
# «2022年01月03日 星期一» and no more
WEEKDAY = re.compile(rf"^{DAY}\s*(?:星期|周)[一二三四五六日天]$")
# «来源:南充日报 2024-01-17 第03版»: a day below the report that tells where it was printed
PRINTED = re.compile(rf"(?:来源|稿源|载|刊于|刊载于|据|摘自|选自|转自)[^。;]{{0,24}}?{DAY}")
# «GMT+8, 2019-4-17 12:30 , Processed in 0.02 second», «打印时间:2019-04-17»: when a page was made
MADE = re.compile(
    "GMT|UTC|Processed|Powered|Copyright|ICP|打印|访问|当前|现在|服务器", re.IGNORECASE
)
# «来源:永城日报 |11-18| 09:12:41»
NO_YEAR = re.compile(
    r"(?<![\d./-])(?P<month>0?[1-9]|1[0-2])[-/](?P<day>\d{1,2})(?=\s{1,3}\d{1,2}:\d{2})"
)
PAGE_LOAD = re.compile(r"星期|周[一二三四五六日]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day of publication printed on the page; `rank` is lower where its label says so more."""

    day: date
    span: Span
    rank: int


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_stamps(page: Page) -> list[Stamp]:
    """Days of publication, the surest label first.

    A page-load date is none; a day without a label below the report comes last.
    """
    lead = next((line.start for line in page.lines if line.kind == "text"), len(page.text.plain))
    found = []
    for line, words in page.of_kind("stamp"):
        for match in chain.from_iterable(re.finditer(form, words) for form in FORMS):
            day = _day(match)
            rank = _rank(words[max(0, match.start() - 10) : match.start()])
            if line.start > lead and rank == BARE and not PRINTED.search(words):
                rank = BELOW
            if day and not _is_page_load(words):
                start, end = line.start + match.start(), line.start + match.end()
                found.append(Stamp(day, page.text.span(start, end), rank))
    found.extend(_mastheads(page, lead))
    if dated := DATELINE_DAY.match(page.body.plain):
        day = valid(int(dated["year"]), int(dated["month"]), int(dated["day"]))
        if day:
            found.append(Stamp(day, page.body.span(dated.start("year"), dated.end()), BARE))
    return sorted(found, key=lambda stamp: stamp.rank)


def without_year(page: Page) -> tuple[int, int, Span] | None:
    """Month and day of «来源:永城日报 11-18 09:12:41»."""
    for line, words in page.of_kind("stamp", "furniture", "credit", "caption"):
        found = NO_YEAR.search(words)
        if found and valid(2000, int(found["month"]), int(found["day"])) and not MADE.search(words):
            span = page.text.span(line.start + found.start("month"), line.start + found.end("day"))
            return int(found["month"]), int(found["day"]), span
    return None


def _day(match: re.Match[str]) -> date | None:
    """The day of a form, its month by number or by name, its parts in digits or words."""
    month = match["month"].lower()
    parts = (match["year"], month, match["day"])
    if month in MONTHS:
        return valid(int(parts[0]), MONTHS.index(month) + 1, int(parts[2]))
    numbers = [to_number(part.replace("○", "〇")) or 0 for part in parts]
    return valid(*numbers)


def _mastheads(page: Page, lead: int) -> Iterator[Stamp]:
    """«今日简阳» above «2022年01月03日 星期一»: an e-paper's name and day on two lines."""
    for name, line in pairwise(takewhile(lambda line: line.start < lead, page.lines)):
        words = page.text.plain[line.start : line.end]
        dated = WEEKDAY.match(words)
        if dated and outlet_place(page.text.plain[name.start : name.end]) is not None:
            day = valid(int(dated["year"]), int(dated["month"]), int(dated["day"]))
            if day:
                end = line.start + dated.end("day")
                yield Stamp(day, page.text.span(line.start, end), BARE)


def _is_page_load(words: str) -> bool:
    """«2024年05月17日 星期五», unless a masthead or a page's number stands with it."""
    if MADE.search(words):
        return True
    printed = PAGE_NUMBER.search(words) or MASTHEAD.match(words) or STAMP_LABEL.match(words)
    return bool(PAGE_LOAD.search(words)) and not printed


def _rank(before: str) -> int:
    """发布日期 before 时间, a bare day, and 成文日期."""
    for rank, label in enumerate(
        ("发布|刊发|发稿|发表|加入", "时间|日期(?<!成文日期)(?<!公开日期)(?<!生成日期)")
    ):
        if re.search(rf"(?:{label})[^\d]{{0,4}}$", before):
            return rank
    return COMPOSED if re.search(r"日期[^\d]{0,3}$", before) else BARE


def before(stamps: list[Stamp], month: int, day: int) -> tuple[int, Stamp] | None:
    """The year in which a month and day lie 0 to STAMP_DAYS before a stamp, with that stamp."""
    for stamp in stamps:
        for year in (stamp.day.year, stamp.day.year - 1):
            held = valid(year, month, day)
            if held and 0 <= (stamp.day - held).days <= STAMP_DAYS:
                return year, stamp
    return None
