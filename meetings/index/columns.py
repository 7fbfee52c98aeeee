"""The archive's facts as arrays, one value for each place of an id: what facets count."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meetings.extraction.vocabulary import Role
from meetings.index.keeping import Kept
from meetings.index.units import ROLES, SEGMENT, SEGMENT_BITS, Unit

Mask = NDArray[Any]
Ints = NDArray[Any]

# How much memory a process spends on answers to one state of the archive.
MOST_KEPT = 96 * 1024 * 1024
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

    def mask(self, ids: Ints) -> Mask:
        """True at the places of these ids; unknown ids are left out."""
        found = np.zeros(self.size, bool)
        places = self.of(ids)
        found[places[places >= 0]] = True
        return found


@dataclass(frozen=True)
class Lines:
    """Meetings with officials, both as places, in the order of `meeting`."""

    meeting: Ints
    official: Ints

    @cached_property
    def starts(self) -> Ints:
        """Where the lines of each meeting begin, with the end of the last."""
        top = int(self.meeting[-1]) + 1 if len(self.meeting) else 0
        return np.searchsorted(self.meeting, np.arange(top + 1))

    @cached_property
    def totals(self) -> Ints:
        """The number of lines of each official; those behind the last have none."""
        return np.bincount(self.official)


@dataclass(frozen=True)
class Attendances:
    """Who took part: a line for each person of a meeting, in the order of `meeting`.

    `first` is true at one line of each official in each meeting. `valid`, where given, says of
    each meeting whether its lines here are the newest.
    """

    meeting: Ints
    official: Ints
    role: Ints
    first: Mask
    valid: Mask | None = None
    # What `of_role` parted, which `valid` does not change.
    parted: dict[str, Lines] = field(default_factory=dict, compare=False, repr=False)

    def of_role(self, role: str) -> Lines:
        """The lines in a role; without one, each official of a meeting once."""
        if role not in self.parted:
            keep = self.role == ROLES.index(Role.of(role)) if role else self.first
            whole = bool(keep.all())
            self.parted[role] = Lines(
                self.meeting if whole else self.meeting[keep],
                self.official if whole else self.official[keep],
            )
        return self.parted[role]


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
    def runs(self) -> tuple[Ints, Ints] | None:
        """Where the directives of each meeting begin and end, to the last that has any.

        None where those of a meeting do not stand together, as after a new reading. Where a meeting
        has none, both are 0.
        """
        live = np.flatnonzero(self.live).astype(np.int32)
        meeting = self.meeting[live]
        if not len(live) or (meeting[1:] < meeting[:-1]).any():
            return None
        begin, end = np.zeros(meeting[-1] + 1, np.int32), np.zeros(meeting[-1] + 1, np.int32)
        begin[meeting[::-1]] = live[::-1]
        end[meeting] = live + 1
        return begin, end


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

    def rows(self, unit: Unit) -> Rows:
        """The rows of one unit."""
        return self.meetings if unit is Unit.MEETING else self.directives


def _months(days: Ints) -> Ints:
    known = days != NO_DAY
    months = np.zeros(len(days), np.int32)
    dates = EPOCH + days[known].astype("timedelta64[D]")
    months[known] = dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return months
