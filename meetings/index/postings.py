"""Read which rows of the sealed segments hold a common term."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

import numpy as np
from django.db import connection

from meetings.index.columns import Columns, Ints, Mask
from meetings.index.units import SEGMENT, Unit

# How much memory a process spends on terms that were asked for lately.
MOST_KEPT = 48 * 1024 * 1024
LIST, BITS = b"l", b"b"

Packed = Ints
_lock = Lock()
_kept: "OrderedDict[tuple[Unit, str, object], Packed | None]" = OrderedDict()


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


def holding(columns: Columns, unit: Unit, terms: Iterable[str]) -> Mask | None:
    """The rows of sealed segments that hold every term; None unless all are common everywhere."""
    wanted = tuple(terms)
    found = _held(columns, unit, wanted)
    if found is None:
        return None
    bits = found[0].copy()
    for other in found[1:]:
        bits &= other
    return np.unpackbits(bits, bitorder="little").view(bool)


def _held(columns: Columns, unit: Unit, terms: tuple[str, ...]) -> list[Packed] | None:
    if not columns.seals.get(unit):
        return None
    seals = columns.seals[unit], columns.rows(unit).places.size
    with _lock:
        known = {t: _kept[unit, t, seals] for t in terms if (unit, t, seals) in _kept}
    missing = [term for term in terms if term not in known]
    if missing and None not in known.values():
        read = _read(columns, unit, missing)
        _keep(unit, seals, read)
        known |= read
    found = [known.get(term) for term in terms]
    return None if any(bits is None for bits in found) else [b for b in found if b is not None]


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
        found[term] = None
        if sealed <= {segment for segment, _ in rows}:
            bits = np.zeros((len(rank), SEGMENT // 8), np.uint8)
            for segment, packed in rows:
                if segment in rank:
                    bits[rank[segment]] = unpack(packed)
            found[term] = bits.reshape(-1)
    return found


def _keep(unit: Unit, seals: object, read: dict[str, Packed | None]) -> None:
    with _lock:
        for term, bits in read.items():
            _kept[unit, term, seals] = bits
        while sum(64 if b is None else b.nbytes for b in _kept.values()) > MOST_KEPT:
            _kept.popitem(last=False)
