"""Join officials who are one person, undo it, and part those who are two."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from meetings import index
from meetings.curation import namesakes
from meetings.curation.refusal import Refused
from meetings.curation.writing import correct
from meetings.models import (
    Attendance,
    Directive,
    Official,
    OfficialMerge,
    OfficialName,
    OfficialPair,
)

Verdict = OfficialPair.Verdict


@dataclass(frozen=True)
class Preview:
    """What a merge would move, and what speaks against it."""

    gone: Official
    stays: Official
    attendances: int
    directives: int
    same_meetings: list[Any]
    same_reports: list[Any]


@transaction.atomic
def judge(one: Official, other: Official, verdict: str, *, who: Any) -> OfficialPair:
    """Remember whether two officials are one person; merging is another step."""
    pair, _ = OfficialPair.objects.update_or_create(
        **_sides(one, other), defaults={"verdict": verdict, "who_id": who and who.pk}
    )
    return pair


def preview(gone: Official, stays: Official) -> Preview:
    """What merging one official into another would do; nothing is written."""
    own = Attendance.objects.filter(official=gone, withdrawn_at=None)
    others = Attendance.objects.filter(official=stays, withdrawn_at=None)
    met = own.filter(report__meeting__in=others.values("report__meeting"))
    told = own.filter(report__in=others.values("report"))
    return Preview(
        gone,
        stays,
        own.count(),
        Directive.objects.filter(official=gone, withdrawn_at=None).count(),
        list(met.select_related("report__meeting")[:20]),
        list(told.select_related("report__article")[:20]),
    )


@transaction.atomic
def merge(gone: Official, stays: Official, *, who: Any, why: str = "") -> OfficialMerge:
    """Make one official part of another; `undo` takes it back. Raises `Refused`.

    All attendances and directives move; the address of the one that goes leads to the other.
    """
    gone, stays = _locked(gone, stays)
    if found := _against(gone, stays):
        raise Refused(found)
    attendances = Attendance.objects.filter(official=gone)
    directives = Directive.objects.filter(official=gone)
    before = OfficialPair.objects.filter(**_sides(gone, stays)).first()
    moved = {
        "verdict": before.verdict if before else Verdict.OPEN,
        "attendances": list(attendances.order_by("pk").values_list("pk", flat=True)),
        "directives": list(directives.order_by("pk").values_list("pk", flat=True)),
        "also_in": list(stays.also_in),
        "names": _lend_names(gone, stays),
    }
    attendances.update(official=stays)
    directives.update(official=stays)
    gone.merged_into = stays
    gone.save(update_fields=["merged_into"])
    stays.also_in = sorted({*stays.also_in, *_units(gone, stays)})
    stays.save(update_fields=["also_in"])
    judge(gone, stays, Verdict.YES, who=who)
    namesakes.refresh([gone.pk, stays.pk])
    done = OfficialMerge.objects.create(gone=gone, stays=stays, moved=moved, who=who, why=why)
    _search(done)
    return done


def _locked(gone: Official, stays: Official) -> tuple[Official, Official]:
    rows = Official.objects.select_for_update(of=("self",)).order_by("pk")
    rows = rows.select_related("city", "city_read").filter(pk__in=(gone.pk, stays.pk))
    found = {official.pk: official for official in rows}
    return found[gone.pk], found[stays.pk]


def _against(gone: Official, stays: Official) -> str:
    if gone.pk == stays.pk:
        return "这是同一位官员：请选两位。"
    if gone.merged_into_id or stays.merged_into_id:
        return "其中一位已并入他人：请刷新页面，选合并后的那一位。"
    own = Attendance.objects.filter(official=gone, withdrawn_at=None)
    both = own.filter(
        report__in=Attendance.objects.filter(official=stays, withdrawn_at=None).values("report")
    ).select_related("report__article")
    if found := both.first():
        return f"同一篇报道《{found.report.article}》中两人都在：请先删去其中一行，再合并。"
    return ""


def _units(gone: Official, stays: Official) -> set[str]:
    """Where the one that stays stands besides its own city, since the other does."""
    home = {city.code for city in stays.homes()}
    return {*gone.also_in, *(city.code for city in gone.homes())} - home


def _lend_names(gone: Official, stays: Official) -> list[int]:
    """Have the one that stays be found by the other's names; the ids of the names made."""
    names = {gone.name, *gone.other_names.values_list("name", flat=True)}
    names -= {stays.name, *stays.other_names.values_list("name", flat=True)}
    made = [OfficialName.objects.create(official=stays, name=name) for name in sorted(names)]
    return [name.pk for name in made]


