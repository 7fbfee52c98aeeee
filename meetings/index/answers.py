"""Answer what pages ask: how many, which first, and how many of each kind."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from meetings.index import counting
from meetings.index.counting import Heads, Part, Tally
from meetings.index.resolving import voice
from meetings.index.units import Unit
from meetings.index.walking import Walked

K = TypeVar("K")


class Answer(Walked):
    """The rows of one unit that hold words and meet every chosen condition, and their counts."""

    @cached_property
    def _heads(self) -> dict[str, Heads]:
        return {}

    def _meetings(self, leave_out: str) -> Heads:
        """The meetings of the answer, each with the number of its rows."""
        key = self._key(leave_out)
        if key not in self._heads:
            tally = self._of_meetings(self.settled(key).tally)
            self._heads[key] = Heads(self.columns, tally, self.unit is Unit.DIRECTIVE)
        return self._heads[key]

    def _of_meetings(self, rows: Tally) -> Tally:
        """The rows of each meeting."""
        if self.unit is Unit.MEETING:
            return rows
        runs, size = self.columns.directives.runs, self.columns.meetings.places.size
        return Tally(tuple(Part(runs.counts(p.numbers, size), p.weight) for p in rows.parts))

    def is_exact(self, facet: str = "") -> bool:
        """Whether the counts of a facet are exact."""
        return self.settled(facet).exact

    def _counts(
        self, facet: str, *key: Any, count: Callable[[], Mapping[K, float]]
    ) -> dict[K, int]:
        """Counts, kept with the archive's state where nothing was asked for: the first page's."""
        if self.words is not None or self.chosen:
            return _whole(count())
        kept = ("counts", self.unit, facet, *key)
        return dict(
            self.columns.kept.get(kept, lambda: _whole(count()), lambda found: 100 * len(found))
        )

    def by_city(self) -> dict[int, int]:
        """Rows by the number of the city's row; 0 stands for none."""
        return self._counts("city", count=lambda: self._meetings("city").by_city())

    def by_year(self) -> dict[int | None, int]:
        """Rows by year in order; None, last, for the unknown."""
        return self._counts("by_year", count=lambda: self._meetings("date").by_year())

    def by_month(self, year: int) -> dict[int | None, int]:
        """Rows of a year by month; None where the month is unknown."""
        return _whole(self._meetings("date").by_month(year))

    def by_organ(self) -> dict[str, int]:
        """Rows by organ, most first; "" stands for none."""
        return self._counts("by_organ", count=lambda: self._meetings("organ").by_organ())

    def by_kind(self) -> dict[str, int]:
        """Rows by kind, most first; "" stands for none."""
        return self._counts("by_kind", count=lambda: self._meetings("kind").by_kind())

    def by_verb(self) -> dict[str, int]:
        """Directives by verb, most first."""
        return self._counts(
            "by_verb", count=lambda: counting.by_verb(self.columns, self.settled("verb").tally)
        )

    def by_speaker(self, most: int, chosen: Iterable[str] = ()) -> dict[str, int]:
        """Directives by speaker: those with most, and those chosen."""
        voices = {voice(name) for name in chosen}

        def count() -> dict[str, float]:
            rows = self.settled("speaker").tally
            return dict(counting.speakers(self.columns, rows, most, voices))

        return self._counts("by_speaker", most, frozenset(voices), count=count)

    def by_official(
        self, role: str, most: int, only: Iterable[int] | None = None
    ) -> dict[int, int]:
        """Rows whose meeting an official took part in, by id: those with most, of some or all."""
        some = None if only is None else tuple(only)

        def count() -> dict[int, float]:
            return self._officials(role, most, some)

        return self._counts("by_official", role, most, some, count=count)

    def _officials(self, role: str, most: int, only: tuple[int, ...] | None) -> dict[int, float]:
        meetings, among = self.columns.meetings, None
        if only is not None:
            among = meetings.officials_of(np.fromiter(only, np.int64))
            among = np.unique(among[among >= 0])
        sums = self._meetings("official").by_official(role, most if among is None else None)
        best = counting.top(sums, most, among)
        return {int(meetings.officials[i]): float(sums[i]) for i in best}

    def explain(self) -> list[str]:
        """How the answer was found, step by step."""
        total = self.total
        about = "" if total.exact else "about "
        return [*self.matcher.steps, f"{about}{total.number} of {self.matcher.rows.total} rows"]


def _whole(sums: Mapping[K, float]) -> dict[K, int]:
    return {value: round(float(number)) for value, number in sums.items() if round(float(number))}
