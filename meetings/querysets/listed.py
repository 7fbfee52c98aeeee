"""Fetch what a list shows of its meetings: few columns in two statements, no rows of models."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from meetings.querysets.held import PUBLIC

# A line for each report that stands, as `ReportQuerySet.live` orders them; one for a meeting
# without any.
MEETINGS = """
SELECT m.id, m.title, m.organ, m.kind, m.state, m.date_edtf, m.date_first, m.date_last,
       city.name, city.short, city.pinyin, above.name, above.short, above.pinyin,
       top.name, top.short, top.pinyin,
       r.id, a.sha256, a.title, a.outlet, a.source_name, a.text, a.blocks, a.acquired_at
FROM meetings_meeting m
LEFT JOIN meetings_city city ON city.id = m.city_id
LEFT JOIN meetings_city above ON above.id = city.parent_id
LEFT JOIN meetings_city top ON top.id = above.parent_id
LEFT JOIN meetings_report r ON r.meeting_id = m.id AND r.withdrawn_at IS NULL
LEFT JOIN meetings_article a ON a.id = r.article_id
WHERE m.id = ANY(%s) AND m.state = ANY(%s)
ORDER BY m.id, r.relation DESC, r.article_id, r.ordinal
"""
# Each name is looked up by its key: OFFSET keeps the planner from reading all officials instead.
PEOPLE = """
SELECT t.report_id, t.official_id, t.role, t.posts, o.name, o.pinyin
FROM meetings_attendance t CROSS JOIN LATERAL (
    SELECT name, pinyin FROM meetings_official WHERE id = t.official_id OFFSET 0
) o
WHERE t.report_id = ANY(%s) AND t.withdrawn_at IS NULL
ORDER BY t.report_id, t.ordinal
"""
# Where the columns of MEETINGS part.
OWN, PLACES, REPORT = slice(0, 8), slice(8, 17), slice(17, None)


class Unit(NamedTuple):
    """The names of a unit and what lies above it."""

    name: str
    short: str
    pinyin: str
    parent: "Unit | None"


class Named(NamedTuple):
    """An official by name."""

    pk: int
    name: str
    pinyin: str


class Attended(NamedTuple):
    """One person in one report."""

    official_id: int
    role: str
    posts: list[str]
    official: Named


class Printed(NamedTuple):
    """An article, with its text."""

    sha256: str
    title: str
    outlet: str
    source_name: str
    text: str
    blocks: list[dict[str, Any]]
    acquired_at: datetime


class Told(NamedTuple):
    """A report: its article and the people in it, in printed order."""

    article: Printed
    people: list[Attended]


class Listed(NamedTuple):
    """A meeting with the names that its model gives them."""

    pk: int
    title: str
    organ: str
    kind: str
    state: str
    date_edtf: str
    date_first: date | None
    date_last: date | None
    city: Unit | None
    told: list[Told]

    def __str__(self) -> str:
        return self.title or f"会议 {self.pk}"


def listed_meetings(ids: Iterable[int]) -> list[Listed]:
    """The public meetings with these ids, in this order, with what a row of a list shows."""
    wanted = list(ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS, (wanted, [str(state) for state in PUBLIC]))
        lines = cursor.fetchall()
        cursor.execute(PEOPLE, ([pk for line in lines if (pk := line[REPORT.start])],))
        people = {pk: list(rows) for pk, rows in groupby(cursor, key=lambda row: row[0])}
    found = {
        pk: _listed(list(rows), people) for pk, rows in groupby(lines, key=lambda line: line[0])
    }
    return [found[pk] for pk in wanted if pk in found]


def _listed(lines: list[tuple[Any, ...]], people: Mapping[int, list[tuple[Any, ...]]]) -> Listed:
    told = [_told(line[REPORT], people) for line in lines if line[REPORT.start]]
    return Listed._make((*lines[0][OWN], _unit(lines[0][PLACES]), told))


def _unit(columns: tuple[Any, ...]) -> Unit | None:
    """The unit named by the first three columns, in those named by the rest; None without one."""
    return Unit._make((*columns[:3], _unit(columns[3:]))) if columns and columns[0] else None


def _told(columns: tuple[Any, ...], people: Mapping[int, list[tuple[Any, ...]]]) -> Told:
    report, *own, blocks, acquired_at = columns
    rows = people.get(report, ())
    present = [Attended(pk, role, posts, Named(pk, *name)) for _, pk, role, posts, *name in rows]
    return Told(Printed._make((*own, json.loads(blocks), acquired_at)), present)
