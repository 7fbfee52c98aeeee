"""The archive's facts as arrays, one value for each place of an id: what facets count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from meetings.index.arrays import Ints, Mask
from meetings.index.keeping import Kept
from meetings.index.lines import Attendances
from meetings.index.runs import Runs
from meetings.index.units import KINDS, ORGANS, SEGMENT, SEGMENT_BITS, Unit

# How much memory a process spends on answers to one state of the archive.
MOST_KEPT = 256 * 1024 * 1024
# Knuth's multiplier, odd, so that it passes through every rest of a segment once; and a prime.
SPREAD, PRIME = 2_654_435_761, 2**31 - 1
FIRST_SCATTERED = 16
# Stands for an unknown day; earlier than any.
NO_DAY = -(2**31)
# Days are counted from here, as PostgreSQL does.
EPOCH = np.datetime64("2000-01-01")


@dataclass(frozen=True)
class Places:
    """Ids and their places: a place is the rank of the id's segment × 16,384 + the rest."""

    segments: Ints

    @property
    def size(self) -> int:
        """The number of places, those of ids that do not exist among them."""
        return len(self.segments) * SEGMENT

    def of(self, ids: Ints) -> Ints:
        """The place of each id; -1 where its segment is not here."""
        wanted = ids >> SEGMENT_BITS
        rank = np.searchsorted(self.segments, wanted)
        rank[rank == len(self.segments)] = 0
        known = self.segments[rank] == wanted if len(self.segments) else np.zeros(len(ids), bool)
        places: Ints = np.where(known, (rank << SEGMENT_BITS) | (ids & (SEGMENT - 1)), -1)
        return places

    def ids(self, places: Ints) -> Ints:
        """The id at each place."""
        segments = self.segments[places >> SEGMENT_BITS]
        ids: Ints = (segments << SEGMENT_BITS) | (places & (SEGMENT - 1))
        return ids

    def scattered(self) -> Iterator[Ints]:
        """All places in growing blocks, each block from everywhere, in an order set by the ids."""
        last, step = 0, FIRST_SCATTERED
        parts = self.segments * SPREAD % PRIME
        order = np.argsort(parts, kind="stable")
        while last < SEGMENT:
            rest = np.arange(last, min(last + step, SEGMENT))[:, None]
            rest = (rest * SPREAD + parts[order]) % SEGMENT
            yield (rest | (order << SEGMENT_BITS)).ravel()
            last, step = last + step, step * 2

    def mask(self, ids: Ints) -> Mask:
        """True at the places of these ids; unknown ids are left out."""
        found = np.zeros(self.size, bool)
        places = self.of(ids)
        found[places[places >= 0]] = True
        return found


@dataclass(frozen=True)
class Rows:
    """What meetings and directives have in common."""

    unit: Unit
    places: Places
    live: Mask
    stamp: Ints
    # True where the postings of common terms do not tell of the row as it is now.
    open: Mask

    @cached_property
    def open_ids(self) -> Ints:
        """The ids of live rows that no posting tells of."""
        return self.places.ids(np.flatnonzero(self.open & self.live))

    @cached_property
    def told(self) -> Ints:
        """The bits of all rows but the open ones."""
        return np.packbits(~self.open, bitorder="little")

    @cached_property
    def total(self) -> int:
        """The number of live rows."""
        return int(np.count_nonzero(self.live))


@dataclass(frozen=True)
class Meetings(Rows):
    """Meetings: city (its row's number, 0 none), organ, kind, days, months, session, people."""

    city: Ints
    organ: Ints
    kind: Ints
    first: Ints
    last: Ints
    term: Ints
    number: Ints
    people: tuple[Attendances, ...]
    # Officials in the order of their names; a line of `people` holds the place in this list.
    officials: Ints

    @cached_property
    def first_month(self) -> Ints:
        """Year × 12 + month - 1 of the first day; 0 where unknown."""
        return _months(self.first)

    @cached_property
    def last_month(self) -> Ints:
        """Year × 12 + month - 1 of the last day; 0 where unknown."""
        return _months(self.last)

    @cached_property
    def together(self) -> tuple[Ints, int, int]:
        """Year, organ and kind of each as one number; the first year; how many there are, and 1.

        The year counts from 1 on, 0 stands for an unknown one.
        """
        years = self.first_month // 12
        first = int(years.min(initial=9999, where=years > 0))
        years = np.where(years > 0, years - (first - 1), 0)
        codes = (years * len(ORGANS) + self.organ) * len(KINDS) + self.kind
        return codes, first, int(years.max(initial=0)) + 1

    @cached_property
    def official_order(self) -> tuple[Ints, Ints]:
        """The officials by id, and the place of each in `officials`."""
        order = np.argsort(self.officials, kind="stable")
        return self.officials[order], order

    def officials_of(self, ids: Ints) -> Ints:
        """The place in `officials` of each id; -1 where it took part in nothing."""
        known, order = self.official_order
        if not len(known):
            return np.full(len(ids), -1)
        rank = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        return np.where(known[rank] == ids, order[rank], -1)


@dataclass(frozen=True)
class Directives(Rows):
    """Directives: the place of the meeting (-1 none), verb, and the place of the voice."""

    meeting: Ints
    verb: Ints
    voice: Ints
    voices: Ints

    @cached_property
    def runs(self) -> Runs:
        """Which directives each meeting has."""
        return Runs.of(self.meeting)


@dataclass(frozen=True)
class Columns:
    """All arrays as one snapshot of the database saw them; never changed, only replaced."""

    snapshot: str
    storage: str
    meetings: Meetings
    directives: Directives
    # Whether a transaction sees them that has written and may yet be taken back.
    private: bool = False
    seals: dict[Unit, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    # What was computed from these arrays and the texts of the same moment.
    kept: Kept = field(default_factory=lambda: Kept(MOST_KEPT), compare=False)

    @cached_property
    def said(self) -> Ints:
        """How many live directives each meeting has."""
        return self.directives.runs.counts(self.directives.live, self.meetings.places.size)

    @cached_property
    def bounds(self) -> dict[str, Ints]:
        """By role, how many directives of its meetings each official has at most."""
        return {}

    def rows(self, unit: Unit) -> Rows:
        """The rows of one unit."""
        return self.meetings if unit is Unit.MEETING else self.directives


def _months(days: Ints) -> Ints:
    """Looked up in a list of all days between the first and the last, unless these are too many."""
    known = np.flatnonzero(days != NO_DAY)
    own = days.take(known).astype(np.int64)
    first, last = int(own.min(initial=0)), int(own.max(initial=0))
    if last - first > len(own):
        found = _of_months(own)
    else:
        found = _of_months(np.arange(first, last + 1)).take(own - first)
    months = np.zeros(len(days), np.int32)
    months[known] = found
    return months


def _of_months(days: Ints) -> Ints:
    dates = EPOCH + days.astype("timedelta64[D]")
    return dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12
