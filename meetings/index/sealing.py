"""Pack the common terms of full segments into postings, so that they need no index."""

from collections.abc import Callable, Iterator

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from meetings.index.arrays import Ints
from meetings.index.postings import pack
from meetings.index.reading import NEXT
from meetings.index.terms import TITLE
from meetings.index.units import SEGMENT, SEGMENT_BITS, Unit
from meetings.models import Seal

# A term is common in a segment where one in so many of its rows holds it, and at least so many do.
# What the index has to fetch of other terms row by row is so at most 2,500 rows of a million
# meetings and of their five million directives, some ten milliseconds.
ONE_IN = {Unit.MEETING: 400, Unit.DIRECTIVE: 2000}
COMMON = 2
# A segment is sealed when so many of its rows are there, and again when so many were written since.
FULL, STALE = SEGMENT // 16, SEGMENT // 16
# How many characters are cut into pairs at once.
SLICE = 4_000_000
# Bits of a character's code.
CODE = 21

Watch = Callable[[str], None]


def seal_due(watch: Watch = lambda _: None, *, every: bool = False) -> int:
    """Seal the segments that are due, each in a transaction; how many were.

    A small archive has none: its rows are asked of the index alone.
    """
    sealed = 0
    for unit in Unit:
        for segment in due(unit, every=every):
            seal(unit, segment)
            watch(f"{unit} {segment}")
            sealed += 1
    return sealed


def due(unit: Unit, *, every: bool = False) -> list[int]:
    """The segments with enough rows that postings do not tell of; with `every`, all full ones."""
    sql = f"""
        SELECT {unit.key} >> {SEGMENT_BITS} AS part,
               count(*) FILTER (WHERE stamp >= coalesce(seen_below, 0) OR %s) AS open,
               count(seen_below)
        FROM {unit.table} LEFT JOIN meetings_seal
            ON unit = %s AND segment = {unit.key} >> {SEGMENT_BITS} AND seen_below <= {NEXT}
        WHERE live GROUP BY part ORDER BY part
    """  # noqa: S608  # closed lists and numbers alone
    if not settings.SEARCH_POSTINGS:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [every, unit])
        return [part for part, open_, seals in cursor if open_ >= (STALE if seals else FULL)]


@transaction.atomic
def seal(unit: Unit, segment: int) -> None:
    """Write the postings of one segment's common terms, and from when on rows are open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s)), "
            "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
            [f"seal {unit} {segment}"],
        )
        seen_below = cursor.fetchone()[1]
    texts = _texts(unit, segment)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM meetings_posting WHERE unit = %s AND segment = %s", [unit, segment]
        )
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY meetings_posting (unit, term, segment, rows) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types(["varchar", "varchar", "int4", "bytea"])
        for term, rows in common_terms(texts, unit):
            copy.write_row((str(unit), term, segment, pack(rows)))
    Seal.objects.filter(unit=unit, segment=segment).delete()
    Seal.objects.create(unit=unit, segment=segment, seen_below=seen_below)


def _texts(unit: Unit, segment: int) -> list[tuple[int, str]]:
    """The places in the segment with their texts."""
    low = segment << SEGMENT_BITS
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {unit.key} - %s, text FROM {unit.table} "  # noqa: S608  # a closed list
            f"WHERE {unit.key} >= %s AND {unit.key} < %s AND live ORDER BY 1",
            [low, low, low + SEGMENT],
        )
        return list(cursor.fetchall())


def common_terms(texts: list[tuple[int, str]], unit: Unit) -> Iterator[tuple[str, Ints]]:
    """The terms that many of these texts hold, each with the places that do, in order.

    Terms are characters, pairs of neighbours and, of meetings, marked, those of the first line.
    """
    least = max(COMMON, len(texts) // ONE_IN[unit])
    yield from _common(_distinct(texts), least, "")
    if unit is Unit.MEETING:
        heads = [(place, text.partition("\n")[0]) for place, text in texts]
        yield from _common(_distinct(heads), least, TITLE)


def _distinct(texts: list[tuple[int, str]]) -> Ints:
    """Every term with every place that holds it, once, as one number: term << 14 | place."""
    found = []
    for part in _slices(texts):
        codes = np.frombuffer("\n".join(t for _, t in part).encode("utf-32-le"), np.uint32)
        lengths = np.array([len(text) + 1 for _, text in part])
        lengths[-1] -= 1
        places = np.repeat(np.array([place for place, _ in part], np.int64), lengths)
        chars = codes.astype(np.int64)
        pairs = (chars[:-1] << CODE) | chars[1:]
        inside = (places[:-1] == places[1:]) & (chars[:-1] != 10) & (chars[1:] != 10)
        terms = [(pairs[inside] << SEGMENT_BITS) | places[:-1][inside]]
        terms += [(chars[chars != 10] << SEGMENT_BITS) | places[chars != 10]]
        found.append(_once(np.concatenate(terms)))
    return _once(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _once(numbers: Ints) -> Ints:
    """The numbers in order, each once; many times as fast as numpy's unique, which hashes."""
    numbers.sort()
    keep = np.ones(len(numbers), bool)
    keep[1:] = numbers[1:] != numbers[:-1]
    once: Ints = numbers[keep]
    return once


def _slices(texts: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    part: list[tuple[int, str]] = []
    size = 0
    for line in texts:
        part.append(line)
        size += len(line[1])
        if size > SLICE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _common(terms: Ints, least: int, mark: str) -> Iterator[tuple[str, Ints]]:
    codes = terms >> SEGMENT_BITS
    starts = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    ends = np.append(starts[1:], len(codes))
    for i in np.flatnonzero(ends - starts >= least):
        code = int(codes[starts[i]])
        first, second = code >> CODE, code & ((1 << CODE) - 1)
        words = (chr(first) if first else "") + chr(second)
        yield mark + words, (terms[starts[i] : ends[i]] & (SEGMENT - 1)).astype(np.int64)
