"""Put the rows of an answer in order, no further than is asked for."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from meetings.index.arrays import Ints, taken
from meetings.index.columns import NO_DAY, Columns
from meetings.index.conditions import DAY_ONE
from meetings.index.units import Unit

# The first rows that are put in order; after them four times as many, and so on.
FIRST_BLOCK = 256
# Stands behind every day that there is, and differences from it fit in 32 bits.
UNDATED = np.int32(2**30)
# The place of a row in an order: its rank where rows are ranked, its day, its ids.
Mark = tuple[Any, ...]


def write_mark(mark: Mark) -> str:
    """The written form of a place in an order, as it stands in an address: 2019-09-24_12."""
    return "_".join("-" if value is None else str(value) for value in mark)


def read_mark(unit: Unit, sort: str, written: str) -> Mark:
    """The place that an address names; raises ValueError when it fits no such order."""
    words = written.split("_")
    ranks = words[:1] if sort == "relevance" else []
    day, *ids = words[len(ranks) :]
    if len(ids) != (1 if unit is Unit.MEETING else 2):
        raise ValueError(written)
    held = None if day == "-" else date.fromisoformat(day)
    return (*map(_number, ranks), held, *map(_number, ids))


def _number(word: str) -> int:
    if not word.isascii() or not word.isdecimal() or len(word) > 18:
        raise ValueError(word)
    return int(word)


def nth(values: Ints, number: int) -> int:
    """The value that stands at this place, from 1, when numbers of 32 bits are put in order.

    Few values are wanted of many, so it is near the least: steps that double, then halves.
    """

    def reach(value: int) -> int:
        return int(np.count_nonzero(values <= value))

    low, step = int(values.min()), 1
    if reach(low) >= number:
        return low
    while reach(low + step) < number:
        step *= 2
    within = range(low + step // 2, low + step + 1)
    return within[bisect_left(within, number, key=reach)]


class Order:
    """Newest or oldest first by the day of the meeting, unknown days last; then by id."""

    def __init__(self, columns: Columns, unit: Unit, sort: str, *, backwards: bool = False) -> None:
        self.columns, self.unit, self.newest = columns, unit, sort != "oldest"
        rows = columns.meetings
        self._days = rows.last if self.newest else rows.first
        self._way = -1 if backwards else 1

    def blocks(self, places: Ints, ranks: Ints | None = None) -> Iterator[Ints]:
        """These rows in order, in growing blocks; by rank first, where given, greatest first."""
        size, done = FIRST_BLOCK, 0
        while done < len(places):
            block = self._first(places, done + size, ranks)
            yield block[done : done + size]
            done, size = done + size, size * 4

    def _first(self, places: Ints, most: int, ranks: Ints | None) -> Ints:
        """The first rows of an order; the rest is left out before anything is sorted."""
        if ranks is not None:
            keep = self._best(places, self._way * ranks, most)
            places, ranks = places[keep], self._way * ranks[keep]
        days = self._way * self.keys(places)
        if len(places) > most * 2 and ranks is None:
            keep = np.flatnonzero(days <= nth(days, most))
            places, days = places[keep], days[keep]
        keys = self._ties(places)
        order = np.lexsort((*keys, days) if ranks is None else (*keys, days, -ranks))
        return places[order[:most]]

    def _best(self, places: Ints, ranks: Ints, most: int) -> Any:
        """Which rows have the greatest ranks, of the least of these the first by day."""
        if len(places) <= most * 2:
            return slice(None)
        least = -nth(-ranks, most)
        sure, level = np.flatnonzero(ranks > least), np.flatnonzero(ranks == least)
        wanted = most - len(sure)
        if len(level) > wanted * 2:
            days = self._way * self.keys(places[level])
            level = level[days <= nth(days, wanted)]
        return np.concatenate([sure, level])

    def keys(self, places: Ints) -> Ints:
        """The days of these rows as numbers that grow in the order; unknown ones are greatest."""
        at = places if self.unit is Unit.MEETING else self.columns.directives.meeting.take(places)
        days = taken(self._days, at)
        return np.where(days == NO_DAY, UNDATED, -days if self.newest else days)

    def _ties(self, places: Ints) -> tuple[Ints, ...]:
        """What decides between rows of one day, the last key first, as numpy wants it."""
        sign = self._way * (-1 if self.newest else 1)
        if self.unit is Unit.MEETING:
            return (sign * places,)
        return (self._way * places, sign * self.columns.directives.meeting[places])

    def after(self, places: Ints, mark: Mark, *, itself: bool = False) -> Ints:
        """Those of these rows that come after a place in the order, or stand there."""
        return places[self._compared(places, mark) > (-1 if itself else 0)]

    def before(self, places: Ints, mark: Mark) -> Ints:
        """Those of these rows that come before a place in the order."""
        return places[self._compared(places, mark) < 0]

    def _compared(self, places: Ints, mark: Mark) -> Ints:
        """-1, 0 or 1 for rows before, at and after the mark."""
        day, *ids = mark
        key = UNDATED if day is None else (day.toordinal() - DAY_ONE) * (-1 if self.newest else 1)
        sign = -1 if self.newest else 1
        keys = [(self.keys(places), key)]
        if self.unit is Unit.MEETING:
            own = self.columns.meetings.places.ids(places)
            keys += [(sign * own, sign * ids[0])]
        else:
            meetings = self.columns.directives.meeting[places]
            held = self.columns.meetings.places.ids(meetings)
            keys += [(sign * held, sign * ids[0])]
            keys += [(self.columns.directives.places.ids(places), ids[1])]
        result = np.zeros(len(places), np.int64)
        for values, wanted in keys:
            result = np.where(result == 0, np.sign(values - wanted), result)
        return result
