"""Keep one snapshot of the archive's columns in the process, and let it follow the database."""

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from meetings.index import asking, reading
from meetings.index.arrays import Ints, Mask
from meetings.index.columns import MOST_KEPT, Columns, Directives, Meetings, Places, Rows
from meetings.index.keeping import Kept
from meetings.index.lines import Attendances
from meetings.index.units import SEGMENT, SEGMENT_BITS, Unit
from meetings.index.writing import VERSION

# With more changed rows than this everything is read anew: as quick, and simpler.
MOST_CHANGED = 20_000
# What has no value for each place of an id, and stays when there are more places.
LISTS = ("officials", "people", "voices")

logger = logging.getLogger(__name__)
R = TypeVar("R", bound=Rows)
# Whoever reads the archive keeps others from reading it too; who only looks waits for nobody.
_lock, _loading = Lock(), Lock()
_shared: list[Columns] = []


def current() -> Columns:
    """The columns as the database stands now.

    A transaction that has written gets columns of its own: what it sees may never be committed.
    Raises TooSlow where somebody keeps the rows locked.
    """
    snapshot, storage, writing = reading.state()
    if writing:
        return replace(_brought(snapshot, storage), private=True)
    if held := _held(snapshot, storage):
        return held
    with _loading:
        snapshot, storage, _ = reading.state()
        columns = _held(snapshot, storage) or _brought(snapshot, storage)
        with _lock:
            _shared[:] = [columns]
    return columns


def _held(snapshot: str, storage: str) -> Columns | None:
    """The shared columns, where they are of this very moment."""
    with _lock:
        same = _shared and (_shared[0].snapshot, _shared[0].storage) == (snapshot, storage)
        return _shared[0] if same else None


def _brought(snapshot: str, storage: str) -> Columns:
    """The columns of this moment: the shared ones with what was written since, or all anew."""
    with _lock:
        held = _shared[0] if _shared and _shared[0].storage == storage else None
    with asking.unlocked():
        columns = _followed(held, snapshot) if held else None
        return columns or _whole(snapshot, storage)


def is_loaded() -> bool:
    """Whether this process has read the archive already."""
    return bool(_shared)


def forget() -> None:
    """Let the next search read everything anew."""
    with _lock:
        _shared.clear()


def _whole(snapshot: str, storage: str) -> Columns:
    (rows, lines), said = reading.meetings(), reading.directives()
    if (rows["version"] != VERSION).any():
        logger.warning("Some search rows are of an earlier folding: run manage.py reindex.")
    officials = reading.officials()
    places = Places(np.unique(rows["id"] >> SEGMENT_BITS).astype(np.int64))
    meetings = _empty_meetings(places, officials)
    meetings = _with_meetings(meetings, rows)
    meetings = replace(meetings, people=(_lines(meetings, lines),))
    at = Places(np.unique(said["id"] >> SEGMENT_BITS).astype(np.int64))
    directives = _with_directives(_empty_directives(at), said, places)
    return _sealed(Columns(snapshot, storage, meetings, directives))


def _followed(held: Columns, snapshot: str) -> Columns | None:
    """The columns after what was written since; None where they must be read as a whole."""
    (rows, lines), said = reading.meetings(held.snapshot), reading.directives(held.snapshot)
    if len(rows["id"]) + len(said["id"]) > MOST_CHANGED:
        return None
    meetings = _grown(
        held.meetings, rows["id"], partial(_empty_meetings, officials=held.meetings.officials)
    )
    directives = _grown(held.directives, said["id"], _empty_directives)
    if meetings is None or directives is None:
        return None
    if len(rows["id"]):
        meetings = _with_officials(_with_meetings(meetings, rows), lines)
        meetings = _with_newer_people(meetings, rows["id"], lines)
    if len(said["id"]):
        directives = _with_directives(directives, said, meetings.places)
    same = meetings is held.meetings and directives is held.directives
    columns = replace(held, snapshot=snapshot, meetings=meetings, directives=directives)
    return _sealed(columns if same else replace(columns, kept=Kept(MOST_KEPT)))


def _empty_meetings(places: Places, officials: Ints) -> Meetings:
    n = places.size
    none = np.zeros(0, np.int32)
    no_people = Attendances(none, none, none, none.astype(bool))
    return Meetings(
        unit=Unit.MEETING,
        places=places,
        live=np.zeros(n, bool),
        stamp=np.zeros(n, np.int64),
        open=np.ones(n, bool),
        city=np.zeros(n, np.int32),
        organ=np.zeros(n, np.int8),
        kind=np.zeros(n, np.int8),
        first=np.full(n, -(2**31), np.int32),
        last=np.full(n, -(2**31), np.int32),
        term=np.full(n, -1, np.int16),
        number=np.full(n, -1, np.int16),
        people=(no_people,),
        officials=officials,
    )


def _empty_directives(places: Places) -> Directives:
    n = places.size
    return Directives(
        unit=Unit.DIRECTIVE,
        places=places,
        live=np.zeros(n, bool),
        stamp=np.zeros(n, np.int64),
        open=np.ones(n, bool),
        meeting=np.full(n, -1, np.int32),
        verb=np.zeros(n, np.int8),
        voice=np.zeros(n, np.int32),
        voices=np.zeros(0, np.int64),
    )


