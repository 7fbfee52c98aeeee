"""Count and find the directives of each meeting, most of which follow one another."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from meetings.index.arrays import Ints, Mask, ranges

# So many neighbours stand in two bytes wherever they begin.
LONGEST = 9
BYTE = 8


@dataclass(frozen=True)
class Stretches:
    """Neighbouring places, nine at most: the byte and the bit of the first, a one for each."""

    byte: Ints
    bit: Ints
    ones: Ints

    @classmethod
    def of(cls, begin: Ints, size: Ints) -> Self:
        """Stretches from these places on, so long."""
        bit, ones = (begin % BYTE).astype(np.uint8), (1 << size.astype(np.uint16)) - 1
        return cls((begin // BYTE).astype(np.int64), bit, ones.astype(np.uint16))

    def at(self, which: Ints) -> tuple[Ints, Ints]:
        """Where some stretches begin, and how long they are."""
        return self.byte[which] * BYTE + self.bit[which], np.bitwise_count(self.ones[which])

    def counts(self, bits: Ints, which: Ints | None = None) -> Ints:
        """How many of each stretch are set in packed bits, which go on for two bytes."""
        pairs = np.ndarray((len(bits) - 1,), "<u2", bits, strides=(1,))
        byte, bit, ones = self.byte, self.bit, self.ones
        if which is not None:
            byte, bit, ones = byte.take(which), bit.take(which), ones.take(which)
        counts: Ints = np.bitwise_count(pairs.take(byte) >> bit & ones)
        return counts


@dataclass(frozen=True)
class Runs:
    """The directives of meetings: a first stretch for each, and further ones by their meeting."""

    first: Stretches
    further: Stretches
    meeting: Ints
    # Wide enough for the directives of any meeting.
    number: type[np.unsignedinteger]

    @classmethod
    def of(cls, meeting: Ints) -> Self:
        """Read off the meeting of each directive; those of -1 belong to none."""
        begin, size, own = _split(*_neighbours(meeting))
        first = np.ones(len(own), bool)
        first[1:] = own[1:] != own[:-1]
        top = int(own[-1]) + 1 if len(own) else 0
        begins, sizes = np.zeros(top, np.int64), np.zeros(top, np.int64)
        begins[own[first]], sizes[own[first]] = begin[first], size[first]
        longest = int(np.bincount(own, size).max(initial=0))
        return cls(
            Stretches.of(begins, sizes),
            Stretches.of(begin[~first], size[~first]),
            own[~first],
            np.uint8 if longest < 2**8 else np.uint32,
        )

    def counts(self, held: Mask, size: int) -> Ints:
        """How many directives of each meeting are held, for so many meetings."""
        bits = _bits(held)
        found = np.zeros(size, self.number)
        found[: len(self.first.ones)] = self.first.counts(bits)
        if len(self.meeting):
            np.add.at(found, self.meeting, self.further.counts(bits).astype(self.number))
        return found

    def counts_of(self, meetings: Ints, held: Mask) -> Ints:
        """How many directives of these meetings, given in order, are held."""
        bits = _bits(held)
        known = meetings[: np.searchsorted(meetings, len(self.first.ones))]
        found = np.zeros(len(meetings), self.number)
        found[: len(known)] = self.first.counts(bits, known)
        if len(self.meeting):
            at = np.searchsorted(meetings, self.meeting)
            here = np.flatnonzero(np.append(meetings, -1)[at] == self.meeting)
            np.add.at(found, at[here], self.further.counts(bits, here).astype(self.number))
        return found

    def places(self, meetings: Ints) -> Ints:
        """The directives of these meetings one behind the other, in the order of their ids."""
        known = meetings[meetings < len(self.first.ones)]
        low, high = (np.searchsorted(self.meeting, known, side) for side in ("left", "right"))
        own = np.concatenate([np.arange(len(known)), np.repeat(np.arange(len(known)), high - low)])
        begins, sizes = zip(
            self.first.at(known), self.further.at(ranges(low, high - low)), strict=True
        )
        begin, size = np.concatenate(begins), np.concatenate(sizes).astype(np.int64)
        order = np.lexsort((begin, own))
        return ranges(begin[order], size[order])


def _bits(held: Mask) -> Ints:
    """Packed, with two bytes behind the last."""
    return np.concatenate([np.packbits(held, bitorder="little"), np.zeros(2, np.uint8)])


def _neighbours(meeting: Ints) -> tuple[Ints, Ints, Ints]:
    """Where neighbours of one meeting begin, how many they are, and the meeting; in its order."""
    begin = np.flatnonzero(meeting[1:] != meeting[:-1]) + 1
    begin = np.concatenate([np.zeros(min(1, len(meeting)), np.int64), begin])
    size = np.diff(begin, append=len(meeting))
    some = np.flatnonzero(meeting[begin] >= 0)
    some = some[np.argsort(meeting[begin[some]], kind="stable")]
    return begin[some], size[some], meeting[begin[some]]


def _split(begin: Ints, size: Ints, own: Ints) -> tuple[Ints, Ints, Ints]:
    """The same in pieces that are no longer than a stretch may be."""
    if size.max(initial=0) <= LONGEST:
        return begin, size, own
    pieces = -(-size // LONGEST)
    done = LONGEST * ranges(np.zeros(len(size), np.int64), pieces)
    left = np.repeat(size, pieces) - done
    return np.repeat(begin, pieces) + done, np.minimum(left, LONGEST), np.repeat(own, pieces)
