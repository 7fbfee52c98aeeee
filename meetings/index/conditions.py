"""What can be asked of a meeting besides its words, and where in the columns it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from meetings.index.arrays import Ints, Mask, taken
from meetings.index.columns import NO_DAY, Columns, Meetings
from meetings.index.units import KINDS, ORGANS, VERBS
from meetings.querysets.held import UNKNOWN, Period

DAY_ONE = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class InCities:
    """Held in one of these units, by the numbers of their rows; 0 stands for none."""

    cities: frozenset[int]


@dataclass(frozen=True, slots=True)
class During:
    """Held in a period."""

    years: tuple[int, ...] = ()
    month: int | None = None
    first: date | None = None
    last: date | None = None
    unknown: bool = False

    @classmethod
    def of(cls, period: Period) -> "During":
        """The same period."""
        return cls(
            tuple(period.years), period.month, period.first, period.last, unknown=period.unknown
        )


@dataclass(frozen=True, slots=True)
class OfOrgans:
    """Of one of these organs; `unknown` asks for those without."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class OfKinds:
    """Of one of these kinds; `unknown` asks for those without."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Took:
    """One of these officials took part, in this role where given."""

    officials: frozenset[int]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Of this term, or with this number, or both."""

    term: int | None
    number: int | None


@dataclass(frozen=True, slots=True)
class ByVerbs:
    """A directive with one of these verbs; a meeting that gave one."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class ByVoices:
    """A directive by one of these speakers, by digest; a meeting that gave one."""

    voices: frozenset[int]


Condition = InCities | During | OfOrgans | OfKinds | Took | Numbered | ByVerbs | ByVoices


def meetings_where(columns: Columns, condition: Condition) -> Mask:
    """The meetings that meet a condition, one truth value for each place."""
    return _WHERE[type(condition)](columns, condition)


def directives_where(columns: Columns, condition: Condition) -> Mask:
    """The directives that meet a condition, themselves or by their meeting."""
    if isinstance(condition, ByVerbs | ByVoices):
        return _said(columns, condition)
    return at_meetings(columns, meetings_where(columns, condition))


def at_meetings(columns: Columns, held: Mask) -> Mask:
    """The directives of these meetings; of those that belong to none, which are not live, any."""
    if not len(held):
        return np.zeros(columns.directives.places.size, bool)
    return taken(held, columns.directives.meeting)


def _in_cities(columns: Columns, asked: InCities) -> Mask:
    city = columns.meetings.city
    if len(asked.cities) == 1:
        return _equal(city, next(iter(asked.cities)))
    wanted = np.zeros(max(int(city.max(initial=0)), *asked.cities, 0) + 1, bool)
    wanted[list(asked.cities)] = True
    return taken(wanted, city)


def _during(columns: Columns, asked: During) -> Mask:
    rows = columns.meetings
    dated = rows.first != NO_DAY
    known: Mask = dated & _within(rows, asked)
    if not asked.unknown:
        return known
    alone = asked == During(unknown=True)
    found: Mask = ~dated if alone else known | ~dated
    return found


def _within(rows: Meetings, asked: During) -> Mask:
    found = np.ones(rows.places.size, bool)
    if asked.years:
        found &= np.isin(rows.first_month // 12, asked.years)
    if asked.month:
        found &= rows.first_month % 12 == asked.month - 1
        found &= rows.first_month == rows.last_month
    if asked.first:
        found &= rows.last >= asked.first.toordinal() - DAY_ONE
    if asked.last:
        found &= rows.first <= asked.last.toordinal() - DAY_ONE
    return found


def _of_organs(columns: Columns, asked: OfOrgans) -> Mask:
    return _one_of(columns.meetings.organ, asked.values, ORGANS)


def _of_kinds(columns: Columns, asked: OfKinds) -> Mask:
    return _one_of(columns.meetings.kind, asked.values, KINDS)


def _one_of(column: Ints, values: frozenset[str], known: tuple[str, ...]) -> Mask:
    """Where a column holds one of these members of a closed list."""
    codes = [known.index("" if value == UNKNOWN else value) for value in values]
    found = np.zeros(len(column), bool)
    for code in codes:
        found |= column == code
    return found


def _equal(column: Ints, value: int) -> Mask:
    found: Mask = column == value
    return found


def _took(columns: Columns, asked: Took) -> Mask:
    rows = columns.meetings
    found = np.zeros(rows.places.size, bool)
    wanted = rows.officials_of(np.fromiter(asked.officials, np.int64))
    for block in rows.people:
        lines = block.of_role(asked.role).of_officials
        for official in wanted.tolist():
            meetings = lines.meetings_of(official)
            found[meetings if block.valid is None else meetings[block.valid[meetings]]] = True
    return found


def _numbered(columns: Columns, asked: Numbered) -> Mask:
    rows = columns.meetings
    found = np.ones(rows.places.size, bool)
    if asked.term is not None:
        found &= rows.term == asked.term
    if asked.number is not None:
        found &= rows.number == asked.number
    return found


def _gave(columns: Columns, asked: ByVerbs | ByVoices) -> Mask:
    said = columns.directives
    counts = said.runs.counts(_said(columns, asked) & said.live, columns.meetings.places.size)
    found: Mask = counts > 0
    return found


def _said(columns: Columns, asked: ByVerbs | ByVoices) -> Mask:
    said = columns.directives
    if isinstance(asked, ByVerbs):
        return _one_of(said.verb, asked.values, VERBS)
    wanted = np.isin(said.voices, np.fromiter(asked.voices, np.int64))
    return taken(wanted, said.voice) if len(wanted) else np.zeros(said.places.size, bool)


_WHERE: dict[type, Callable[[Columns, Any], Mask]] = {
    InCities: _in_cities,
    During: _during,
    OfOrgans: _of_organs,
    OfKinds: _of_kinds,
    Took: _took,
    Numbered: _numbered,
    ByVerbs: _gave,
    ByVoices: _gave,
}
