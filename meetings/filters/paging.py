"""Cut a list into pages: by number to the fiftieth, then on from the last row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from meetings import index
from meetings.filters.base import StrictFilter
from meetings.filters.meetings import HeldFilter
from meetings.filters.values import FURTHEST_PAGE
from meetings.index.ordering import write_mark

if TYPE_CHECKING:
    from django.db.models import QuerySet

HELD_PER_PAGE = 20


@dataclass(frozen=True)
class Step:
    """One page that can be asked for; a gap in the row of pages has no address."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, the number of all rows, and the ways on."""

    rows: Sequence[Any]
    total: int
    first: int
    steps: tuple[Step, ...] = ()
    previous: str = ""
    next: str = ""
    start: str = ""
    # Whether the number of all rows is an estimate.
    about: bool = False

    @property
    def last(self) -> int:
        """The place of the last row on this page."""
        return self.first + len(self.rows) - 1


def held_page(found: HeldFilter) -> Page:
    """The page of meetings or directives that was asked for; Http404 past the end."""
    total = found.answer.total
    if found.mark:
        return _following_page(found, total)
    number = found.chosen["page"] or 1
    skip = (number - 1) * HELD_PER_PAGE
    ids = found.answer.page(found.sort, HELD_PER_PAGE + 1, skip)
    if number > 1 and not ids:
        raise Http404
    shown, more = ids[:HELD_PER_PAGE], len(ids) > HELD_PER_PAGE
    pages = min(FURTHEST_PAGE, max(-(-total.number // HELD_PER_PAGE), number + more))
    address = found.address.fresh()
    previous = str(address.plus("page", number - 1)) if number > 1 else ""
    onward = str(address.plus("page", number + 1)) if number < pages else ""
    if more and number >= FURTHEST_PAGE:
        onward = _onward(found, shown)
    return Page(
        found.records(shown),
        total.number,
        skip + 1,
        _steps(found, number, pages),
        previous,
        onward,
        about=not total.exact,
    )


def _following_page(found: HeldFilter, total: index.Count) -> Page:
    ids = found.answer.page(found.sort, HELD_PER_PAGE + 1, after=found.mark)
    if not ids:
        raise Http404
    shown = ids[:HELD_PER_PAGE]
    onward = _onward(found, shown) if len(ids) > HELD_PER_PAGE else ""
    start = str(found.address.fresh())
    rows = found.records(shown)
    return Page(rows, total.number, 0, next=onward, start=start, about=not total.exact)


@dataclass(frozen=True)
class Beside:
    """The records before and after one in the list that it was opened from, and that list."""

    back: str
    previous: str = ""
    next: str = ""


def beside(found: HeldFilter, pk: int, path: str) -> Beside | None:
    """The neighbours of a record in the answer that its address keeps; None without one."""
    if not found.address.pairs:
        return None
    trail, back = found.trail, f"{path}{found.trail}"
    neighbours = found.answer.beside(found.sort, pk)
    if neighbours is None:
        return Beside(back)
    links = (f"{_path(found, pk)}{trail}" if pk else "" for pk in neighbours)
    return Beside(back, *links)


def _path(found: HeldFilter, pk: int) -> str:
    return reverse(str(found.unit), args=(pk,))


def _onward(found: HeldFilter, ids: Sequence[int]) -> str:
    mark = found.answer.mark(found.sort, ids[-1])
    return str(found.address.fresh().plus("after", write_mark(mark)))


def numbered_page(
    found: StrictFilter, rows: "QuerySet[Any]", size: int, total: int | None = None
) -> Page:
    """The page with the number that was asked for; Http404 past the end."""
    total = rows.count() if total is None else total
    number = found.chosen["page"] or 1
    shown = list(rows[(number - 1) * size : number * size])
    if number > 1 and not shown:
        raise Http404
    pages = min(FURTHEST_PAGE, -(-total // size))
    address = found.address.fresh()
    previous = str(address.plus("page", number - 1)) if number > 1 else ""
    onward = str(address.plus("page", number + 1)) if number < pages else ""
    return Page(
        shown, total, (number - 1) * size + 1, _steps(found, number, pages), previous, onward
    )


def _steps(found: StrictFilter, number: int, pages: int) -> tuple[Step, ...]:
    """1 … 4 [5] 6 … 50."""
    if pages < 2:
        return ()
    address = found.address.fresh()
    shown = sorted({1, pages} | {n for n in range(number - 1, number + 2) if 1 <= n <= pages})
    steps: list[Step] = []
    for before, n in zip([0, *shown], shown, strict=False):
        if n > before + 1:
            steps.append(Step("…"))
        steps.append(Step(str(n), str(address.plus("page", n)), current=n == number))
    return tuple(steps)
