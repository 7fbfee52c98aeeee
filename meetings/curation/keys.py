"""Name officials and meetings so that another archive finds them: by what tells of them.

Ids are an archive's own. An official is known by attendances that no person has moved, each the
hash of its article, the report's place and the printed name; else by name, city and place among
those of one name and city. A meeting is known by its reports.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from meetings.curation.anchors import words
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
# So many tell one from another; of an official with hundreds the rest says no more.
MOST_SEEN = 20
# An archive that knows none of so many namesakes is another archive.
MOST_ALIKE = 50


def name_official(pk: int) -> Any:
    """An official by name, city code and place among those of one name and city, from 0."""
    official = Official.objects.select_related("city").filter(pk=pk).first()
    if official is None:
        return None
    alike = Official.objects.filter(name=official.name, city=official.city, pk__lt=pk)
    return {
        "name": official.name,
        "pinyin": official.pinyin,
        "sort_key": official.sort_key,
        "city": official.city.code if official.city else "",
        "place": alike.count(),
    }


def make_official(told: Any) -> int | None:
    """The official of that name, city and place, made with those before where there are fewer."""
    if not isinstance(told, dict):
        return None
    own = {"name": told["name"], "city": _city(told["city"])}
    rest = {"pinyin": told["pinyin"], "sort_key": told["sort_key"]}
    place = min(told["place"], MOST_ALIKE)
    found = list(Official.objects.filter(**own).order_by("pk")[: place + 1])
    while len(found) <= place:
        found.append(Official.objects.create(**own, **rest))
    return int(found[place].pk)


def _city(code: str) -> City | None:
    return City.objects.filter(code=code).first() if code else None


class Naming:
    """The keys of this archive's officials and meetings, as they were before any merge."""

    def official(self, pk: int) -> Key:
        """The key of an official."""
        return {**name_official(pk), "seen": self._seen[pk][:MOST_SEEN]}

    def meeting(self, pk: int) -> Key:
        """The key of a meeting."""
        return {"told": self._told[pk][:MOST_SEEN]}

    @cached_property
    def _seen(self) -> dict[int, list[list[Any]]]:
        moved = _moved(OfficialMerge, "attendances")
        by_hand = _placed_by_hand()
        found: dict[int, list[list[Any]]] = defaultdict(list)
        rows = Attendance.objects.filter(withdrawn_at=None, report__withdrawn_at=None)
        rows = rows.filter(official__in=_concerned(OfficialMerge, "official"))
        told = rows.order_by("pk").values_list(
            "pk", "official", "report__article__sha256", "report__ordinal", "name"
        )
        for pk, official, sha256, ordinal, name in told:
            if (sha256, name) not in by_hand:
                found[_first(moved, pk, official)].append([sha256, ordinal, name])
        return found

    @cached_property
    def _told(self) -> dict[int, list[list[Any]]]:
        moved = _moved(MeetingMerge, "reports", "joined")
        found: dict[int, list[list[Any]]] = defaultdict(list)
        rows = Report.objects.filter(meeting__in=_concerned(MeetingMerge, "meeting"))
        for report in rows.select_related("article").order_by("withdrawn_at", "pk"):
            anchor = words(report.article.text, report.start, report.end)
            own = [report.article.sha256, report.ordinal, anchor]
            found[_first(moved, report.pk, report.meeting_id)].append(own)
        return found


def _moved(model: Any, *keys: str) -> list[tuple[int, int, set[int]]]:
    """The standing merges, newest first: from, to, and the rows that went along."""
    rows = model.objects.filter(undone_at=None).order_by("-pk")
    return [
        (row.gone_id, row.stays_id, {pk for key in keys for pk in row.moved.get(key, ())})
        for row in rows
    ]


def _first(moved: list[tuple[int, int, set[int]]], row: int, owner: int) -> int:
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
        found |= changed_officials()
    return found


def changed_officials() -> set[int]:
    """Officials whose name or pinyin was changed after they were made."""
    events: Any = Official._meta.get_field("events").related_model  # noqa: SLF001
    kept = Q(name=F("pgh_obj__name"), pinyin=F("pgh_obj__pinyin"))
    return set(events.objects.exclude(kept).values_list("pgh_obj", flat=True))


def _placed_by_hand() -> set[tuple[str, str]]:
    """Article and name of the attendances whose official a person chose."""
    rows = Correction.objects.filter(row_type=Correction.RowType.ATTENDANCE)
    chosen = rows.filter(field="official") | rows.filter(action=Correction.Action.ADD)
    return set(chosen.values_list("sha256", "anchor"))


def find_official(key: Key) -> int | None:
    """The official that most of these attendances named before any merge, else the one of that
    name and place."""
    moved = _moved(OfficialMerge, "attendances")
    found: Counter[int] = Counter()
    for sha256, ordinal, name in key["seen"]:
        rows = Attendance.objects.filter(report__article__sha256=sha256, withdrawn_at=None)
        rows = rows.filter(report__ordinal=ordinal, name=name)
        found.update(_first(moved, *row) for row in rows.values_list("pk", "official"))
    if found:
        return _most(found)
    alike = Official.objects.filter(name=key["name"], city=_city(key["city"])).order_by("pk")
    named = alike.values_list("pk", flat=True)[key["place"] : key["place"] + 1]
    return next(iter(named), None)


def find_meeting(key: Key) -> int | None:
    """The meeting that most of these reports told of before any merge."""
    moved = _moved(MeetingMerge, "reports", "joined")
    found: Counter[int] = Counter()
    for sha256, ordinal, anchor in key["told"]:
        rows = Report.objects.filter(article__sha256=sha256, withdrawn_at=None)
        if report := _report_of(rows.select_related("article"), ordinal, anchor):
            found[_first(moved, report.pk, report.meeting_id)] += 1
    return _most(found) if found else None


def _most(found: "Counter[int]") -> int:
    return min(found, key=lambda pk: (-found[pk], pk))


def _report_of(rows: Iterable[Report], ordinal: int, anchor: str) -> Report | None:
    known = list(rows)
    titled = [r for r in known if anchor and words(r.article.text, r.start, r.end) == anchor]
    placed = [report for report in known if report.ordinal == ordinal]
    return next(iter(titled if len(titled) == 1 else placed), None)


def root_of(model: type[Official] | type[Meeting], pk: int) -> int:
    """What a row has been merged into, itself where into nothing."""
    seen: set[int] = set()
    while pk not in seen:
        seen.add(pk)
        into = model._default_manager.filter(pk=pk).values_list("merged_into", flat=True).first()  # noqa: SLF001
        pk = into or pk
    return pk
