"""Answer what pages ask: how many, which first, and how many of each kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from meetings.index import counting
from meetings.index.columns import Columns, Ints, Mask
from meetings.index.counting import Weighted
from meetings.index.matching import Bounds, Matcher, Tree, _joined
from meetings.index.ordering import Mark, Order
from meetings.index.ranking import scores
from meetings.index.resolving import voice
from meetings.index.units import Unit
from meetings.search.query import And

# Up to here every row that pairs cannot tell of is read; beyond it a sample is, unless that finds
# so little that an estimate would be rough and all can still be read.
MOST_READ = 2_000
SAMPLE = 500
ROUGH, MOST_READ_IF_ROUGH = 10, 60_000
# Knuth's multiplier: spreads ids evenly and the same way everywhere.
SPREAD = 2_654_435_761


class Count(NamedTuple):
    """A number of rows, and whether it is exact or estimated from a sample."""

    number: int
    exact: bool = True


@dataclass(frozen=True)
class Settled:
    """The rows of an answer with their weight: 1 where they surely answer, else the chance."""

    rows: Weighted
    exact: bool

    @property
    def number(self) -> int:
        """The number of rows, rounded where it is estimated."""
        weights = self.rows.weights
        return round(len(self.rows.places) if weights is None else float(weights.sum()))


@dataclass
class Answer:
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

    def without(self, *facets: str) -> "Answer":
        """The same question with some facets, or `q` for the words, left out."""
        chosen = {name: tree for name, tree in self.chosen.items() if name not in facets}
        words = None if "q" in facets else self.words
        return Answer(self.columns, self.unit, words, chosen, self.terms)

    def settled(self, leave_out: str = "") -> Settled:
        """The rows with their weights, one facet's own choice left out where named."""
        key = leave_out if leave_out in self.chosen else ""
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
        return _joined([self.matcher.bounds(tree), live], np.logical_and)

    def _settle(self, found: Bounds) -> Settled:
        if found.exact:
            return Settled(Weighted(np.flatnonzero(found.upper)), exact=True)
        unsure = np.flatnonzero(found.upper & ~found.lower)
        if len(unsure) > MOST_READ:
            sample = self._sample(unsure)
            hits = int(np.count_nonzero(self._reads(sample)))
            if hits >= ROUGH or len(unsure) > MOST_READ_IF_ROUGH:
                return self._estimated(found, unsure, hits / len(sample))
        holds = unsure[self._reads(unsure)]
        places = np.sort(np.concatenate([np.flatnonzero(found.lower), holds]))
        return Settled(Weighted(places), exact=True)

    def _estimated(self, found: Bounds, unsure: Ints, share: float) -> Settled:
        places = np.flatnonzero(found.upper)
        weights = np.where(found.lower[places], 1, share)
        self.matcher.steps.append(f"{len(unsure)} rows unread, {share:.0%} of a sample answer")
        return Settled(Weighted(places, weights), exact=False)

    def _sample(self, places: Ints) -> Ints:
        ids = self.matcher.rows.places.ids(places).astype(np.uint64)
        spread = (ids * np.uint64(SPREAD)) % np.uint64(2**32)
        return places[np.sort(np.argpartition(spread, SAMPLE)[:SAMPLE])]

    def _reads(self, places: Ints) -> Mask:
        """Which of these rows hold the words, their texts read at most once."""
        new = places[~self._read[places]]
        if len(new) and self.words is not None:
            self.matcher.steps.append(f"{len(new)} texts read")
            self._read[new] = True
            self._holds[new[self.matcher.exactly(self.words, new)]] = True
        return self._holds[places]

    def page(
        self, sort: str = "newest", limit: int = 20, skip: int = 0, after: Mark | None = None
    ) -> list[int]:
        """The ids of some rows in an order, from a place in it or after some rows."""
        found = []
        for place in self._ordered(sort, after):
            found.append(place)
            if len(found) == skip + limit:
                break
        return self._ids(found[skip:])

    def _ids(self, places: list[int]) -> list[int]:
        ids: list[int] = self.matcher.rows.places.ids(np.array(places, np.int64)).tolist()
        return ids

    def _ordered(self, sort: str, after: Mark | None = None) -> Iterator[int]:
        order = Order(self.columns, self.unit, sort)
        places, ranks = np.flatnonzero(self._possible.upper), None
        if sort == "relevance":
            ranks = scores(self.matcher, self.terms, places)
            if after:
                places, ranks = self._later(order, places, ranks, after)
        elif after:
            places = order.after(places, after)
        for block in order.blocks(places, ranks):
            yield from self._sure(block)

    def _later(self, order: Order, places: Ints, ranks: Ints, after: Any) -> tuple[Ints, Ints]:
        rank, *mark = after
        keep = ranks < rank
        level = np.flatnonzero(ranks == rank)
        keep[level[np.isin(places[level], order.after(places[level], mark))]] = True
        return places[keep], ranks[keep]

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

    def mark(self, sort: str, pk: int) -> Any:
        """The place of a record in an order, as `page` takes it; None for what is not here."""
        place = self._place(pk)
        if place is None:
            return None
        at = place if self.unit is Unit.MEETING else int(self.columns.directives.meeting[place])
        days = self.columns.meetings.first if sort == "oldest" else self.columns.meetings.last
        held = int(self.columns.meetings.places.ids(np.array([at]))[0])
        ids = (pk,) if self.unit is Unit.MEETING else (held, pk)
        rank: tuple[int, ...] = ()
        if sort == "relevance":
            rank = (int(scores(self.matcher, self.terms, np.array([place]))[0]),)
        return (*rank, _day(int(days[at])), *ids)

    def _place(self, pk: int) -> int | None:
        place = int(self.matcher.rows.places.of(np.array([pk], np.int64))[0])
        return place if place >= 0 and self.matcher.rows.live[place] else None

    def beside(self, sort: str, pk: int) -> tuple[int | None, int | None] | None:
        """The ids before and after a record in this answer; None where it is not in it."""
        place = self._place(pk)
        if place is None or place not in set(self._sure(np.array([place]))):
            return None
        if not self._possible.upper[place]:
            return None
        mark = self.mark(sort, pk)
        after = self.page(sort, 1, after=mark)
        before = self._nearest_before(sort, mark)
        return before, after[0] if after else None

    def _nearest_before(self, sort: str, mark: Any) -> int | None:
        order = Order(self.columns, self.unit, sort)
        places, ranks = np.flatnonzero(self._possible.upper), None
        if sort == "relevance":
            ranks = scores(self.matcher, self.terms, places)
            places, ranks = self._earlier(order, places, ranks, mark)
        else:
            places = order.before(places, mark)
        backwards = Order(self.columns, self.unit, sort, backwards=True)
        sure = (place for block in backwards.blocks(places, ranks) for place in self._sure(block))
        place = next(sure, None)
        return None if place is None else self._ids([place])[0]

    def _earlier(self, order: Order, places: Ints, ranks: Ints, mark: Any) -> tuple[Ints, Ints]:
        rank, *rest = mark
        keep = ranks > rank
        level = np.flatnonzero(ranks == rank)
        keep[level[np.isin(places[level], order.before(places[level], rest))]] = True
        return places[keep], ranks[keep]

    def _meetings(self, leave_out: str) -> Weighted:
        """The meetings of the answer with the weight of their rows."""
        rows = self.settled(leave_out).rows
        return rows if self.unit is Unit.MEETING else counting.to_meetings(self.columns, rows)

    def is_exact(self, facet: str = "") -> bool:
        """Whether the counts of a facet are exact."""
        return self.settled(facet).exact

    def by_city(self) -> dict[int, int]:
        """Rows by the number of the city's row; 0 stands for none."""
        return _whole(counting.by_city(self.columns, self._meetings("city")))

    def by_year(self) -> dict[int | None, int]:
        """Rows by year in order; None, last, for the unknown."""
        return _whole(counting.by_year(self.columns, self._meetings("date")))

    def by_month(self, year: int) -> dict[int | None, int]:
        """Rows of a year by month; None where the month is unknown."""
        return _whole(counting.by_month(self.columns, self._meetings("date"), year))

    def by_organ(self) -> dict[str, int]:
        """Rows by organ, most first; "" stands for none."""
        return _whole(counting.by_organ(self.columns, self._meetings("organ")))

    def by_kind(self) -> dict[str, int]:
        """Rows by kind, most first; "" stands for none."""
        return _whole(counting.by_kind(self.columns, self._meetings("kind")))

    def by_verb(self) -> dict[str, int]:
        """Directives by verb, most first."""
        return _whole(counting.by_verb(self.columns, self.settled("verb").rows))

    def by_speaker(self, most: int, chosen: Iterable[str] = ()) -> dict[str, int]:
        """Directives by speaker: those with most, and those chosen."""
        voices = {voice(name) for name in chosen}
        rows = self.settled("speaker").rows
        return _whole(dict(counting.speakers(self.columns, rows, most, voices)))

    def by_official(self, role: str, most: int, only: Iterable[int] | None = None) -> dict[int, int]:
        """Rows whose meeting an official took part in, by id: those with most, of some or all."""
        meetings = self.columns.meetings
        sums = counting.by_official(self.columns, self._meetings("official"), role)
        among = None
        if only is not None:
            among = meetings.officials_of(np.fromiter(only, np.int64))
            among = np.unique(among[among >= 0])
        best = counting.top(sums, most, among)
        return {int(meetings.officials[i]): round(float(sums[i])) for i in best}

    def explain(self) -> list[str]:
        """How the answer was found, step by step."""
        total = self.total
        about = "" if total.exact else "about "
        return [*self.matcher.steps, f"{about}{total.number} of {self.matcher.rows.total} rows"]


def _whole(sums: Mapping[Any, float]) -> dict[Any, int]:
    return {value: round(float(number)) for value, number in sums.items() if round(float(number))}


def _day(days: int) -> Any:
    from datetime import date

    from meetings.index.columns import NO_DAY
    from meetings.index.conditions import DAY_ONE

    return None if days == NO_DAY else date.fromordinal(days + DAY_ONE)