@transaction.atomic
def undo(merge: OfficialMerge, *, who: Any) -> None:
    """Give an official back all that a merge moved, as it was. Raises `Refused`."""
    row = OfficialMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    gone, stays = _locked(row.gone, row.stays)
    if row.undone_at is not None:
        msg = "这次合并已经撤销。"
        raise Refused(msg)
    if stays.merged_into_id is not None:
        msg = f"{stays} 后来又并入了别人：请先撤销后一次合并。"
        raise Refused(msg)
    _give_back(row, gone, stays)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    _lend_again(row, stays)
    row.undone_at, row.undone_by = timezone.now(), who
    row.save(update_fields=["undone_at", "undone_by"])
    _ask_again(row, gone, stays, who=who)
    namesakes.refresh([gone.pk, stays.pk])
    _search(row)


def _ask_again(row: OfficialMerge, gone: Official, stays: Official, *, who: Any) -> None:
    """Say of the two what was said before the merge; what nobody had judged is asked again."""
    verdict = row.moved.get("verdict", Verdict.OPEN)
    if verdict in (Verdict.OPEN, Verdict.YES):
        OfficialPair.objects.filter(**_sides(gone, stays)).delete()
    else:
        judge(gone, stays, verdict, who=who)


def _sides(one: Official, other: Official) -> dict[str, Any]:
    low, high = sorted((one, other), key=lambda official: official.pk)
    return {"one": low, "other": high}


def _search(merge: OfficialMerge) -> None:
    """Have those whom a merge moved be searched for as who they are now."""
    rows = Attendance.objects.filter(pk__in=merge.moved["attendances"])
    index.refresh(rows.values_list("report__meeting", flat=True))


def _give_back(row: OfficialMerge, gone: Official, stays: Official) -> None:
    """What a person has since given to others stays theirs."""
    for model, key in ((Attendance, "attendances"), (Directive, "directives")):
        rows: Any = model._default_manager.filter(pk__in=row.moved[key], official=stays)  # noqa: SLF001  # a documented name
        rows.update(official=gone)
    OfficialName.objects.filter(pk__in=row.moved["names"], official=stays).delete()


def _lend_again(row: OfficialMerge, stays: Official) -> None:
    """Set names and units to what they would be had this merge never been."""
    later = list(
        OfficialMerge.objects.filter(stays=stays, undone_at=None, pk__gt=row.pk)
        .select_related("gone__city", "gone__city_read")
        .order_by("pk")
    )
    lent = set().union(*(_units(one.gone, stays) for one in (row, *later)))
    units = {*row.moved["also_in"], *(set(stays.also_in) - lent)}
    for one in later:
        one.moved["also_in"] = sorted(units)
        one.moved["names"] += _lend_names(one.gone, stays)
        one.save(update_fields=["moved"])
        units |= _units(one.gone, stays)
    stays.also_in = sorted(units)
    stays.save(update_fields=["also_in"])


@transaction.atomic
def split(official: Official, attendances: Iterable[Attendance], *, who: Any, why: str) -> Official:
    """Make another official of some attendances; each move is a correction. Raises `Refused`."""
    chosen = list(attendances)
    live = Attendance.objects.filter(official=official, withdrawn_at=None)
    if not chosen or live.exclude(pk__in=[row.pk for row in chosen]).count() == 0:
        msg = "请选一部分与会记录：至少一条，也至少留下一条。"
        raise Refused(msg)
    other = Official.objects.create(
        name=official.name,
        pinyin=official.pinyin,
        sort_key=official.sort_key,
        city=official.city,
    )
    for row in chosen:
        correct(row, "official", other.pk, who=who, why=why)
    judge(official, other, Verdict.NO, who=who)
    namesakes.refresh([official.pk, other.pk])
    return other


def merges_of(official: Official) -> "QuerySet[OfficialMerge]":
    """The standing merges of and into an official, newest first."""
    rows = OfficialMerge.objects.filter(Q(stays=official) | Q(gone=official), undone_at=None)
    return rows.select_related("gone", "stays").order_by("-pk")
