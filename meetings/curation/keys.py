"""Name officials and meetings so that another archive finds them: by what tells of them.

Ids are an archive's own. An official is known by attendances that no person has moved (`seen`),
each the hash of its article, the report's place and the printed name; else by the corrections that
name them (`given`); else by what they were read or made as: name, city, and place among those of
one name and city. What a person changed since (name, pinyin, 所在地) is no part of the key. A
meeting is known by its reports.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from meetings.curation.anchors import words
from meetings.extraction.vocabulary import ReviewState
from meetings.models import (
    Attendance,
    City,
    Correction,
    Meeting,
    MeetingMerge,
    MeetingPair,
    Official,
    OfficialMerge,
    OfficialName,
    OfficialPair,
    Report,
)

Key = dict[str, Any]
Moved = list[tuple[int, int, set[int]]]
# So many tell one from another; of an official with hundreds the rest says no more.
MOST_SEEN = 20
# What makes a meeting that sitting and no other; and states in which it takes no further report.
KEYED = ("city", "organ", "kind", "number", "date_edtf")
CLOSED = (ReviewState.REJECTED.value, ReviewState.WITHDRAWN.value, ReviewState.MERGED.value)
# The table of what officials were.
EVENTS: Any = Official._meta.get_field("events").related_model  # noqa: SLF001


def alike(name: str, city: City | None, *, by_hand: bool) -> "QuerySet[Official]":
    """The officials who were read or made with this name in this city, in their order."""
    told = EVENTS.objects.filter(pgh_obj=OuterRef("pk")).order_by("pgh_id").values("name")[:1]
    ever = Q(name=name) | Q(pk__in=EVENTS.objects.filter(name=name).values("pgh_obj"))
    there = Q(city_by_hand=False, city=city) | Q(city_by_hand=True, city_read=city)
    rows = Official.objects.annotate(told=Coalesce(Subquery(told), F("name")))
    return rows.filter(ever, there, told=name, by_hand=by_hand).order_by("pk")


class Naming:
    """The keys of this archive's officials and meetings, as they were before any merge."""

    def official(self, pk: int, *, whole: bool = False) -> Key | None:
        """The key of an official, None where there is none; `whole` with all that is seen."""
        official = Official.objects.select_related("city", "city_read").filter(pk=pk).first()
        if official is None:
            return None
        first = EVENTS.objects.filter(pgh_obj=pk).order_by("pgh_id").first() or official
        city = official.city_read if official.city_by_hand else official.city
        before = alike(first.name, city, by_hand=official.by_hand).filter(pk__lt=pk)
        return {
            "name": first.name,
            "pinyin": first.pinyin,
            "sort_key": first.sort_key,
            "city": city.code if city else "",
            "by_hand": official.by_hand,
            "place": before.count(),
            "seen": self._seen[pk] if whole else self._seen[pk][:MOST_SEEN],
            "given": self._given[pk][:MOST_SEEN],
        }

    def meeting(self, pk: int) -> Key:
        """The key of a meeting."""
        return {"told": [own for _, own in self._reports[pk][:MOST_SEEN]]}

    def together(self) -> Iterator[list[list[Any]]]:
        """The reports of each meeting that a person's word made another than was read: the one
        that the word rests on first, then each with whether it stays whatever it says."""
        merged = {pk for row in _standing(MeetingMerge) for pk in row.moved.get("reports", ())}
        for rows in self._reports.values():
            live = [(r.joined and r.pk not in merged, r.pk, own) for r, own in rows if _lives(r)]
            if len(live) > 1:
                yield [[*own, joined] for joined, _, own in sorted(live)]

    @cached_property
    def _given(self) -> dict[int, list[list[str]]]:
        found: dict[int, list[list[str]]] = defaultdict(list)
        for official, key in pointing():
            found[official].append(key)
        return found

    @cached_property
    def _seen(self) -> dict[int, list[list[Any]]]:
        moved = moves(OfficialMerge, "attendances")
        by_hand = placed_by_hand()
        found: dict[int, list[list[Any]]] = defaultdict(list)
        rows = Attendance.objects.filter(withdrawn_at=None, report__withdrawn_at=None)
        own = _concerned(OfficialMerge, "official") | set(self._given) | _read_before()
        rows = rows.filter(official__in=own)
        told = rows.order_by("pk").values_list(
            "pk", "official", "report__article__sha256", "report__ordinal", "name"
        )
        for pk, official, sha256, ordinal, name in told:
            if (sha256, name) not in by_hand:
                found[first_of(moved, pk, official)].append([sha256, ordinal, name])
        return found

    @cached_property
    def _reports(self) -> dict[int, list[tuple[Report, list[Any]]]]:
        moved = moves(MeetingMerge, "reports", "joined")
        found: dict[int, list[tuple[Report, list[Any]]]] = defaultdict(list)
        rows = Report.objects.filter(meeting__in=_concerned(MeetingMerge, "meeting"))
        live = F("withdrawn_at").asc(nulls_first=True)
        for report in rows.select_related("article").order_by(live, "pk"):
            anchor = words(report.article.text, report.start, report.end)
            own = [report.article.sha256, report.ordinal, anchor]
            found[first_of(moved, report.pk, report.meeting_id)].append((report, own))
        return found


