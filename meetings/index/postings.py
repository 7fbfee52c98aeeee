"""Read which rows of the sealed segments hold a common term."""

from collections.abc import Callable, Iterable
from functools import cache, partial

import numpy as np
from django.db import connection

from meetings.index.arrays import Ints, Mask
from meetings.index.columns import Columns
from meetings.index.keeping import Kept
from meetings.index.units import SEGMENT, Unit

# How much memory a process spends on terms that were asked for lately.
MOST_KEPT = 192 * 1024 * 1024
LIST, BITS = b"l", b"b"

Packed = Ints
_kept = Kept(MOST_KEPT)


def pack(offsets: Ints) -> bytes:
    """A set of places in a segment, as a list or as bits, whichever is shorter."""
    if len(offsets) * 2 < SEGMENT // 8:
        return LIST + offsets.astype("<u2").tobytes()
    bits = np.zeros(SEGMENT, bool)
    bits[offsets] = True
    return BITS + np.packbits(bits, bitorder="little").tobytes()


def unpack(packed: bytes) -> Packed:
    """The bits of a packed set."""
    if packed[:1] == BITS:
        return np.frombuffer(packed, np.uint8, offset=1)
    bits = np.zeros(SEGMENT, bool)
    bits[np.frombuffer(packed, "<u2", offset=1)] = True
    return np.packbits(bits, bitorder="little")


def held(columns: Columns, unit: Unit, terms: Iterable[str]) -> dict[str, Packed]:
    """The rows of sealed segments that hold a term; only of terms that are common in all."""
    seals = columns.seals.get(unit, ())
    if not seals:
        return {}
    state = (seals, columns.rows(unit).places.size)
    terms = list(terms)
    read = cache(lambda: _read(columns, unit, terms))
    found = {}
    for term in terms:
        bits = _kept.get((unit, term, state), partial(_of_term, read, term), _bytes)
        if bits is not None:
            found[term] = bits
    return found


def whole(columns: Columns, unit: Unit, found: Iterable[Packed]) -> Mask:
    """The rows that all of these hold, as far as postings tell of them."""
    bits = columns.rows(unit).told
    for other in found:
        bits = bits & other
    return np.unpackbits(bits, bitorder="little").view(bool)


def among(places: Ints, found: Iterable[Packed]) -> Mask:
    """Which of these rows all of these hold."""
    byte, bit = places >> 3, (places & 7).astype(np.uint8)
    holds = np.ones(len(places), bool)
    for bits in found:
        holds &= (bits[byte] >> bit & 1).view(bool)
    return holds


def _of_term(read: Callable[[], dict[str, Packed | None]], term: str) -> Packed | None:
    return read()[term]


def _bytes(bits: Packed | None) -> int:
    return 64 if bits is None else bits.nbytes


def _read(columns: Columns, unit: Unit, terms: list[str]) -> dict[str, Packed | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, segment, rows FROM meetings_posting WHERE unit = %s AND term = ANY(%s)",
            [unit, terms],
        )
        lines = cursor.fetchall()
    rank = {int(s): i for i, s in enumerate(columns.rows(unit).places.segments)}
    sealed = {segment for segment, *_ in columns.seals[unit]}
    found: dict[str, Packed | None] = {}
    for term in terms:
        rows = [(segment, packed) for t, segment, packed in lines if t == term]
        complete = sealed <= {segment for segment, _ in rows}
        found[term] = _gathered(rows, rank) if complete else None
    return found


def _gathered(rows: list[tuple[int, bytes]], rank: dict[int, int]) -> Packed:
    bits = np.zeros((len(rank), SEGMENT // 8), np.uint8)
    for segment, packed in rows:
        if segment in rank:
            bits[rank[segment]] = unpack(packed)
    return bits.reshape(-1)
