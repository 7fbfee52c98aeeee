"""Bar charts as inline SVG, sized by attributes alone, since the CSP forbids inline style."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meetings.facets import Year

register = template.Library()

HEIGHT = 96
BAR_TOP = 18
LABEL_ROOM = 20
# A chart of few years keeps its bars narrow; beyond so many, or with numbers so long, narrow
# screens leave out every other label.
FEWEST_SLOTS = 8
MOST_LABELS = 9
LONG_NUMBER = 1000


@register.simple_tag
def year_bars(years: Sequence[Year], title: str, unit: str) -> SafeString:
    """The chart of meetings (or what `unit` says) by year; each bar is a link."""
    if not years:
        return format_html('<p class="quiet">{}</p>', "暂无可画的年份。")
    highest = max(max(year.count for year in years), 1)
    slot = 100 / max(len(years), FEWEST_SLOTS)
    bars = (_bar(year, i * slot, slot, highest, unit, i) for i, year in enumerate(years))
    form = (
        '<svg class="chart{}" role="group" aria-label="{}" width="100%" height="{}">{}'
        '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/></svg>'
    )
    floor = HEIGHT - LABEL_ROOM
    dense = " dense" if len(years) > MOST_LABELS else ""
    inner = format_html_join("", "{}", ((bar,) for bar in bars))
    return format_html(form, dense, title, HEIGHT, inner, floor, floor)


def _bar(year: Year, left: float, slot: float, highest: int, unit: str, place: int) -> SafeString:
    floor = HEIGHT - LABEL_ROOM
    tall = round((floor - BAR_TOP) * year.count / highest, 1)
    tall = max(tall, 1.5) if year.count else 0
    label = f"{year.year} 年 {year.count} {unit}"
    form = (
        '<a href="{}" aria-label="{}"{}><rect class="slot" x="{}%" y="0" width="{}%" height="{}"/>'
        '<rect class="bar{}" x="{}%" y="{}" width="{}%" height="{}" rx="2"/>'
        '<text class="n{}" x="{}%" y="{}">{}</text>'
        '<text class="y{}" x="{}%" y="{}">{}</text></a>'
    )
    current = format_html(' aria-current="{}"', "true") if year.chosen else ""
    odd = " odd" if place % 2 else ""
    odd_number = odd if highest >= LONG_NUMBER else ""
    middle = _number(left + slot / 2)
    return format_html(
        form, year.url, label, current, _number(left), _number(slot), HEIGHT,
        " on" if year.chosen else "", _number(left + slot * 0.14), _number(floor - tall),
        _number(slot * 0.72), _number(tall), odd_number, middle, _number(floor - tall - 5),
        year.count or "", odd, middle, HEIGHT - 5, year.year,
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