def _lives(report: Report) -> bool:
    return report.withdrawn_at is None


def pointing() -> Iterator[tuple[int, list[str]]]:
    """Each official whom a correction names, with the key of that correction."""
    rows = Correction.objects.filter(Q(field="official") | Q(action=Correction.Action.ADD))
    for row in rows.exclude(person_value=None).order_by("pk"):
        value = row.person_value
        official = value.get("official") if isinstance(value, dict) else value
        if isinstance(official, int):
            yield official, [row.sha256, row.row_type, row.anchor, row.made_at.isoformat()]


def _read_before() -> set[int]:
    """Officials whom a person found in a row and replaced."""
    rows = Correction.objects.filter(field="official").exclude(machine_value=None)
    return {value for value in rows.values_list("machine_value", flat=True) if value}


def _standing(model: Any) -> Any:
    return model.objects.filter(undone_at=None).order_by("-pk")


def moves(model: Any, *keys: str) -> Moved:
    """The standing merges, newest first: from, to, and the rows that went along."""
    return [
        (row.gone_id, row.stays_id, {pk for key in keys for pk in row.moved.get(key, ())})
        for row in _standing(model)
    ]


def first_of(moved: Moved, row: int, owner: int) -> int:
    """Whose a row was before any merge."""
    for gone, stays, rows in moved:
        if stays == owner and row in rows:
            owner = gone
    return owner


def _concerned(merges: Any, kind: str) -> set[int]:
    """Whoever stands in a merge or a verdict, or has what a person gave."""
    found = set(merges.objects.values_list("stays", flat=True))
    found |= set(merges.objects.values_list("gone", flat=True))
    pairs: Any = OfficialPair if kind == "official" else MeetingPair
    for side in ("one", "other"):
        judged = pairs.objects.exclude(verdict=pairs.Verdict.OPEN)
        found |= set(judged.values_list(side, flat=True))
    if kind == "official":
        found |= set(OfficialName.objects.values_list("official", flat=True))
        return found | changed_officials()
    moved = Report.objects.filter(Q(joined=True) | Q(article__sha256__in=told_anew()))
    return found | set(moved.values_list("meeting", flat=True))


def told_anew() -> set[str]:
    """The articles of meetings that a person made another than was read, or hid."""
    rows = Correction.objects.filter(row_type=Correction.RowType.MEETING)
    hidden = Q(field="state", person_value__in=CLOSED)
    return set(rows.filter(Q(field__in=KEYED) | hidden).values_list("sha256", flat=True))


def changed_officials() -> set[int]:
    """Officials whom a person made, or gave another name, pinyin or city."""
    kept = Q(name=F("pgh_obj__name"), pinyin=F("pgh_obj__pinyin"))
    renamed = set(EVENTS.objects.exclude(kept).values_list("pgh_obj", flat=True))
    own = Official.objects.filter(Q(by_hand=True) | Q(city_by_hand=True))
    return renamed | set(own.values_list("pk", flat=True))


def placed_by_hand(**among: Any) -> set[tuple[str, str]]:
    """Article and name of the attendances whose official a person chose, `among` these."""
    rows = Correction.objects.filter(row_type=Correction.RowType.ATTENDANCE, **among)
    chosen = rows.filter(field="official") | rows.filter(action=Correction.Action.ADD)
    return set(chosen.values_list("sha256", "anchor"))


def root_of(model: type[Official] | type[Meeting], pk: int) -> int:
    """What a row has been merged into, itself where into nothing."""
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        into = model._default_manager.filter(pk=pk).values_list("merged_into", flat=True).first()  # noqa: SLF001
        pk = into or pk
    return pk
