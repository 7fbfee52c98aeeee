"""Nest marked passages of a text into a tree, so that any overlap can be written as markup."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mark:
    """A passage `text[start:end]` of some kind; `key` is its anchor, `href` what it rests."""

    start: int
    end: int
    kind: str
    key: str = ""
    href: str = ""
    label: str = ""


@dataclass(frozen=True)
class Node:
    """A run of text under at most one mark, with the runs inside it; plain text has no mark."""

    start: int
    end: int
    mark: Mark | None = None
    children: tuple["Node", ...] = ()


def nested(text: str, marks: Iterable[Mark]) -> list[list[Node]]:
    """One tree for each line of the text (its line feed included), in order.

    Every code point of the text lies in exactly one leaf. Marks may nest, overlap, repeat or
    cross lines: one that crosses another is cut there, and only its first piece keeps `key`.
    Marks outside the text, and empty ones, are left out; earlier marks stand outside later
    ones where both cover the same run.
    """
    pending = sorted(_distinct(text, marks), key=_order)
    lines = []
    for start, end in _lines(text):
        here, pending = _divided(pending, end)
        lines.append(list(_runs(start, end, here)))
    return lines


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _distinct(text: str, marks: Iterable[Mark]) -> list[Mark]:
    found: dict[tuple[int, int, str, str], Mark] = {}
    for mark in marks:
        if 0 <= mark.start < mark.end <= len(text):
            found.setdefault((mark.start, mark.end, mark.kind, mark.key), mark)
    return list(found.values())


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _divided(marks: list[Mark], at: int) -> tuple[list[Mark], list[Mark]]:
    """The marks before a place and those after it; one that crosses it is cut in two."""
    before, after = [], []
    for mark in marks:
        if mark.end <= at:
            before.append(mark)
        elif mark.start >= at:
            after.append(mark)
        else:
            before.append(replace(mark, end=at))
            after.append(replace(mark, start=at, key=""))
    return before, sorted(after, key=_order)


def _runs(start: int, end: int, marks: list[Mark]) -> Iterator[Node]:
    position = start
    while marks:
        outer, *marks = marks
        if position < outer.start:
            yield Node(position, outer.start)
        inside, marks = _divided(marks, outer.end)
        yield Node(outer.start, outer.end, outer, tuple(_runs(outer.start, outer.end, inside)))
        position = outer.end
    if position < end:
        yield Node(position, end)
