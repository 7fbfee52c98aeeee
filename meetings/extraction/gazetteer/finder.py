"""Finds the names of administrative units in running text."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from meetings.extraction.tables import rows

from .places import Place, bearers, full_names, short_names, weak_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# 长沙[市场], 湖南[县域], 芙蓉[区域]: the class word begins another word
CONTINUED = ("市场", "县域", "区域", "区间", "区块", "区位", "州际")


class Hit(NamedTuple):
    """A name found in a text at [start, end). `full`: printed with its class word (湘潭市, 海西州).
    `weak`: also an ordinary word (城区, 安康), so no evidence alone."""

    start: int
    end: int
    name: str
    candidates: tuple[Place, ...]
    full: bool
    weak: bool


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """What the finder looks for by its first two characters, longest first: names and traps."""
    found = defaultdict(set)
    for name in full_names() | short_names() | _traps():
        found[name[:2]].add(name)
    return {head: tuple(sorted(own, key=len, reverse=True)) for head, own in found.items()}


@cache
def _traps() -> frozenset[str]:
    """Words that hold a name by accident: 市长治理, 四平方米."""
    return frozenset(row["word"] for row in rows("places_traps"))


def find_names(text: str) -> list[Hit]:
    """Places named in running text, left to right, the longest at each point, none overlapping.

    Full names of all levels and short forms of provinces and prefectures; county short forms never
    (大理 stands in 扩大理论). Candidates of all years; `resolve` chooses. Linear in the text.
    """
    return list(_find(text))


def _find(text: str) -> Iterator[Hit]:
    index, done = _index(), 0
    for at in [at for at in range(len(text) - 1) if text[at : at + 2] in index]:
        name = _longest(text, at, index[text[at : at + 2]]) if at >= done else ""
        if not name:
            continue
        done = at + len(name)
        if name not in _traps():
            weak, full = name in weak_names(), name in full_names()
            yield Hit(at, done, name, bearers(name), full, weak)


def _longest(text: str, at: int, names: Iterable[str]) -> str:
    for name in names:
        if text.startswith(name, at):
            end = at + len(name)
            if text[end - 1 : end + 1] not in CONTINUED:
                return name
    return ""
