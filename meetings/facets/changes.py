"""The public 变更记录 of a meeting and of an official: what changed, never who changed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from meetings.curation import history
from meetings.curation.history import Change
from meetings.extraction import vocabulary as vocab
from meetings.filters.labels import label
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Correction,
    Directive,
    Meeting,
    Official,
    OfficialMerge,
    OfficialName,
    Quorum,
    Report,
)

# So many are shown; a record that was read again often has more than anybody reads.
MOST = 200
# A correction and the change that it made lie no further apart.
SAME_MOMENT = timedelta(seconds=30)
FACTS: tuple[Any, ...] = (Attendance, AgendaItem, Directive, Quorum)
LISTS: dict[str, type[vocab.Term]] = {
    "state": vocab.ReviewState,
    "organ": vocab.Organ,
    "role": vocab.Role,
    "relation": vocab.Relation,
    "reason": vocab.Reason,
}
KINDS: dict[type[Any], type[vocab.Term]] = {Article: vocab.ArticleKind, Meeting: vocab.Kind}


@dataclass(frozen=True)
class Told:
    """One change as readers see it; `field` is a path that `field_words` knows."""

    moment: datetime
    record: str
    field: str
    before: str
    after: str
    by_person: bool
    why: str = ""


def of_meeting(meeting: Any) -> list[Told]:
    """Changes of a meeting that came with its reports, of these, their articles and facts."""
    reports = [report.pk for report in meeting.told]
    asked: dict[Any, dict[str, Any]] = {Meeting: {"pgh_obj": meeting.pk}}
    if reports:
        asked |= {Report: {"pgh_obj__in": reports}}
        asked |= {Article: {"pgh_obj__in": [report.article_id for report in meeting.told]}}
        asked |= {model: {"report__in": reports} for model in FACTS}
    found = _found(asked)
    made = _corrections({(report.article.sha256, report.ordinal) for report in meeting.told})
    told, used = [], set()
    for row, change in found:
        reason = _reason_of(row, change, made)
        used.add(reason and reason.pk)
        told.append(_told(row, change, reason))
    return _newest([*told, *(_of_correction(row) for row in made if row.pk not in used)])


def _found(asked: dict[Any, dict[str, Any]]) -> list[tuple[Any, Change]]:
    return [
        pair
        for model in history.touched(asked)
        for pair in history.public_changes(model, **asked[model])
    ]


def of_official(official: Official) -> list[Told]:
    """Changes of an official's own fields and names, and who was merged into this one."""
    asked = {Official: {"pgh_obj": official.pk}, OfficialName: {"official": official.pk}}
    found = [(row, change) for row, change in _found(asked) if change.field != "merged_into"]
    return _newest([*(_told(row, change, None) for row, change in found), *_merges(official)])


def _merges(official: Official) -> Iterator[Told]:
    for merge in OfficialMerge.objects.filter(stays=official).select_related("gone__city"):
        place = merge.gone.city.name if merge.gone.city else _("地区不详")
        name = f"{merge.gone.name}（{place}）"
        yield Told(merge.made_at, _("合并"), "", "", name, by_person=True, why=merge.why)
        if merge.undone_at:
            yield Told(merge.undone_at, _("撤销合并"), "", name, "", by_person=True)


def _newest(told: list[Told]) -> list[Told]:
    return sorted(told, key=lambda one: one.moment, reverse=True)[:MOST]


def _corrections(places: set[tuple[str, int]]) -> list[Correction]:
    """What people corrected in these reports, by hash and place, and in their articles."""
    if not places:
        return []
    rows = Correction.objects.filter(sha256__in={sha256 for sha256, _ in places}).order_by("pk")
    return [
        row
        for row in rows
        if row.row_type == "article" or (row.sha256, row.report_ordinal) in places
    ]


def _told(row: Any, change: Change, reason: Correction | None) -> Told:
    before, after = (
        _words(type(row), change.field, raw, shown)
        for raw, shown in ((change.old, change.before), (change.new, change.after))
    )
    return Told(
        moment=change.moment,
        record=_record(row),
        field=change.field,
        before=before,
        after=after,
        by_person=change.by_person or reason is not None,
        why=reason.why if reason else "",
    )


def _reason_of(row: Any, change: Change, made: list[Correction]) -> Correction | None:
    """The correction that made a change: of this kind of row and field, at that moment."""
    kind = type(row)._meta.model_name  # noqa: SLF001  # a documented name
    kind = "agenda" if kind == "agendaitem" else kind
    for one in made:
        same = one.field == change.field or (change.field == "withdrawn_at" and not one.field)
        if same and one.row_type == kind and abs(one.made_at - change.moment) < SAME_MOMENT:
            return one
    return None


def _words(model: type[Any], field: str, raw: Any, shown: str) -> str:
    """A value in the reader's language; a withdrawal tells whether the row is public."""
    if field == "withdrawn_at":
        return _("已撤下") if raw else _("公开")
    terms = KINDS.get(model) if field == "kind" else LISTS.get(field)
    term = terms.get(raw) if terms and isinstance(raw, str) else None
    return label(term) if term else shown


def _of_correction(row: Correction) -> Told:
    """What a person decided before the archive was built anew, or added to it."""
    record = _(row.get_row_type_display())
    told: dict[str, Any] = {"moment": row.made_at, "by_person": True, "why": row.why}
    if row.action == Correction.Action.ADD:
        return Told(record=record, field="", before="", after=_added(row), **told)
    if row.action != Correction.Action.CHANGE:
        dropped = row.action == Correction.Action.REJECT
        ends = (_("公开"), _("已撤下")) if dropped else (_("已撤下"), _("公开"))
        record = f"{record} {row.anchor[:20]}".strip()
        return Told(record=record, field="withdrawn_at", before=ends[0], after=ends[1], **told)
    model = {"article": Article, "meeting": Meeting}.get(row.row_type, Report)
    before, after = (
        _words(model, row.field, raw, _plain(row.field, raw))
        for raw in (row.machine_value, row.person_value)
    )
    return Told(record=record, field=row.field, before=before, after=after, **told)


def _plain(field: str, value: Any) -> str:
    if field == "official" and value:
        return str(Official.objects.filter(pk=value).first() or "")
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _added(row: Correction) -> str:
    """The words of a fact that a person added."""
    values: dict[str, Any] = row.person_value or {}
    inner = values.get("meeting", values)
    words = (inner.get(name) for name in ("name", "text", "group", "title"))
    return str(next(filter(None, words), ""))


def _record(row: Any) -> str:
    """What kind of row, with the words that tell it from others of its kind."""
    kinds = {
        Meeting: _("会议"),
        Report: _("报道"),
        Article: _("文章"),
        Attendance: _("与会"),
        AgendaItem: _("议程"),
        Directive: _("指令"),
        Quorum: _("出席人数"),
        Official: _("官员"),
        OfficialName: _("其他姓名"),
    }
    word = {Attendance: "name", Directive: "speaker", Quorum: "group"}.get(type(row), "")
    return f"{kinds[type(row)]} {getattr(row, word)}" if word else kinds[type(row)]
