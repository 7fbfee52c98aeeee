"""Read search rows from the database into arrays, all of them or those that changed."""

import re
from contextlib import suppress
from typing import Any

import numpy as np
from django.db import connection

from meetings.index.columns import NO_DAY, Ints
from meetings.index.units import KINDS, ORGANS, VERBS

# 734:740:735,737 as pg_current_snapshot() writes it.
SNAPSHOT = re.compile(r"\d+:\d+:[\d,]*", re.ASCII)
# Above the transactions that anybody can have seen; what is not below comes from another server,
# as a dump restored it.
NEXT = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
# What binary COPY sends before the first line and after the last, and before each value.
HEAD, TAIL = 19, 2
SIZES = {"int8": ">i8", "int4": ">i4", "int2": ">i2", "bool": "u1"}
DAY = "coalesce({column} - date '2000-01-01', {no_day})::int4"

MEETINGS = {
    "id": ("meeting_id", "int8"),
    "stamp": ("stamp", "int8"),
    "live": ("live", "bool"),
    "city": ("coalesce(city_id, 0)::int4", "int4"),
    "organ": ("(array_position({organs}, organ::text) - 1)::int2", "int2"),
    "kind": ("(array_position({kinds}, kind::text) - 1)::int2", "int2"),
    "first": (DAY.format(column="date_first", no_day=NO_DAY), "int4"),
    "last": (DAY.format(column="date_last", no_day=NO_DAY), "int4"),
    "term": ("coalesce(term, -1)::int2", "int2"),
    "number": ("coalesce(number, -1)::int2", "int2"),
    "version": ("version", "int2"),
}
DIRECTIVES = {
    "id": ("directive_id", "int8"),
    "stamp": ("stamp", "int8"),
    "live": ("live", "bool"),
    "meeting": ("meeting_id", "int8"),
    "verb": ("coalesce(array_position({verbs}, verb::text) - 1, 0)::int2", "int2"),
    "voice": ("voice", "int8"),
}
PEOPLE = {
    "meeting": ("meeting_id", "int8"),
    "person": ("unnest(people)", "int8"),
}


def meetings(seen: str = "") -> Any:
    """The rows of meetings that a snapshot did not see yet, in order of id; all without one."""
    return _copied(MEETINGS, "meetings_meetingtext", seen, "meeting_id")


def directives(seen: str = "") -> Any:
    """The rows of directives that a snapshot did not see yet, in order of id."""
    return _copied(DIRECTIVES, "meetings_directivetext", seen, "directive_id")


def people(seen: str = "") -> Any:
    """A line for each person of the meetings that a snapshot did not see yet."""
    return _copied(PEOPLE, "meetings_meetingtext", seen, "meeting_id")


def officials() -> Ints:
    """The ids of all officials in the order of their names."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(int8send(id), '' ORDER BY sort_key, id) FROM meetings_official"
        )
        return to_ids(cursor.fetchone()[0])


def to_ids(packed: bytes | memoryview | None) -> Ints:
    """The numbers that `string_agg(int8send(id), '')` sent."""
    return np.frombuffer(packed or b"", ">i8").astype(np.int64)


def state() -> tuple[str, str, bool]:
    """What tells one state of the archive from another.

    The snapshot of this moment, which files hold the rows (a truncated table gets others), and
    whether this transaction has written itself, so that nobody else can see what it sees.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_snapshot()::text, concat_ws(' ', pg_postmaster_start_time(), "
            "current_database(), pg_relation_filenode('meetings_meetingtext'), "
            "pg_relation_filenode('meetings_directivetext')), "
            "pg_current_xact_id_if_assigned() IS NOT NULL"
        )
        snapshot, storage, writing = cursor.fetchone()
    return snapshot, storage, writing


def seals() -> list[tuple[str, int, int]]:
    """Unit, segment and the transactions seen of every segment that was sealed on this server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit, segment, seen_below FROM meetings_seal "  # noqa: S608  # a constant
            f"WHERE seen_below <= {NEXT} ORDER BY unit, segment"
        )
        return list(cursor.fetchall())


def _copied(columns: dict[str, tuple[str, str]], table: str, seen: str, order: str) -> Any:
    lists = {"organs": _array(ORGANS), "kinds": _array(KINDS), "verbs": _array(VERBS)}
    values = ", ".join(expression.format(**lists) for expression, _ in columns.values())
    kind = np.dtype(
        [("fields", ">i2")]
        + [
            part
            for name, (_, size) in columns.items()
            for part in ((f"{name}_size", ">i4"), (name, SIZES[size]))
        ]
    )
    order_by = f"ORDER BY {order}"
    sql = (
        f"COPY (SELECT {values} FROM {table} {_unseen(seen)} {order_by}) TO STDOUT (FORMAT BINARY)"  # noqa: S608  # closed lists and digits alone
    )
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        data = b"".join(copy)
    with suppress(ValueError):
        return np.frombuffer(data[HEAD:-TAIL], kind)
    msg = f"{table}: a column that may not be empty is empty; run manage.py reindex."
    raise RuntimeError(msg)


def _unseen(seen: str) -> str:
    if not seen:
        return ""
    if not SNAPSHOT.fullmatch(seen):
        raise ValueError(seen)
    visible = f"pg_visible_in_snapshot(stamp::text::xid8, '{seen}')"
    return f"WHERE stamp >= {seen.split(':')[0]} AND NOT {visible}"


def _array(values: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{value}'" for value in values) + "]::text[]"
