"""Answer what pages ask: how many, which first, and how many of each kind."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np

from meetings.index import counting
from meetings.index.counting import Weighted
from meetings.index.resolving import voice
from meetings.index.units import Unit
from meetings.index.walking import Walked

K = TypeVar("K")


class Answer(Walked):
    """The rows of one unit that hold words and meet every chosen condition, and their counts."""

    def _meetings(self, leave_out: str) -> Weighted:
        """The meetings of the answer with the weight of their rows."""
        rows = self.settled(leave_out).rows
        return rows if self.unit is Unit.MEETING else counting.to_meetings(self.columns, rows)

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
        return self._counts(
            "city", count=lambda: counting.by_city(self.columns, self._meetings("city"))
        )

    def by_year(self) -> dict[int | None, int]:
        """Rows by year in order; None, last, for the unknown."""
        return self._counts(
            "by_year", count=lambda: counting.by_year(self.columns, self._meetings("date"))
        )

    def by_month(self, year: int) -> dict[int | None, int]:
        """Rows of a year by month; None where the month is unknown."""
        return _whole(counting.by_month(self.columns, self._meetings("date"), year))

    def by_organ(self) -> dict[str, int]:
        """Rows by organ, most first; "" stands for none."""
        return self._counts(
            "by_organ", count=lambda: counting.by_organ(self.columns, self._meetings("organ"))
        )

    def by_kind(self) -> dict[str, int]:
        """Rows by kind, most first; "" stands for none."""
        return self._counts(
            "by_kind", count=lambda: counting.by_kind(self.columns, self._meetings("kind"))
        )

    def by_verb(self) -> dict[str, int]:
        """Directives by verb, most first."""
        return self._counts(
            "by_verb", count=lambda: counting.by_verb(self.columns, self.settled("verb").rows)
        )

    def by_speaker(self, most: int, chosen: Iterable[str] = ()) -> dict[str, int]:
        """Directives by speaker: those with most, and those chosen."""
        voices = {voice(name) for name in chosen}

        def count() -> dict[str, float]:
            rows = self.settled("speaker").rows
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
        meetings = self.columns.meetings
        sums = counting.by_official(self.columns, self._meetings("official"), role)
        among = None
        if only is not None:
            among = meetings.officials_of(np.fromiter(only, np.int64))
            among = np.unique(among[among >= 0])
        best = counting.top(sums, most, among)
        return {int(meetings.officials[i]): float(sums[i]) for i in best}

    def explain(self) -> list[str]:
        """How the answer was found, step by step."""
        total = self.total
        about = "" if total.exact else "about "
        return [*self.matcher.steps, f"{about}{total.number} of {self.matcher.rows.total} rows"]


def _whole(sums: Mapping[K, float]) -> dict[K, int]:
    return {value: round(float(number)) for value, number in sums.items() if round(float(number))}
