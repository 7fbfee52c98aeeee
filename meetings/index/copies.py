"""Keep the texts of sealed segments in files of this machine, so that reading a row asks nobody.

Answers never depend on it: what no file tells of is read from the database. One file holds the
texts of one segment as its seal saw them, so it never changes; a newer seal gets another.
"""

import logging
import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection

from meetings.index import reading
from meetings.index.arrays import Ints, Mask
from meetings.index.columns import Columns
from meetings.index.units import SEGMENT, SEGMENT_BITS, Unit
from meetings.search.query import Near, Words

# Where each text of a segment begins, and where the last ends, stands before the texts in UTF-8.
OFFSET = np.dtype(np.uint32)
HEAD = (SEGMENT + 1) * OFFSET.itemsize
LONGEST_CHARACTER = 4  # bytes of UTF-8
# A server, the history it is in since it was last restored, and a database.
ALLOWED = (
    "SELECT has_function_privilege('pg_control_system()', 'execute') "
    "AND has_function_privilege('pg_control_checkpoint()', 'execute')"
)
IDENTITY = (
    "SELECT concat_ws('-', (SELECT system_identifier FROM pg_control_system()), "
    "(SELECT timeline_id FROM pg_control_checkpoint()), "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))"
)

logger = logging.getLogger(__name__)
Watch = Callable[[str], None]
Seal = tuple[Unit, int, int]
# The files this process has open, by unit and segment, with what the seal of each saw.
_open: dict[tuple[Unit, int], tuple[int, "Copy"]] = {}


class Copy:
    """One file: the texts of a segment."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self.bytes) < HEAD:
            raise ValueError(path)
        self._starts = memoryview(self.bytes)[:HEAD].cast("I")
        if HEAD + self._starts[-1] != len(self.bytes):
            raise ValueError(path)

    def within(self, row: int) -> tuple[int, int]:
        """Where the text of a row of the segment begins and ends."""
        return HEAD + self._starts[row], HEAD + self._starts[row + 1]


def which_hold(columns: Columns, unit: Unit, places: Ints, leaf: Words | Near) -> tuple[Mask, Mask]:
    """Of which of these rows files tell, and which of them hold a string, or two near by."""
    told, holds = np.zeros(len(places), bool), np.zeros(len(places), bool)
    seals = dict(columns.seals.get(unit, ()))
    if not seals or not _are_kept():
        return told, holds
    rows, held = columns.rows(unit), _holding(leaf)
    segments = rows.places.segments[places >> SEGMENT_BITS].tolist()
    files = {one: _opened((unit, one, seals[one])) for one in set(segments) if one in seals}
    for at, row in enumerate((places & (SEGMENT - 1)).tolist()):
        if copy := files.get(segments[at]):
            told[at] = True
            holds[at] = held(copy.bytes, *copy.within(row))
    told &= ~rows.open[places]
    return told, holds & told


def _holding(leaf: Words | Near) -> Callable[[mmap.mmap, int, int], bool]:
    """What says of a part of a file whether a string stands there, or two near by."""
    if isinstance(leaf, Words):
        word = leaf.text.encode()
        return lambda text, start, end: text.find(word, start, end) >= 0
    first, second, within = leaf.first.encode(), leaf.second.encode(), leaf.within
    return lambda text, start, end: (
        _follows(text, first, second, within, start, end)
        or _follows(text, second, first, within, start, end)
    )


def _follows(
    text: mmap.mmap, first: bytes, second: bytes, within: int, start: int, end: int
) -> bool:
    """Whether the second string stands at most so many characters behind the first."""
    at = text.find(second, start, end)
    while at >= 0:
        near = max(start, at - len(first) - LONGEST_CHARACTER * within)
        before = text.rfind(first, near, at)
        if before >= 0:
            gap = text[before + len(first) : at].decode()
            if len(gap) <= within and "\n" not in gap:
                return True
        at = text.find(second, at + 1, end)
    return False


def _opened(seal: Seal) -> Copy | None:
    unit, segment, seen_below = seal
    held = _open.get((unit, segment))
    if held and held[0] == seen_below:
        return held[1]
    try:
        copy = Copy(_path(seal))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        logger.warning("%s is not used (%r): delete it, manage.py reindex writes it.", seal, fault)
        return None
    _open[unit, segment] = (seen_below, copy)
    return copy


def _path(seal: Seal) -> Path:
    return _folder() / "-".join(map(str, seal))


def _folder() -> Path:
    return Path(settings.SEARCH_TEXTS) / _identity(str(connection.settings_dict["NAME"]))


@cache
def _identity(_database: str) -> str:
    """What tells this database from every other; "" where its server may not be asked."""
    with connection.cursor() as cursor:
        cursor.execute(ALLOWED)
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute(IDENTITY)
        return str(cursor.fetchone()[0])


def _are_kept() -> bool:
    return bool(settings.SEARCH_TEXTS and _identity(str(connection.settings_dict["NAME"])))


def keep_texts(watch: Watch = lambda _: None) -> int:
    """Write the files that seals lack, delete those of earlier seals; how many were written."""
    if not settings.SEARCH_POSTINGS or not _are_kept():
        return 0
    seals = [(Unit(unit), segment, seen) for unit, segment, seen in reading.seals()]
    if not seals:
        return 0
    try:
        return _kept(seals, watch)
    except OSError as fault:
        logger.warning(
            "No texts are kept in %s (%s): searches read them from the database.",
            settings.SEARCH_TEXTS,
            fault,
        )
        return 0


def _kept(seals: list[Seal], watch: Watch) -> int:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = {_path(seal).name: seal for seal in seals}
    there = {path.name for path in folder.iterdir()}
    written = 0
    for name, seal in wanted.items():
        if name not in there:
            _write(folder / name, seal)
            watch(name)
            written += 1
    for name in there - set(wanted):
        with suppress(OSError):
            (folder / name).unlink()
    return written


def _write(path: Path, seal: Seal) -> None:
    """Write one file under another name first, so that nobody sees half of it."""
    ends, texts = np.zeros(SEGMENT + 1, OFFSET), []
    for row, text in _texts(seal):
        texts.append(text.encode())
        ends[row + 1] = len(texts[-1])
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        file.write(np.cumsum(ends, dtype=OFFSET).tobytes())
        file.writelines(texts)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _texts(seal: Seal) -> Iterator[tuple[int, str]]:
    """The rows of a segment in order, with their texts, as far as its seal saw them."""
    unit, segment, seen_below = seal
    low = segment << SEGMENT_BITS
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {unit.key} - %s, text FROM {unit.table} WHERE {unit.key} >= %s "  # noqa: S608  # a closed list
            f"AND {unit.key} < %s AND live AND stamp < %s ORDER BY 1",
            [low, low, low + SEGMENT, seen_below],
        )
        yield from cursor.fetchall()
