"""Write what a person decided: the row at once, and a correction that outlives the row."""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from meetings import index
from meetings.curation import need
from meetings.curation.anchors import ROW_TYPES, Correctable, Fact, words
from meetings.curation.fields import CORRECTABLE, put, to_json
from meetings.curation.keys import CLOSED, KEYED
from meetings.curation.rows import RowType
from meetings.curation.rules import rule_of
from meetings.models import Article, Attendance, Correction, Directive, Meeting, Report
from meetings.models.base import columns

Who = AbstractBaseUser | AnonymousUser | None
Action = Correction.Action
_Row = TypeVar("_Row", bound=Correctable)


@transaction.atomic
def correct(
    row: Correctable, field: str, value: Any, *, who: Who, why: str = "", basis: str = ""
) -> bool:
    """Write one field and keep the correction; False when the field already had that value.

    `value` is plain JSON: a city is its code, an official an id. `basis` is the words of the
    article that the value rests on, where a person chose them. Raises ValueError for a field that
    is not corrected by hand and ValidationError for a value the field cannot hold.
    """
    if field not in CORRECTABLE[ROW_TYPES[type(row)]]:
        msg = f"{type(row).__name__}.{field} is not a field that people correct."
        raise ValueError(msg)
    standing = _locked(row)
    before = to_json(standing, field)
    if before == value:
        return False
    rule = rule_of(row, field)
    near = need.mates([standing.pk]) if isinstance(standing, Meeting) else set()
    saved = put(standing, field, value)
    standing.clean_fields(exclude=columns(type(row)).keys() - set(saved))
    put(row, field, value)
    _save(standing, saved)
    if isinstance(row, Meeting | Article) and isinstance(standing, Meeting | Article):
        row.version = standing.version
    _follow(standing, field)
    change = {"field": field, "machine_value": before, "person_value": value}
    _record(row, Action.CHANGE, change | {"why": why, "basis": basis, "rule": rule}, who=who)
    _refresh(row, near)
    return True


def note(row: Correctable, field: str, why: str, *, who: Who) -> None:
    """Keep why a field stays as it is."""
    value = to_json(row, field)
    change = {"field": field, "machine_value": value, "person_value": value, "why": why}
    _record(row, Action.CHANGE, change, who=who)


@transaction.atomic
def reject(row: Fact | Report, *, who: Who, why: str = "") -> bool:
    """Withdraw a fact or a report for good; False when it is withdrawn already."""
    if _locked(row).withdrawn_at is not None:
        return False
    _set_withdrawn(row, timezone.now())
    _record(row, Action.REJECT, {"why": why, "rule": rule_of(row)}, who=who)
    return True


@transaction.atomic
def restore(row: Fact | Report, *, who: Who, why: str = "") -> bool:
    """Take a rejection back; False when the row is not withdrawn."""
    if _locked(row).withdrawn_at is None:
        return False
    _set_withdrawn(row, None)
    _record(row, Action.RESTORE, {"why": why}, who=who)
    return True


@transaction.atomic
def add(row: Fact, *, who: Who, why: str = "") -> None:
    """Store a fact that the machine did not find; its span names the words it rests on."""
    row.full_clean()
    row.save()
    names = (*CORRECTABLE[ROW_TYPES[type(row)]], "start", "end", "ordinal")
    values = {name: to_json(row, name) for name in names if hasattr(row, name)}
    _record(row, Action.ADD, {"person_value": values, "why": why}, who=who)
    _refresh(row)


def speaks_of_meeting(report: Report) -> bool:
    """Whether a person's word on the meeting rests on this report."""
    rows = Correction.objects.filter(sha256=report.article.sha256, row_type=RowType.MEETING)
    anchor = words(report.article.text, report.start, report.end)
    own = rows.filter(report_anchor=anchor) if anchor else rows.none()
    return (own | rows.filter(report_ordinal=report.ordinal)).exists()


