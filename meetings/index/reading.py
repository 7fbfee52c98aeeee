"""Read search rows from the database into arrays, all of them or those that changed."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from meetings.index.arrays import Ints
from meetings.index.columns import NO_DAY
from meetings.index.units import KINDS, ORGANS, SEGMENT_BITS, VERBS, Unit

# 734:740:735,737 as pg_current_snapshot() writes it.
SNAPSHOT = re.compile(r"\d+:\d+:[\d,]*", re.ASCII)
# Above the transactions that anybody can have seen; what is not below comes from another server,
# as a dump restored it.
NEXT = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
# How each type is sent, and what its values are kept as.
TYPES = {
    "int8": ("int8send", ">i8", np.int64),
    "int4": ("int4send", ">i4", np.int32),
    "int2": ("int2send", ">i2", np.int16),
    "bool": ("boolsend", "u1", np.bool_),
}
DAY = "coalesce({column} - date '2000-01-01', {no_day})::int4"
# An array is sent as its dimensions, element type and bounds, 20 bytes (12 where it is empty),
# and then each value behind its length.
ARRAY, NO_ARRAY, LENGTH, VALUE = 20, 12, 4, 12

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
LINES = {"meeting": ("", "int8"), "person": ("", "int8")}
# How many people took part, and who they are, role and number in one.
PEOPLE = {"people": ("cardinality(people)", "int4")}


def meetings(seen: str = "") -> tuple[Any, Any]:
    """The rows of meetings that a snapshot did not see yet, all without one, and their people.

    Both as arrays by name; of people there is a line, `meeting` and `person`, for each.
    """
    columns, table = MEETINGS | PEOPLE, Unit.MEETING.table
    parts = [
        (rows, _lines(rows, packed))
        for rows, packed in _read(columns, table, seen, "array_send(people)")
    ]
    return _joined([rows for rows, _ in parts], columns), _joined([p for _, p in parts], LINES)


def directives(seen: str = "") -> Any:
    """The rows of directives that a snapshot did not see yet, as arrays by name."""
    parts = [rows for rows, _ in _read(DIRECTIVES, Unit.DIRECTIVE.table, seen)]
    return _joined(parts, DIRECTIVES)


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


def _read(
    columns: dict[str, tuple[str, str]], table: str, seen: str, packed: str = ""
) -> Iterator[tuple[dict[str, Ints], bytes]]:
    """The rows of each segment as arrays, and what they say packed; a segment is one line sent."""
    lists = {"organs": _array(ORGANS), "kinds": _array(KINDS), "verbs": _array(VERBS)}
    values = [
        f"string_agg({TYPES[kind][0]}({value.format(**lists)}), '')"
        for value, kind in columns.values()
    ]
    values.append(f"string_agg({packed}, '')" if packed else "''::bytea")
    sql = (
        f"COPY (SELECT {', '.join(values)} FROM {table} {_unseen(seen)} "  # noqa: S608  # closed lists and digits alone
        f"GROUP BY {columns['id'][0]} >> {SEGMENT_BITS}) TO STDOUT (FORMAT BINARY)"
    )
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.set_types(["bytea"] * len(values))
        for *sent, rest in copy.rows():
            rows: dict[str, Ints] = {
                name: np.frombuffer(data or b"", TYPES[kind][1]).astype(TYPES[kind][2])
                for (name, (_, kind)), data in zip(columns.items(), sent, strict=True)
            }
            if len({len(values) for values in rows.values()}) > 1:
                msg = f"{table}: a column that may not be empty is empty; run manage.py reindex."
                raise RuntimeError(msg)
            yield rows, rest


def _lines(rows: dict[str, Ints], packed: bytes) -> dict[str, Ints]:
    """The people of meetings, read off the arrays that were sent one behind the other."""
    counts = rows["people"].astype(np.int64)
    sizes = np.where(counts, ARRAY + VALUE * counts, NO_ARRAY)
    firsts = np.cumsum(sizes) - sizes + ARRAY + LENGTH
    before = np.cumsum(counts) - counts
    at = np.repeat(firsts - VALUE * before, counts) + VALUE * np.arange(counts.sum())
    everywhere = np.ndarray((max(len(packed) - 7, 0),), ">i8", packed, strides=(1,))
    return {"meeting": np.repeat(rows["id"], counts), "person": everywhere[at].astype(np.int64)}


def _joined(parts: list[dict[str, Ints]], columns: dict[str, tuple[str, str]]) -> dict[str, Ints]:
    return {
        name: np.concatenate([np.zeros(0, TYPES[kind][2]), *(part[name] for part in parts)])
        for name, (_, kind) in columns.items()
    }


def _unseen(seen: str) -> str:
    if not seen:
        return ""
    if not SNAPSHOT.fullmatch(seen):
        raise ValueError(seen)
    visible = f"pg_visible_in_snapshot(stamp::text::xid8, '{seen}')"
    return f"WHERE stamp >= {seen.split(':')[0]} AND NOT {visible}"


def _array(values: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{value}'" for value in values) + "]::text[]"
