"""Who took part in which meeting, in the order of meetings and in that of officials."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np

from meetings.extraction.vocabulary import Role
from meetings.index.arrays import Ints, Mask, ones_between, ranges, sorting, taken
from meetings.index.units import ROLES

# Where one in so many meetings counts, or fewer, their lines are looked up; else all are summed.
FEW = 16
# In so many pieces the lines of officials are summed, until no other can have as many as the first.
PIECES = 8
NONE = np.zeros(0, np.int32)


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

    @cached_property
    def of_officials(self) -> "OfOfficials":
        """The same lines official by official."""
        return OfOfficials.of(self)

    def few(self, numbers: Ints, size: int) -> Ints | None:
        """For each official the sum of the numbers of its meetings; None where many have any."""
        places = np.flatnonzero(numbers[: len(self.starts) - 1])
        if len(places) * FEW > len(self.starts):
            return None
        begin = self.starts[places]
        count = self.starts[places + 1] - begin
        weights = None if numbers.dtype == bool else np.repeat(numbers[places], count)
        return np.bincount(self.official[ranges(begin, count)], weights, size)


@dataclass(frozen=True)
class OfOfficials:
    """The meetings of each official, those who have most before the others.

    `starts` says where those of each begin, with the end; `officials` whose they are.
    """

    meetings: Ints
    starts: Ints
    officials: Ints

    @classmethod
    def of(cls, lines: Lines) -> Self:
        """Sort lines by official."""
        totals = lines.totals
        officials = np.argsort(-totals, kind="stable")[: np.count_nonzero(totals)]
        begin = np.cumsum(totals) - totals
        at = ranges(begin[officials], totals[officials])
        meetings = lines.meeting[sorting(lines.official)[at]]
        return cls(meetings, np.concatenate([[0], np.cumsum(totals[officials])]), officials)

    @cached_property
    def _ranks(self) -> Ints:
        ranks = np.full(int(self.officials.max(initial=-1)) + 1, -1)
        ranks[self.officials] = np.arange(len(self.officials))
        return ranks

    def meetings_of(self, official: int) -> Ints:
        """The meetings of one official."""
        rank = int(self._ranks[official]) if 0 <= official < len(self._ranks) else -1
        return self.meetings[slice(*self.starts[rank : rank + 2])] if rank >= 0 else NONE

    def pieces(self) -> Iterator[slice]:
        """All officials in pieces of about as many lines, given by their rank."""
        edges = np.linspace(0, self.starts[-1], PIECES + 1)
        ranks = np.unique(np.searchsorted(self.starts, edges))
        yield from (slice(*pair) for pair in pairwise(ranks.tolist()))

    def sums(self, numbers: Ints, ranks: slice) -> Ints:
        """For each of these officials the sum of the numbers of its meetings."""
        starts = self.starts[ranks.start : ranks.stop + 1]
        lines = self.meetings[starts[0] : starts[-1]]
        starts = starts - starts[0]
        if numbers.dtype == bool:
            return ones_between(taken(numbers, lines), starts)
        return np.add.reduceat(taken(numbers, lines), starts[:-1], dtype=np.int32)


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
