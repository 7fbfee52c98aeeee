"""Keep the texts of the rows that no posting tells of yet, so that few rows cost no question."""

from threading import Lock

import numpy as np

from meetings.index.arrays import Ints
from meetings.index.asking import limited
from meetings.index.columns import Columns, Rows
from meetings.index.units import Unit

Texts = dict[int, tuple[int, str]]
Lines = list[tuple[int, str]]

_lock = Lock()
_kept: dict[Unit, tuple[str, Texts]] = {}
# The open rows of the columns at hand, with their texts: the same columns are asked many times.
_last: dict[Unit, tuple[Rows, Lines]] = {}


def texts(columns: Columns, unit: Unit) -> Lines:
    """The ids and texts of open rows; only those written since the last time are asked for."""
    rows = columns.rows(unit)
    if columns.private:
        return _lines(_texts(columns, unit, {}))
    with _lock:
        last, lines = _last.get(unit, (None, []))
        storage, held = _kept.get(unit, ("", {}))
    if last is rows:
        return lines
    found = _texts(columns, unit, held if storage == columns.storage else {})
    lines = _lines(found)
    with _lock:
        _kept[unit] = (columns.storage, found)
        _last[unit] = (rows, lines)
    return lines


def _lines(found: Texts) -> Lines:
    return [(pk, text) for pk, (_, text) in found.items()]


def _texts(columns: Columns, unit: Unit, held: Texts) -> Texts:
    """The open rows, those that are held as they stand now not asked for."""
    rows = columns.rows(unit)
    ids = rows.open_ids
    stamps = rows.stamp[rows.places.of(ids)].tolist()
    wanted = dict(zip(ids.tolist(), stamps, strict=True))
    missing = [pk for pk, stamp in wanted.items() if held.get(pk, (-1, ""))[0] != stamp]
    every = held | _read(unit, missing) if missing else held
    return {pk: every[pk] for pk in wanted if pk in every}


def holding(columns: Columns, unit: Unit, strings: list[str], *, title: bool) -> Ints:
    """The ids of open rows whose text, or first line, holds every string."""
    found = texts(columns, unit)
    if title:
        found = [(pk, text.partition("\n")[0]) for pk, text in found]
    for string in strings:
        found = [line for line in found if string in line[1]]
    return np.array([pk for pk, _ in found], np.int64)


def _read(unit: Unit, ids: list[int]) -> Texts:
    sql = f"SELECT {unit.key}, stamp, text FROM {unit.table} WHERE {unit.key} = ANY(%s)"  # noqa: S608  # a closed list
    return {pk: (stamp, text) for pk, stamp, text in limited(sql, [ids])}
