"""Find the rows of an answer: surely, by reading texts, or by a sample where they are many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np

from meetings.index.arrays import Ints, Mask
from meetings.index.columns import Columns
from meetings.index.counting import Tally
from meetings.index.matching import Bounds, Matcher, Tree, joined
from meetings.index.units import Unit
from meetings.search.query import And

# Up to here every row that pairs cannot tell of is read; beyond it a sample is. Where that finds
# little, a greater one tells more; where it finds nothing, all are read that can be in time.
MOST_READ = 2_000
SAMPLE, ROUGH, GREATER = 400, 10, 1_500
MOST_READ_FOR_NONE = 60_000


class Count(NamedTuple):
    """A number of rows, and whether it is exact or estimated from a sample."""

    number: int
    exact: bool = True


@dataclass(frozen=True)
class Settled:
    """The rows of an answer: those that surely answer, and those of which a share does."""

    tally: Tally
    exact: bool

    @property
    def number(self) -> int:
        """The number of rows, rounded where it is estimated."""
        return round(self.tally.total)


@dataclass
class Found:
    """The rows of one unit that hold words and meet every chosen condition.

    `chosen` are the conditions by the facet that they belong to, so that each facet can be
    counted without its own. All numbers depend on the query and the archive alone.
    """

    columns: Columns
    unit: Unit
    words: Tree | None
    chosen: Mapping[str, Tree]
    terms: Sequence[str] = ()
    _settled: dict[str, Settled] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.columns, self.unit)
        size = self.matcher.rows.places.size
        self._read, self._holds = np.zeros(size, bool), np.zeros(size, bool)

    @property
    def total(self) -> Count:
        """The number of rows."""
        settled = self.settled()
        return Count(settled.number, settled.exact)

    def without(self, *facets: str) -> Self:
        """The same question with some facets, or `q` for the words, left out."""
        chosen = {name: tree for name, tree in self.chosen.items() if name not in facets}
        words = None if "q" in facets else self.words
        return type(self)(self.columns, self.unit, words, chosen, self.terms)

    def _key(self, leave_out: str) -> str:
        """The facet whose choice is left out; "" where nothing of it is chosen."""
        return leave_out if leave_out in self.chosen else ""

    def settled(self, leave_out: str = "") -> Settled:
        """The rows, one facet's own choice left out where named."""
        key = self._key(leave_out)
        if key not in self._settled:
            self._settled[key] = self._settle(self._bounds(key))
        return self._settled[key]

    def _bounds(self, leave_out: str = "") -> Bounds:
        parts = [tree for name, tree in self.chosen.items() if name != leave_out]
        parts += [self.words] if self.words else []
        live = Bounds.exactly(self.matcher.rows.live)
        if not parts:
            return live
        tree = And(tuple(parts)) if len(parts) > 1 else parts[0]  # type: ignore[arg-type]
        return joined([self.matcher.bounds(tree), live], np.logical_and)

    def _settle(self, found: Bounds) -> Settled:
        if found.exact:
            return Settled(Tally.of(found.upper), exact=True)
        unsure = found.upper & ~found.lower
        number = int(np.count_nonzero(unsure))
        if number > MOST_READ:
            share = self._share(unsure, number)
            if share or number > MOST_READ_FOR_NONE:
                self.matcher.steps.append(f"{number} rows unread, {share:.0%} of a sample answer")
                return Settled(Tally.of(found.lower, unsure, share), exact=False)
        places = np.flatnonzero(unsure)
        unsure[places] = self._reads(places)
        return Settled(Tally.of(found.lower | unsure), exact=True)

    def _share(self, unsure: Mask, number: int) -> float:
        """The part of a sample that answers."""
        hits = np.count_nonzero(self._reads(self._sample(unsure, SAMPLE)))
        if hits >= ROUGH:
            return float(hits / SAMPLE)
        size = min(GREATER, number)
        return float(np.count_nonzero(self._reads(self._sample(unsure, size))) / size)

    def _sample(self, rows: Mask, size: int) -> Ints:
        """Some of these rows, the same everywhere; a greater sample holds a smaller."""
        found: list[Ints] = []
        for places in self.matcher.rows.places.scattered():
            found.append(places.compress(rows.take(places)))
            if sum(map(len, found)) >= size:
                break
        return np.sort(np.concatenate(found)[:size])

    def _reads(self, places: Ints) -> Mask:
        """Which of these rows hold the words, their texts read at most once."""
        new = places[~self._read[places]]
        if len(new) and self.words is not None:
            self.matcher.steps.append(f"{len(new)} texts read")
            self._read[new] = True
            self._holds[new[self.matcher.exactly(self.words, new)]] = True
        return self._holds[places]

    @cached_property
    def _possible(self) -> Bounds:
        return self._bounds()

    def _sure(self, block: Ints) -> Iterator[int]:
        """Those of a block that answer; texts are read where pairs cannot tell."""
        possible = self._possible
        if not possible.exact:
            sure = possible.lower[block]
            unsure = block[~sure]
            sure[~sure] = self._reads(unsure)
            block = block[sure]
        yield from block.tolist()
