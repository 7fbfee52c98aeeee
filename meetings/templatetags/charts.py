"""Bar charts as inline SVG, sized by attributes alone, since the CSP forbids inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django import template
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.facets.years import MonthBar, Year
from meetings.filters.labels import is_english

register = template.Library()

HEIGHT = 96
BAR_TOP = 18
LABEL_ROOM = 20
# A chart of few years keeps its bars narrow; beyond so many, or with numbers so long, narrow
# screens leave out every other label.
FEWEST_SLOTS = 8
MOST_LABELS = 9
LONG_NUMBER = 1000


@dataclass(frozen=True)
class Bar:
    """One bar: what stands below it, what it is called aloud, its number and its link."""

    below: str
    spoken: str
    count: int
    url: str
    chosen: bool


@register.simple_tag
def year_bars(years: Sequence[Year], title: str, unit: str) -> SafeString:
    """The chart of meetings (or what `unit` says) by year; each bar is a link."""
    said = _("{year} 年 {n} {unit}")
    return _chart(
        [
            Bar(
                str(y.year),
                said.format(year=y.year, n=y.count, unit=unit),
                y.count,
                y.url,
                y.chosen,
            )
            for y in years
        ],
        title,
    )


@register.simple_tag
def month_bars(months: Sequence[MonthBar], title: str, unit: str) -> SafeString:
    """The chart of one year by month; each bar is a link, a year without any is none."""
    said = _("{month} {n} {unit}")
    return _chart(
        [
            Bar(
                month_short(m.month),
                said.format(month=month_name(m.month), n=m.count, unit=unit),
                m.count,
                m.url,
                m.chosen,
            )
            for m in months
        ],
        title,
    )


@register.filter
def month_name(month: int) -> str:
    """«9 月», September."""
    return str(MONTHS[month]) if is_english() else f"{month} 月"


@register.filter
def month_short(month: int) -> str:
    """«9月», Sep."""
    return str(MONTHS[month])[:3] if is_english() else f"{month}月"


def _chart(bars: Sequence[Bar], title: str) -> SafeString:
    if not bars:
        return format_html('<p class="quiet">{}</p>', _("暂无可画的年份。"))
    highest = max(max(bar.count for bar in bars), 1)
    slot = 100 / max(len(bars), FEWEST_SLOTS)
    drawn = (_bar(bar, i * slot, slot, highest, i) for i, bar in enumerate(bars))
    form = (
        '<svg class="chart{}" role="group" aria-label="{}" width="100%" height="{}">{}'
        '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/></svg>'
    )
    floor = HEIGHT - LABEL_ROOM
    dense = " dense" if len(bars) > MOST_LABELS else ""
    inner = mark_safe("".join(drawn))  # noqa: S308  # each is escaped
    return format_html(form, dense, title, HEIGHT, inner, floor, floor)


def _bar(bar: Bar, left: float, slot: float, highest: int, place: int) -> str:
    floor = HEIGHT - LABEL_ROOM
    tall = round((floor - BAR_TOP) * bar.count / highest, 1)
    tall = max(tall, 1.5) if bar.count else 0
    middle, odd = number(left + slot / 2), " odd" if place % 2 else ""
    drawn = ""
    if bar.count:
        form = (
            '<rect class="bar{}" x="{}%" y="{}" width="{}%" height="{}"/>'
            '<text class="n{}" x="{}%" y="{}">{}</text>'
        )
        drawn = form.format(
            " on" if bar.chosen else "", number(left + slot * 0.14), number(floor - tall),
            number(slot * 0.72), number(tall), odd if highest >= LONG_NUMBER else "",
            middle, number(floor - tall - 5), bar.count,
        )  # fmt: skip
    if not bar.count and not bar.chosen:
        form = '<text class="y{}" x="{}%" y="{}">{}</text>'
        return form.format(odd, middle, HEIGHT - 5, escape(bar.below))
    form = (
        '<a href="{}" aria-label="{}"{}><rect class="slot" x="{}%" width="{}%" height="{}"/>{}'
        '<text class="y{}" x="{}%" y="{}">{}</text></a>'
    )
    current = ' aria-current="true"' if bar.chosen else ""
    return form.format(
        escape(bar.url), escape(bar.spoken), current, number(left), number(slot), HEIGHT, drawn,
        odd, middle, HEIGHT - 5, escape(bar.below),
    )  # fmt: skip


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
