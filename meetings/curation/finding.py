"""Find here whom a key of another archive means; make an official who is not here yet."""

from collections.abc import Iterable
from typing import Any

from meetings.curation.anchors import words
from meetings.curation.keys import Key, alike, first_of, moves
from meetings.models import (
    Attendance,
    City,
    Correction,
    MeetingMerge,
    Official,
    OfficialMerge,
    Report,
)

# An archive that knows none of so many namesakes is another archive.
MOST_ALIKE = 50


def find_official(key: Key, *, but: int | None = None) -> int | None:
    """The official that the first of these attendances named before any merge, else whom these
    corrections name, else the one who was read or made so. The first is the one that made the
    official; later ones may have joined by what a person said since.

    `but` is another official: who is told apart from them is found elsewhere where possible.
    """
    moved = moves(OfficialMerge, "attendances")
    found = [
        first_of(moved, *row)
        for sha256, ordinal, name in key.get("seen", ())
        for row in _rows(sha256, ordinal, name)
    ]
    if found:
        return _first(found, but)
    return _given(key) or next(iter(_alike(key)[key["place"] :]), None)


def _rows(sha256: str, ordinal: int, name: str) -> Iterable[tuple[int, int]]:
    rows = Attendance.objects.filter(report__article__sha256=sha256, withdrawn_at=None)
    return rows.filter(report__ordinal=ordinal, name=name).values_list("pk", "official")


def _given(key: Key) -> int | None:
    """Whom the corrections that name them there name here."""
    for sha256, row_type, anchor, made_at in key.get("given", ()):
        rows = Correction.objects.filter(sha256=sha256, row_type=row_type, anchor=anchor)
        for value in rows.filter(made_at=made_at).values_list("person_value", flat=True):
            official = value.get("official") if isinstance(value, dict) else value
            if official:
                return int(official)
    return None


def _alike(key: Key) -> list[int]:
    rows = alike(key["name"], city_of(key["city"]), by_hand=key.get("by_hand", False))
    return list(rows.values_list("pk", flat=True)[: MOST_ALIKE + 1])


def city_of(code: str) -> City | None:
    """The city of a code."""
    return City.objects.filter(code=code).first() if code else None


def make_official(key: Any) -> int | None:
    """The official of a key, made with those before where there are fewer.

    Where no city is known, namesakes have no order: one whom only corrections name is made.
    """
    if not isinstance(key, dict):
        return None
    if not key["city"] and key.get("given") and not key.get("seen"):
        return _given(key) or _made(key)
    if found := find_official(key):
        return found
    rows = _alike(key)
    while len(rows) <= min(key["place"], MOST_ALIKE):
        rows.append(_made(key))
    return int(rows[min(key["place"], MOST_ALIKE)])


def _made(key: Key) -> int:
    values = {name: key[name] for name in ("name", "pinyin", "sort_key")}
    by_hand = bool(key.get("by_hand"))
    return int(Official.objects.create(**values, city=city_of(key["city"]), by_hand=by_hand).pk)


def find_meeting(key: Key, *, but: int | None = None) -> int | None:
    """The meeting that the first of these reports told of before any merge."""
    moved = moves(MeetingMerge, "reports", "joined")
    reports = [report for told in key["told"] if (report := find_report(*told))]
    return _first([first_of(moved, report.pk, report.meeting_id) for report in reports], but)


def find_report(sha256: str, ordinal: int, anchor: str) -> Report | None:
    """The report of an article that bears these words as its title, else the one at its place."""
    rows = Report.objects.filter(article__sha256=sha256, withdrawn_at=None)
    known = list(rows.select_related("article", "meeting"))
    titled = [r for r in known if anchor and words(r.article.text, r.start, r.end) == anchor]
    placed = [report for report in known if report.ordinal == ordinal]
    return next(iter(titled if len(titled) == 1 else placed), None)


def _first(found: list[int], but: int | None) -> int | None:
    """The first who is another, the first of all where there is none."""
    return next((pk for pk in found if pk != but), next(iter(found), None))