def _grown(rows: R, ids: Ints, empty: Callable[[Places], R]) -> R | None:
    """With places for these ids too; None where one lies before or between those that stand."""
    segments = np.setdiff1d(ids >> SEGMENT_BITS, rows.places.segments)
    if not len(segments):
        return rows
    if len(rows.places.segments) and segments[0] < rows.places.segments[-1]:
        return None
    places = Places(np.concatenate([rows.places.segments, segments]))
    held = slice(0, rows.places.size)
    grown = _with(empty(places), {name: (held, value) for name, value in _arrays(rows)})
    return replace(grown, **{name: getattr(rows, name) for name in LISTS if hasattr(rows, name)})


def _arrays(rows: Rows) -> list[tuple[str, Ints]]:
    """The arrays that have a value for each place."""
    found = ((one.name, getattr(rows, one.name)) for one in fields(rows))
    return [(n, value) for n, value in found if isinstance(value, np.ndarray) and n not in LISTS]


def _with(rows: R, changes: dict[str, tuple[Any, Any]]) -> R:
    """A copy whose arrays differ at these places."""
    new = {}
    for name, (places, values) in changes.items():
        array = getattr(rows, name).copy()
        array[places] = values
        new[name] = array
    return replace(rows, **new)


def _with_meetings(meetings: Meetings, rows: dict[str, Ints]) -> Meetings:
    places = meetings.places.of(rows["id"])
    names = ("live", "stamp", "city", "organ", "kind", "first", "last", "term", "number")
    return _with(meetings, {name: (places, rows[name]) for name in names})


def _with_directives(directives: Directives, rows: dict[str, Ints], meetings: Places) -> Directives:
    fresh = np.setdiff1d(rows["voice"], directives.voices)
    voices = np.concatenate([directives.voices, fresh])
    order = np.argsort(voices, kind="stable")
    voice = order[np.searchsorted(voices[order], rows["voice"])]
    places = directives.places.of(rows["id"])
    # What another wrote when the meetings had been read is read with its meeting next time.
    meeting = meetings.of(rows["meeting"])
    values: dict[str, tuple[Any, Any]]
    values = {name: (places, rows[name]) for name in ("stamp", "verb")}
    values |= {"live": (places, rows["live"] & (meeting >= 0))}
    values |= {"meeting": (places, meeting), "voice": (places, voice)}
    return replace(_with(directives, values), voices=voices)


def _lines(meetings: Meetings, lines: dict[str, Ints]) -> Attendances:
    """A line for each person in the order of places; the strongest role of a person is first."""
    meeting = meetings.places.of(lines["meeting"])
    official = meetings.officials_of(lines["person"] >> 3)
    # All three as one number, for numbers are sorted many times as fast as lines.
    keys = (meeting << 32) | (official << 3) | (lines["person"] & 7)
    keys = np.sort(keys[(official >= 0) & (meeting >= 0)])
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] >> 3) != (keys[:-1] >> 3)
    meeting, official = (keys >> 32).astype(np.int32), ((keys >> 3) & (2**29 - 1)).astype(np.int32)
    return Attendances(meeting, official, (keys & 7).astype(np.int8), first)


def _with_officials(meetings: Meetings, lines: dict[str, Ints]) -> Meetings:
    """Officials who are new stand behind those who were there, until all is read anew."""
    new = np.setdiff1d(lines["person"] >> 3, meetings.officials)
    return replace(meetings, officials=np.concatenate([meetings.officials, new]))


def _with_newer_people(meetings: Meetings, ids: Ints, lines: dict[str, Ints]) -> Meetings:
    """The lines of changed meetings stand apart; the earlier ones are no longer valid."""
    base, *later = meetings.people
    changed = meetings.places.mask(ids)
    valid = _stretched(base.valid, meetings.places.size) & ~changed
    kept = [_filtered(block, ~changed) for block in later]
    block = _joined([*kept, _lines(meetings, lines)])
    return replace(meetings, people=(replace(base, valid=valid), block))


def _stretched(valid: Mask | None, size: int) -> Mask:
    whole = np.ones(size, bool)
    if valid is not None:
        whole[: len(valid)] = valid
    return whole


def _filtered(block: Attendances, keep: Mask) -> Attendances:
    kept = keep[block.meeting]
    return Attendances(
        block.meeting[kept], block.official[kept], block.role[kept], block.first[kept]
    )


def _joined(blocks: list[Attendances]) -> Attendances:
    meeting = np.concatenate([block.meeting for block in blocks])
    order = np.argsort(meeting, kind="stable")
    official, role, first = (
        np.concatenate([getattr(block, name) for block in blocks])[order]
        for name in ("official", "role", "first")
    )
    return Attendances(meeting[order], official, role, first)


def _sealed(columns: Columns) -> Columns:
    """With what of the rows the postings tell of."""
    seals = reading.seals()
    of = {u: tuple((s, seen) for name, s, seen in seals if name == u) for u in Unit}
    return replace(
        columns,
        seals=of,
        meetings=replace(columns.meetings, open=_open(columns.meetings, of[Unit.MEETING])),
        directives=replace(columns.directives, open=_open(columns.directives, of[Unit.DIRECTIVE])),
    )


def _open(rows: Meetings | Directives, seals: tuple[tuple[int, int], ...]) -> Mask:
    below = np.zeros(len(rows.places.segments), np.int64)
    for segment, seen in seals:
        below[rows.places.segments == segment] = seen
    return rows.stamp >= np.repeat(below, SEGMENT)
