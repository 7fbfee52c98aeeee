"""Tells which unit a newspaper, site or station belongs to by its name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from meetings.extraction.tables import rows

from .places import Place, by_code, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

# in `outlets.csv`: it reports on the whole country, so its name tells no city; an empty code stands
# where the name is borne by outlets of several places
NATIONAL = "national"
# around a name and between its parts: 《湖南日报》, 人民网-湖南频道
MARKS = "《》“”\"'【】[]()()-—·|:"


@cache
def _table() -> dict[str, str]:
    return {row["outlet"]: row["code"] for row in rows("outlets")}


@cache
def _affixes(where: str) -> tuple[str, ...]:
    found = {row["affix"] for row in rows("outlet_affixes") if row["where"] == where}
    if where == "start":  # 红网浏阳站, 人民网-湖南频道: the local page of a larger outlet
        found |= _table().keys()
    return tuple(sorted(found, key=lambda affix: (-len(affix), affix)))


def outlet_place(outlet: str, year: int | None = None) -> Place | None:
    """The unit an outlet belongs to: a city's paper its city, a provincial one its province.

    None for a national outlet and where the name tells no unit, or several. First the curated
    table; then what affixes leave (浏阳日报, 掌上浏阳, 浏阳市融媒体中心 -> 浏阳市): a full name or
    a short form of any level, since an outlet's name is a slot.
    """
    for stem in _stems(outlet):
        if stem in _table():
            return by_code(_table()[stem], year)
        if len(stem) > 1 and (place := resolve(stem, year)):
            return place
    return None


def is_national(outlet: str) -> bool:
    """True where the curated table says so: its reprints and datelines cast no vote."""
    return any(_table().get(stem) == NATIONAL for stem in _stems(outlet))


def _stems(outlet: str) -> Iterator[str]:
    """The name, then what is left as its last affix goes, one after the other."""
    name = "".join(outlet.split())
    while name := name.strip(MARKS):
        yield name
        name = _without_affix(name)


def _without_affix(name: str) -> str:
    for affix in _affixes("end"):
        if name.endswith(affix):
            return name[: -len(affix)]
    for affix in _affixes("start"):
        if name.startswith(affix):
            return name[len(affix) :]
    return ""
