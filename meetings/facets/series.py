"""Numbered sittings in a row: which are held, which are missing, what comes before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from meetings.extraction import vocabulary as vocab
from meetings.filters.labels import label
from meetings.models import City, Meeting

# A run is not drawn beyond so many numbers: its first number was surely misread.
LONGEST_RUN = 400


@dataclass(frozen=True)
class Gap:
    """Numbers that no report in the archive tells of, both ends included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many sittings are missing."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Neighbour:
    """The sitting before or after another, and the gap between the two."""

    meeting: Meeting
    gap: Gap | None = None


@dataclass(frozen=True)
class Place:
    """Where a numbered sitting stands among its like."""

    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True)
class Cell:
    """One number of a run; without a meeting it is missing."""

    number: int
    meeting: Meeting | None


@dataclass(frozen=True)
class Run:
    """Sittings of one organ, kind and term whose numbers go up."""

    title: str
    sittings: tuple[Meeting, ...]

    @property
    def cells(self) -> list[Cell]:
        """Every number from the first held to the last."""
        held = {m.number: m for m in reversed(self.sittings)}
        return [Cell(n, held.get(n)) for n in range(self.first, self.last + 1)]

    @property
    def first(self) -> int:
        """The lowest number held."""
        return self.sittings[0].number or 0

    @property
    def last(self) -> int:
        """The highest number held."""
        return max(m.number or 0 for m in self.sittings)

    @property
    def gaps(self) -> list[Gap]:
        """The numbers missing between those held."""
        numbers = sorted({m.number or 0 for m in self.sittings})
        return [Gap(a + 1, b - 1) for a, b in pairwise(numbers) if b > a + 1]

    @property
    def missing(self) -> int:
        """How many numbers are missing."""
        return sum(gap.size for gap in self.gaps)

    @property
    def held(self) -> int:
        """How many numbers are held."""
        return len({m.number for m in self.sittings})


def runs(rows: Iterable[Meeting]) -> list[list[Meeting]]:
    """Cut sittings in order of date into runs; one begins where the number falls to a half.

    Organs without a term in their sittings' names count anew after an election; a small step
    back is a report out of order.
    """
    found: list[list[Meeting]] = []
    for row in rows:
        highest = max((m.number or 0 for m in found[-1]), default=0) if found else 0
        if not found or (row.number or 0) * 2 <= highest:
            found.append([])
        found[-1].append(row)
    return found


def place_of(meeting: Meeting) -> Place | None:
    """The sittings before and after one with a number; None without number or city.

    One without a date has neighbours where its like were counted in a single run.
    """
    if meeting.number is None or meeting.city_id is None:
        return None
    every = runs(Meeting.objects.published().in_series_of(meeting).numbered())
    own = [run for run in every if any(m.pk == meeting.pk for m in run)]
    found = own[0] if own else every[0] if len(every) == 1 else []
    return Place(
        _nearest(meeting, [m for m in found if (m.number or 0) < meeting.number], -1),
        _nearest(meeting, [m for m in found if (m.number or 0) > meeting.number], 1),
    )


def _nearest(meeting: Meeting, rows: Sequence[Meeting], step: int) -> Neighbour | None:
    if not rows:
        return None
    near = min(rows, key=lambda m: (step * (m.number or 0), m.pk))
    low, high = sorted((meeting.number or 0, near.number or 0))
    return Neighbour(near, Gap(low + 1, high - 1) if high > low + 1 else None)


def continuity(city: City) -> list[Run]:
    """The runs of the unit's own organs with two numbers at least, longest first."""
    rows = Meeting.objects.published().of_city(city).numbered()
    found = [
        Run(_title(run[0]), tuple(run))
        for _, same in groupby(rows, attrgetter("organ", "kind", "term"))
        for run in runs(same)
    ]
    found = [run for run in found if run.held > 1 and run.last - run.first < LONGEST_RUN]
    return sorted(found, key=lambda run: -len(run.sittings))


def _title(meeting: Meeting) -> str:
    terms = (vocab.Organ.get(meeting.organ), vocab.Kind.get(meeting.kind))
    return " · ".join(label(term) for term in terms if term)


def known_missing(found: Iterable[Run]) -> set[tuple[int, int]]:
    """Months between two sittings whose numbers leave a gap: some sitting of it was held then."""
    months: set[tuple[int, int]] = set()
    for run in found:
        dated = [m for m in run.sittings if m.date_first and m.date_last]
        for one, other in pairwise(sorted(dated, key=lambda m: m.number or 0)):
            if (other.number or 0) > (one.number or 0) + 1 and one.date_last and other.date_first:
                months.update(_months(one.date_last, other.date_first))
    return months


def _months(first: date, last: date) -> Iterable[tuple[int, int]]:
    low, high = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return ((at // 12, at % 12 + 1) for at in range(low, high + 1))
