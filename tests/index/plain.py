"""Answer every question of a search by a plain scan over the archive, in Python alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.extraction.vocabulary import ReviewState
from meetings.index import Unit
from meetings.index.conditions import (
    ByVerbs,
    ByVoices,
    During,
    InCities,
    Numbered,
    OfKinds,
    OfOrgans,
    Took,
)
from meetings.index.resolving import voice
from meetings.index.texts import dump
from meetings.models import Attendance, Directive, Meeting, Report
from meetings.search.folding import fold
from meetings.search.query import And, Near, Not, Or, Source, Words

HIDDEN = (ReviewState.REJECTED, ReviewState.WITHDRAWN, ReviewState.MERGED)


@dataclass
class Sitting:
    """One public meeting."""

    row: Meeting
    people: set[tuple[int, str]] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    said: list["Said"] = field(default_factory=list)


@dataclass
class Said:
    """One directive of a public meeting."""

    row: Directive
    sitting: Sitting


@dataclass
class Plain:
    """The public records, and their folded texts as `search --dump` prints them."""

    sittings: dict[int, Sitting]
    said: dict[int, Said]
    texts: dict[Unit, dict[int, str]]

    @classmethod
    def read(cls) -> "Plain":
        """What the archive says now."""
        rows = Meeting.objects.exclude(state__in=HIDDEN)
        sittings = {row.pk: Sitting(row) for row in rows.select_related("city")}
        told = Report.objects.filter(withdrawn_at=None, meeting__in=sittings)
        of = {report.pk: sittings[report.meeting_id] for report in told.select_related("article")}
        for report in told.select_related("article"):
            names = {report.article.outlet, report.article.republished_by} - {""}
            of[report.pk].sources |= set(map(fold, names))
        for came in Attendance.objects.filter(withdrawn_at=None, report__in=of):
            of[came.report_id].people.add((came.official_id, came.role))
        said = {}
        for row in Directive.objects.filter(withdrawn_at=None, report__in=of):
            said[row.pk] = Said(row, of[row.report_id])
            of[row.report_id].said.append(said[row.pk])
        return cls(sittings, said, {unit: dict(dump(unit)) for unit in Unit})

    def ids(self, unit: Unit, tree: Any, chosen: Iterable[Any] = ()) -> set[int]:
        """The records that answer a tree and meet all conditions."""
        wanted = [part for part in (tree, *chosen) if part is not None]
        return {pk for pk in self.texts[unit] if all(self.holds(unit, pk, p) for p in wanted)}

    def holds(self, unit: Unit, pk: int, tree: Any) -> bool:
        """Whether one record answers a tree."""
        if isinstance(tree, And):
            return all(self.holds(unit, pk, part) for part in tree.parts)
        if isinstance(tree, Or):
            return any(self.holds(unit, pk, part) for part in tree.parts)
        if isinstance(tree, Not):
            return not self.holds(unit, pk, tree.part)
        if isinstance(tree, Words):
            return tree.text in self.texts[unit][pk]
        if isinstance(tree, Near):
            return is_near(self.texts[unit][pk], tree)
        return self._meets(unit, pk, tree)

    def _meets(self, unit: Unit, pk: int, asked: Any) -> bool:
        sitting = self.sittings[pk] if unit is Unit.MEETING else self.said[pk].sitting
        said = sitting.said if unit is Unit.MEETING else [self.said[pk]]
        if isinstance(asked, ByVerbs):
            return any(one.row.verb in asked.values for one in said)
        if isinstance(asked, ByVoices):
            return any(voice(one.row.speaker) in asked.voices for one in said)
        return meets(sitting, asked)

    def counted(
        self, unit: Unit, ids: set[int], of: Callable[[Any], Iterable[Any]]
    ) -> Counter[Any]:
        """How many of these records have each value of something."""
        records: Mapping[int, Any] = self.sittings if unit is Unit.MEETING else self.said
        return Counter(value for pk in ids for value in set(of(records[pk])))

    def in_order(self, unit: Unit, ids: set[int], sort: str) -> list[int]:
        """These records by the day of their meeting, unknown days last."""
        return sorted(ids, key=lambda pk: self._key(unit, pk, newest=sort != "oldest"))

    def _key(self, unit: Unit, pk: int, *, newest: bool) -> tuple[int, ...]:
        row = self.sittings[pk].row if unit is Unit.MEETING else self.said[pk].sitting.row
        day, sign = (row.date_last, -1) if newest else (row.date_first, 1)
        own = () if unit is Unit.MEETING else (pk,)
        return (day is None, sign * (day.toordinal() if day else 0), sign * row.pk, *own)


def meets(sitting: Sitting, asked: Any) -> bool:
    """Whether a meeting meets a condition."""
    row = sitting.row
    match asked:
        case InCities(cities):
            return (row.city_id or 0) in cities
        case OfOrgans(values):
            return (row.organ or "unknown") in values
        case OfKinds(values):
            return (row.kind or "unknown") in values
        case Took(officials, role):
            return any(who in officials and role in ("", did) for who, did in sitting.people)
        case Numbered(term, number):
            return term in (None, row.term) and number in (None, row.number)
        case Source(name):
            return any(name in source for source in sitting.sources)
        case During():
            return was_held(row.date_first, row.date_last, asked)
    raise TypeError(asked)


def was_held(first: date | None, last: date | None, asked: During) -> bool:
    """Whether a meeting was held in a period."""
    if first is None or last is None:
        return asked.unknown
    if asked == During(unknown=True):
        return False
    one_month = (first.year, first.month) == (last.year, last.month)
    return (
        (not asked.years or first.year in asked.years)
        and (not asked.month or (one_month and first.month == asked.month))
        and (not asked.first or last >= asked.first)
        and (not asked.last or first <= asked.last)
    )


def is_near(text: str, asked: Near) -> bool:
    """Whether both strings stand in one run of the text with few characters between them."""
    pairs = ((asked.first, asked.second), (asked.second, asked.first))
    return any(
        0 <= after - (before + len(a)) <= asked.within and "\n" not in text[before + len(a) : after]
        for a, b in pairs
        for before in places(text, a)
        for after in places(text, b)
    )


def places(text: str, words: str) -> list[int]:
    """Where a text has some words."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def facets(plain: Plain, unit: Unit, ids: Mapping[str, set[int]]) -> dict[str, Counter[Any]]:
    """The counts of all facets; `ids` are the records that each counts."""

    def sitting(record: Any) -> Sitting:
        found: Sitting = record if unit is Unit.MEETING else record.sitting
        return found

    ways: dict[str, Callable[[Any], Iterable[Any]]] = {
        "city": lambda one: [sitting(one).row.city_id or 0],
        "kind": lambda one: [sitting(one).row.kind],
        "organ": lambda one: [sitting(one).row.organ],
        "date": lambda one: [day.year if (day := sitting(one).row.date_first) else None],
        "official": lambda one: [who for who, _ in sitting(one).people],
    }
    if unit is Unit.DIRECTIVE:
        ways["verb"] = lambda one: [one.row.verb]
        ways["speaker"] = lambda one: [one.row.speaker]
    found: dict[str, Counter[Any]] = defaultdict(Counter)
    for name, way in ways.items():
        found[name] = plain.counted(unit, ids[name], way)
    return found
