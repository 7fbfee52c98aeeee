"""Drawings as inline SVG, sized by attributes alone: timeline, people around one, map of tiles."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.facets.tiles import Tile
from meetings.templatetags.charts import number

register = template.Library()

# The timeline: rows of a post, dots of meetings, years below. Percent across, pixels down.
MOST_POSTS = 10
ROW, BAR, DOTS, AXIS = 40, 12, 26, 22
LONGEST_LABEL = 22
# Labels of bars that begin beyond this place are written leftwards.
FAR = 55
MOST_YEARS = 8
# The network in its own units.
WIDTH, RADIUS, CENTRE, LEAF = 360, 132, 32, 24
TILE, STEP = 40, 42


@register.simple_tag
def timeline(posts: Sequence[Mapping[str, Any]], days: Sequence[tuple[date, int]]) -> SafeString:
    """The posts as bars from the day first seen to the last, the meetings as dots."""
    dated = [post for post in posts if post["first_seen"] and post["last_seen"]]
    every = [day for post in dated for day in (post["first_seen"], post["last_seen"])]
    every += [day for day, _meeting in days]
    if not every:
        return format_html('<p class="quiet">{}</p>', _("没有可考的日期。"))
    first, last = min(every).year, max(every).year + 1
    rows = sorted(dated, key=lambda post: post["first_seen"])[-MOST_POSTS:]
    floor = len(rows) * ROW + DOTS
    inner = [_post(post, i, first, last) for i, post in enumerate(rows)]
    spots = dict.fromkeys(number(_across(day, first, last)) for day, _meeting in days)
    inner += [
        format_html('<circle class="dot" cx="{}%" cy="{}" r="3.5"/>', spot, floor - 12)
        for spot in spots
    ]
    inner += _years(first, last, floor)
    form = '<svg class="line" role="img" aria-label="{}" width="100%" height="{}">{}</svg>'
    said = _("职务与与会时间线，{first} 年至 {last} 年；数据见下表").format(
        first=first, last=last - 1
    )
    return format_html(form, said, floor + AXIS, _joined(inner))


def _across(day: date, first: int, last: int) -> float:
    """Where a day stands, in percent, with a margin on both sides."""
    passed = day.year - first + (day.timetuple().tm_yday - 1) / 366
    return 1 + 98 * passed / (last - first)


def _post(post: Mapping[str, Any], row: int, first: int, last: int) -> SafeString:
    left = _across(post["first_seen"], first, last)
    wide = max(_across(post["last_seen"], first, last) - left, 0.8)
    label = post["post"]
    label = label if len(label) <= LONGEST_LABEL else label[:LONGEST_LABEL] + "…"
    anchor, at = ("end", left + wide) if left > FAR else ("start", left)
    form = (
        '<text x="{}%" y="{}" class="{}">{}</text>'
        '<rect class="bar" x="{}%" y="{}" width="{}%" height="{}" rx="2"/>'
    )
    top = row * ROW
    return format_html(
        form, number(at), top + 15, anchor, label, number(left), top + 21, number(wide), BAR
    )


def _years(first: int, last: int, floor: int) -> list[SafeString]:
    step = -(-(last - first) // MOST_YEARS)
    line = '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>'
    marks = [format_html(line, floor, floor)]
    for year in range(first, last, step):
        at = number(_across(date(year, 1, 1), first, last))
        form = '<text class="y start" x="{}%" y="{}">{}</text>'
        marks.append(format_html(form, at, floor + 16, year))
    return marks


@register.simple_tag
def network(name: str, people: Sequence[Mapping[str, Any]]) -> SafeString:
    """One person in the middle, those met most around; the lines are as thick as the number."""
    most = max((person["n"] for person in people), default=1)
    middle = WIDTH / 2
    lines, leaves = [], []
    for place, person in enumerate(people):
        angle = 2 * math.pi * place / len(people) - math.pi / 2
        x, y = middle + RADIUS * math.cos(angle), middle + RADIUS * math.sin(angle)
        thick = number(1 + 5 * person["n"] / most)
        form = '<line class="tie" x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"/>'
        lines.append(format_html(form, middle, middle, number(x), number(y), thick))
        leaves.append(_leaf(person, x, y))
    form = (
        '<svg class="net" role="group" aria-label="{}" viewBox="0 0 {} {}" width="100%" '
        'height="{}">{}<circle class="self" cx="{}" cy="{}" r="{}"/>'
        '<text class="self" x="{}" y="{}">{}</text>{}</svg>'
    )
    said = _("与{name}共同与会最多的 {n} 人").format(name=name, n=len(people))
    return format_html(
        form, said, WIDTH, WIDTH, WIDTH, _joined(lines), middle, middle, CENTRE,
        middle, middle + 5, name, _joined(leaves),
    )  # fmt: skip


def _leaf(person: Mapping[str, Any], x: float, y: float) -> SafeString:
    form = (
        '<a href="{}" aria-label="{}"><circle cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}">{}</text><text class="n" x="{}" y="{}">{}</text></a>'
    )
    said = _("{name}，共同与会 {n} 场").format(name=person["person"], n=person["n"])
    url = reverse("official", args=(person["who"],))
    at, below, above = number(x), number(y + 13), number(y + 1)
    return format_html(
        form, url, said, at, number(y), LEAF, at, above, person["person"], at, below, person["n"]
    )


@register.simple_tag
def tile_map(tiles: Sequence[Tile]) -> SafeString:
    """The provinces as tiles that lead to their pages, darker where more is held."""
    drawn = [_tile(tile) for tile in tiles]
    wide = STEP * (1 + max((tile.column for tile in tiles), default=0))
    high = STEP * (1 + max((tile.row for tile in tiles), default=0))
    form = (
        '<svg class="tiles" role="group" aria-label="{}" viewBox="0 0 {} {}" width="100%">{}</svg>'
    )
    return format_html(form, _("各省收录场次"), wide, high, _joined(drawn))


def _tile(tile: Tile) -> SafeString:
    x, y = tile.column * STEP, tile.row * STEP
    form = (
        '<a href="{}" aria-label="{}" class="s{}"><rect x="{}" y="{}" width="{}" height="{}" '
        'rx="3"/><text x="{}" y="{}">{}</text><text class="n" x="{}" y="{}">{}</text></a>'
    )
    said = _("{name}，{n} 场").format(name=tile.name, n=tile.count)
    middle = x + TILE // 2
    return format_html(
        form, tile.url, said, tile.shade, x, y, TILE, TILE, middle, y + 19, tile.sign,
        middle, y + 33, tile.count or "—",
    )  # fmt: skip


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
