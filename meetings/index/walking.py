"""Walk through the rows of an answer in an order."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from meetings.index.arrays import Ints
from meetings.index.columns import NO_DAY
from meetings.index.conditions import DAY_ONE
from meetings.index.finding import Found
from meetings.index.ordering import Mark, Order
from meetings.index.ranking import scores
from meetings.index.units import Unit


class Walked(Found):
    """An answer whose rows can be read in order, a page at a time."""

    def page(
        self, sort: str = "newest", limit: int = 20, skip: int = 0, after: Mark | None = None
    ) -> list[int]:
        """The ids of some rows in an order, from a place in it or after some rows."""
        return self._ids(list(islice(self._ordered(sort, after), skip, skip + limit)))

    def _ordered(self, sort: str, after: Mark | None = None) -> Iterator[int]:
        if sort == "relevance":
            blocks = self._by_rank(after)
        elif self.unit is Unit.DIRECTIVE:
            blocks = self._said(sort, after)
        else:
            order = Order(self.columns, self.unit, sort)
            places = np.flatnonzero(self._possible.upper)
            blocks = order.blocks(order.after(places, after) if after else places)
        for block in blocks:
            yield from self._sure(block)

    def _by_rank(self, after: Mark | None) -> Iterator[Ints]:
        order = Order(self.columns, self.unit, "relevance")
        places = np.flatnonzero(self._possible.upper)
        ranks = scores(self.matcher, self.terms, places)
        if after:
            places, ranks = self._later(order, places, ranks, after)
        return order.blocks(places, ranks)

    def _said(self, sort: str, after: Mark | None) -> Iterator[Ints]:
        """Directives stand in the order of their meetings, then in that of their ids."""
        runs, possible = self.columns.directives.runs, self._possible.upper
        order = Order(self.columns, Unit.MEETING, sort)
        meetings = np.flatnonzero(runs.counts(possible, self.columns.meetings.places.size))
        if after:
            meetings = order.after(meetings, after[:-1], itself=True)
        for block in order.blocks(meetings):
            places = runs.places(block)
            places = places.compress(possible.take(places))
            yield Order(self.columns, self.unit, sort).after(places, after) if after else places

    def _later(self, order: Order, places: Ints, ranks: Ints, after: Any) -> tuple[Ints, Ints]:
        rank, *mark = after
        keep = ranks < rank
        level = np.flatnonzero(ranks == rank)
        keep[level[np.isin(places[level], order.after(places[level], mark))]] = True
        return places[keep], ranks[keep]

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

    def _ids(self, places: list[int]) -> list[int]:
        ids: list[int] = self.matcher.rows.places.ids(np.array(places, np.int64)).tolist()
        return ids


def _day(days: int) -> date | None:
    return None if days == NO_DAY else date.fromordinal(days + DAY_ONE)
