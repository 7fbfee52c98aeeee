"""Keep the texts of the rows that no posting tells of yet, so that few rows cost no question."""

from threading import Lock

import numpy as np
from django.db import connection

from meetings.index.columns import Columns, Ints
from meetings.index.units import Unit

Texts = dict[int, tuple[int, str]]

_lock = Lock()
_kept: dict[Unit, tuple[str, Texts]] = {}


def texts(columns: Columns, unit: Unit) -> dict[int, str]:
    """The texts of open rows by id; only those written since the last time are asked for."""
    rows = columns.rows(unit)
    ids = rows.open_ids
    stamps = rows.stamp[rows.places.of(ids)].tolist()
    with _lock:
        storage, held = _kept.get(unit, ("", {}))
    held = held if storage == columns.storage and not columns.private else {}
    wanted = dict(zip(ids.tolist(), stamps, strict=True))
    missing = [pk for pk, stamp in wanted.items() if held.get(pk, (-1, ""))[0] != stamp]
    read = _read(unit, missing) if missing else {}
    every = held | read
    found = {pk: every[pk] for pk in wanted if pk in every}
    if not columns.private:
        with _lock:
            _kept[unit] = (columns.storage, found)
    return {pk: text for pk, (_, text) in found.items()}


def holding(columns: Columns, unit: Unit, strings: list[str], *, title: bool) -> Ints:
    """The ids of open rows whose text, or first line, holds every string."""
    every = texts(columns, unit).items()
    heads = ((pk, text.partition("\n")[0] if title else text) for pk, text in every)
    found = [pk for pk, text in heads if all(string in text for string in strings)]
    return np.array(found, np.int64)


def _read(unit: Unit, ids: list[int]) -> Texts:
    sql = f"SELECT {unit.key}, stamp, text FROM {unit.table} WHERE {unit.key} = ANY(%s)"  # noqa: S608  # a closed list
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        return {pk: (stamp, text) for pk, stamp, text in cursor}
