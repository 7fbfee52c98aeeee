"""Compare what the search finds with a plain scan of every text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.adapter import Own
from tests.bench.queries import Asked
from tests.bench.scan import scan_archive, steps

if TYPE_CHECKING:
    from array import array

MOST_TOLD = 10
PATIENCE = 600_000


@dataclass
class Compared:
    """How many queries of a unit were asked, and where search and scan differ."""

    unit: str
    asked: int = 0
    found: int = 0
    estimated: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.unit}s: {self.asked} queries, {self.found} ids; "
            f"{len(self.faults)} differ from the scan; {self.estimated} counts marked 约"
        )


def compare(
    unit: str, asked: Sequence[Asked], truth: Sequence["array[int]"], *, by_tree: bool = False
) -> Compared:
    """Ids of every query, and its count where that is not marked as estimated."""
    own, result = Own(unit), Compared(unit)
    for one, expected in zip(asked, truth, strict=True):
        found = own.ids_of_tree(one.whole) if by_tree else own.ids(one)
        if found != list(expected):
            result.faults.append(f"{one}: ids, {_difference(found, expected)}")
        if not by_tree:
            number, exact = own.counted(one)
            result.estimated += not exact
            if exact and number != len(expected):
                result.faults.append(f"{one}: counts {number}, the scan {len(expected)}")
        result.asked += 1
        result.found += len(expected)
    return result


def _difference(found: Sequence[int], expected: Sequence[int]) -> str:
    missed, wrong = set(expected) - set(found), set(found) - set(expected)
    return f"{len(missed)} missed {sorted(missed)[:3]}, {len(wrong)} wrong {sorted(wrong)[:3]}"


def compare_all(
    asked: Sequence[Asked],
    cuts: Sequence[Asked],
    data: Path | None,
    say: Callable[[str], None],
    workers: int = 2,
) -> list[Compared]:
    """Both units; `cuts` are asked by their trees, since nobody types them."""
    from django.test import override_settings

    from meetings.management.progress import progress

    results: list[Compared] = []
    for unit in ("meeting", "directive"):
        trees = [one.whole for one in (*asked, *cuts)]
        with progress(f"Scanning {unit}s", steps(unit)) as watch:
            truth = scan_archive(unit, trees, data=data, workers=workers, watch=watch)
        # No page asks for all ids, so that may take its time.
        with override_settings(SEARCH_TIMEOUT=PATIENCE):
            parts = (
                compare(unit, asked, truth[: len(asked)]),
                compare(unit, cuts, truth[len(asked) :], by_tree=True),
            )
        for part, name in zip(parts, ("queries", "random substrings"), strict=True):
            say(f"{name}: {part}")
            for fault in part.faults[:MOST_TOLD]:
                say(f"  {fault}")
        results += parts
    return results