def _locked(row: _Row) -> _Row:
    rows = type(row).objects.select_for_update(of=("self",))
    return cast("_Row", rows.get(pk=row.pk))


def _save(row: Correctable, names: list[str]) -> None:
    if isinstance(row, Meeting | Article):
        row.version += 1
        names = [*names, "version"] + ["updated_at"] * isinstance(row, Meeting)
    row.save(update_fields=names)


def _follow(row: Correctable, field: str) -> None:
    """What a person in a report said is said by whoever the attendance names; reports that told
    of a meeting go on to tell of it when a person has made it another, or hid it."""
    if isinstance(row, Attendance) and field == "official":
        said = Directive.objects.filter(report_id=row.report_id, speaker=row.name)
        said.update(official_id=row.official_id)
    elif isinstance(row, Directive) and field == "speaker":
        _name_speaker(row)
    elif isinstance(row, Meeting) and (field in KEYED or getattr(row, field) in CLOSED):
        others = row.reports.filter(withdrawn_at=None, joined=False)
        if (first := _report_of(row)) is not None:
            others.exclude(pk=first.pk).update(joined=True)


def _name_speaker(row: Directive) -> None:
    """A speaker is the official of that name in the report, unless a person chose another."""
    if Correction.objects.filter(**(_key(row) or {}), field="official").exists():
        return
    came = Attendance.objects.filter(report_id=row.report_id, withdrawn_at=None, name=row.speaker)
    row.official_id = came.values_list("official", flat=True).first()
    row.save(update_fields=["official"])


def _set_withdrawn(row: Fact | Report, moment: Any) -> None:
    row.withdrawn_at = moment
    row.save(update_fields=["withdrawn_at"])
    _refresh(row)


def _refresh(row: Correctable, near: Iterable[int] = ()) -> None:
    """Make what is searched and what is urgent follow, and let two curators see each other's
    changes; `near` are the meetings that were of one day with it before."""
    if isinstance(row, Meeting):
        index.refresh([row.pk])
        need.refresh([row.pk, *near])
    elif isinstance(row, Article):
        index.refresh(row.reports.values_list("meeting_id", flat=True))
        need.refresh_articles([row.pk])
    else:
        report = row if isinstance(row, Report) else row.report
        Meeting.objects.filter(pk=report.meeting_id).update(version=F("version") + 1)
        index.refresh([report.meeting_id])
        need.refresh([report.meeting_id])
        need.refresh_articles([report.article_id])


def _record(row: Correctable, action: Action, values: dict[str, Any], *, who: Who) -> None:
    """Append the correction. A meeting without a report rests on no article: nothing to outlive."""
    key = _key(row)
    if key is None:
        return
    key |= {"action": action, "field": values.pop("field", "")}
    earlier = Correction.objects.filter(**key).last()
    if earlier and key["field"]:
        values |= {"machine_value": earlier.machine_value, "rule": earlier.rule}
    Correction.objects.create(**key, **values, who_id=who.pk if who else None)


def _key(row: Correctable) -> dict[str, Any] | None:
    row_type = ROW_TYPES[type(row)]
    if isinstance(row, Article):
        return {"sha256": row.sha256, "row_type": row_type}
    report = _report_of(row)
    if report is None:
        return None
    text = report.article.text
    is_fact = row_type not in {RowType.MEETING, RowType.REPORT}
    return {
        "sha256": report.article.sha256,
        "report_ordinal": report.ordinal,
        "report_anchor": words(text, report.start, report.end),
        "row_type": row_type,
        "anchor": words(text, row.start, row.end) if is_fact else "",  # type: ignore[union-attr]  # facts have both
    }


def _report_of(row: Model) -> Report | None:
    if isinstance(row, Meeting):
        told = row.reports.select_related("article")
        return told.order_by(F("withdrawn_at").asc(nulls_first=True), "joined", "id").first()
    return row if isinstance(row, Report) else row.report  # type: ignore[attr-defined]  # facts have one
