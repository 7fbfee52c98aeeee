"""Cut a list into pages: by number to the fiftieth, then on from the last row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from meetings.filters.base import StrictFilter
from meetings.filters.meetings import HeldFilter
from meetings.filters.values import FURTHEST_PAGE
from meetings.querysets.keyset import Order, Value, write_mark

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

    @property
    def last(self) -> int:
        """The place of the last row on this page."""
        return self.first + len(self.rows) - 1


def held_page(found: HeldFilter, rows: "QuerySet[Any]") -> Page:
    """The page of meetings or directives that was asked for; Http404 past the end."""
    total = found.narrowed().count()
    if found.mark:
        return _following_page(found, rows, total)
    number = found.chosen["page"] or 1
    page = numbered_page(found, rows, HELD_PER_PAGE, total)
    if number < FURTHEST_PAGE or number * HELD_PER_PAGE >= total:
        return page
    return Page(page.rows, total, page.first, page.steps, page.previous, _onward(found, page.rows))


def _following_page(found: HeldFilter, rows: "QuerySet[Any]", total: int) -> Page:
    some = list(rows[: HELD_PER_PAGE + 1])
    if not some:
        raise Http404
    onward = _onward(found, some[:HELD_PER_PAGE]) if len(some) > HELD_PER_PAGE else ""
    start = str(found.address.fresh())
    return Page(some[:HELD_PER_PAGE], total, 0, next=onward, start=start)


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
    rows = found.narrowed().ranked(found.query)
    here = rows.only_pk(pk)
    if here is None:
        return Beside(back)
    place = _values(type(here).objects.all().orders[found.sort], here)
    before = rows.before(found.sort, place).first()
    after = rows.after(found.sort, place).sorted_by(found.sort).first()
    return Beside(back, *(f"{r.get_absolute_url()}{trail}" if r else "" for r in (before, after)))


def _onward(found: HeldFilter, rows: Sequence[Any]) -> str:
    order = type(rows[-1]).objects.all().orders[found.sort]
    return str(found.address.fresh().plus("after", write_mark(_values(order, rows[-1]))))


def _values(order: Order, row: Any) -> list[Value]:
    values: list[Value] = []
    for key in order:
        value = row
        for step in key.path.split("__"):
            value = getattr(value, step)
        values.append(value.pk if isinstance(value, Model) else value)
    return [value if isinstance(value, date) or value is None else int(value) for value in values]


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
