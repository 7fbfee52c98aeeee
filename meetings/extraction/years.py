"""Find a year for a meeting in addresses and in the body, where no stamp tells it."""

import re
from collections.abc import Iterator

from meetings.extraction.blocks import Page
from meetings.extraction.facts import Span
from meetings.extraction.numerals import to_number
from meetings.extraction.stamps import Stamp, before, valid
from meetings.extraction.tables import rules

# «/2017-03/29/content», «202003/20200323_», «t20150403_»
URL_DAY = re.compile(
    r"https?://[^\s\"]*?(?<!\d)(?P<year>20[0-2]\d)[-/]?(?P<month>0[1-9]"
    r"|1[0-2])[-/]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# «丽水日报 1998年11月6日 星期五»: an e-paper's masthead is no page-load date
# Founding years that «今年是…N周年» counts from, and «“十三五”开局之年» (fifth-year plans)
JUBILEE = re.compile(
    r"(?:今年是|正值|喜迎|恰逢|迎来|今年系)[^。;]{0,14}?(?P<event>建党|中国共产党成立|党成立"
    r"|新中国成立|中华人民共和国成立|建国|改革开放|建军|抗战胜利)(?P<count>\d{2,3})周年"
)
FOUNDED = {
    "建党": 1921, "中国共产党成立": 1921, "党成立": 1921, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "建国": 1949, "改革开放": 1978, "建军": 1927, "抗战胜利": 1945,
}  # fmt: skip
FIVE_YEARS = re.compile(
    r"今年是[^。;]{0,6}“?十(?P<n>[一二三四五])五”?(?:规划)?(?:的)?(?P<which>开局|起步|头|第一|收官)"
)


def url_years(page: Page, month: int, of_month: int) -> Iterator[tuple[int, Span]]:
    """Years of dates in printed addresses that a month and day fit."""
    for found in URL_DAY.finditer(page.text.plain):
        stamp = valid(int(found["year"]), int(found["month"]), int(found["day"]))
        span = page.text.span(found.start("year"), found.end("day"))
        if stamp and (year := before([Stamp(stamp, span, rank=9)], month, of_month)):
            yield year[0], span


def body_year(page: Page) -> tuple[int, Span, str] | None:
    """A year that the body itself binds to the meeting; None where two disagree."""
    found = [*_told_years(page), *_counted_years(page)]
    return found[0] if len({year for year, _, _ in found}) == 1 else None


def _told_years(page: Page) -> Iterator[tuple[int, Span, str]]:
    for rule in rules("years"):
        for match in re.finditer(rule["pattern"], page.body.plain):
            year = int(match["year"]) + int(rule.get("offset", "0"))
            yield year, page.body.span(*match.span("year")), f"date.{rule['rule']}"


def _counted_years(page: Page) -> Iterator[tuple[int, Span, str]]:
    for match in JUBILEE.finditer(page.body.plain):
        year = FOUNDED[match["event"]] + int(match["count"])
        yield year, page.body.span(*match.span()), "date.jubilee"
    for match in FIVE_YEARS.finditer(page.body.plain):
        first = 2001 + 5 * (to_number(match["n"]) or 0)
        year = first + 4 * (match["which"] == "收官")
        yield year, page.body.span(*match.span()), "date.five_year_plan"
