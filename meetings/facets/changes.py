"""The 变更记录 of a record: what changed and why; who changed it, only where curators ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.curation import ROW_TYPES, history
from meetings.curation.anchors import words
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
class Source:
    """Who made a change and what can take it back: for curators, never for the public."""

    who: Any = None
    row: Any = None
    change: Change | None = None
    correction: Correction | None = None


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
    source: Source | None = None


def of_meeting(meeting: Any, *, named: bool = False) -> list[Told]:
    """Changes of a meeting that came with its reports, of these, their articles and facts."""
    return _of_told({Meeting: {"pgh_obj": meeting.pk}}, meeting.told, named=named)


def of_report(report: Report, *, named: bool = False) -> list[Told]:
    """Changes of a report, its article and its facts."""
    kinds = {Correction.RowType.MEETING}
    return _of_told({}, [report], named=named, without=kinds)


def of_article(article: Article, *, named: bool = False) -> list[Told]:
    """Changes of what an article says of itself."""
    made = Correction.objects.filter(sha256=article.sha256, row_type=Correction.RowType.ARTICLE)
    asked = {Article: {"pgh_obj": article.pk}}
    return _joined(asked, list(made.select_related("who").order_by("pk")), {}, named=named)


def of_fact(row: Any, *, named: bool = False) -> list[Told]:
    """Changes of one fact of a report."""
    report = row.report
    made = [
        one
        for one in _corrections({(report.article.sha256, report.ordinal)})
        if one.row_type == ROW_TYPES[type(row)]
        and one.anchor == words(report.article.text, row.start, row.end)
    ]
    return _joined({type(row): {"pgh_obj": row.pk}}, made, {report.pk: report}, named=named)


def _of_told(
    asked: dict[Any, dict[str, Any]],
    told: list[Any],
    *,
    named: bool,
    without: Iterable[str] = (),
) -> list[Told]:
    reports = {report.pk: report for report in told}
    if reports:
        asked |= {Report: {"pgh_obj__in": list(reports)}}
        asked |= {Article: {"pgh_obj__in": [report.article_id for report in told]}}
        asked |= {model: {"report__in": list(reports)} for model in FACTS}
    made = _corrections({(report.article.sha256, report.ordinal) for report in told})
    made = [one for one in made if one.row_type not in without]
    return _joined(asked, made, reports, named=named)


def _joined(
    asked: dict[Any, dict[str, Any]],
    made: list[Correction],
    reports: dict[int, Any],
    *,
    named: bool,
) -> list[Told]:
    """Changes with the corrections that made them, then the corrections that are left."""
    told, left = [], list(made)
    for row, change in _found(asked, named=named):
        reason = _reason_of(row, change, left, reports)
        if reason is not None:
            left.remove(reason)
        told.append(_told(row, change, reason, named=named))
    return _newest([*told, *(_of_correction(row, named=named) for row in left)])


def _found(asked: dict[Any, dict[str, Any]], *, named: bool) -> list[tuple[Any, Change]]:
    changes = history.named_changes if named else history.public_changes
    return [pair for model in history.touched(asked) for pair in changes(model, **asked[model])]


def of_official(official: Official, *, named: bool = False) -> list[Told]:
    """Changes of an official's own fields and names, and who was merged into this one."""
    asked = {Official: {"pgh_obj": official.pk}, OfficialName: {"official": official.pk}}
    merges = list(_merges(official, named=named))
    moments = [merge.moment for merge in merges]
    found = [
        _told(row, change, None, named=named)
        for row, change in _found(asked, named=named)
        if change.field != "merged_into" and not _of_merge(change, moments)
    ]
    return _newest([*found, *merges])


def _of_merge(change: Change, moments: list[datetime]) -> bool:
    """Whether a merge, which is told in words of its own, moved this."""
    near = (abs(moment - change.moment) < SAME_MOMENT for moment in moments)
    return change.field == "also_in" and any(near)


def _merges(official: Official, *, named: bool) -> Iterator[Told]:
    rows = OfficialMerge.objects.filter(Q(stays=official) | Q(gone=official))
    for merge in rows.select_related("gone__city", "stays__city", "who", "undone_by"):
        into = merge.gone_id == official.pk
        name = _merged(merge.stays if into else merge.gone)
        ends = {False: _("撤销合并"), True: _("并入") if into else _("合并")}
        by = (Source(who=merge.who), Source(who=merge.undone_by)) if named else (None, None)
        yield Told(
            merge.made_at, ends[True], "", "", name, by_person=True, why=merge.why, source=by[0]
        )
        if merge.undone_at:
            yield Told(merge.undone_at, ends[False], "", name, "", by_person=True, source=by[1])


def _merged(official: Official) -> str:
    place = official.city.name if official.city else _("地区不详")
    return f"{official.name}（{place}）"


def _newest(told: list[Told]) -> list[Told]:
    return sorted(told, key=lambda one: one.moment, reverse=True)[:MOST]


def _corrections(places: set[tuple[str, int]]) -> list[Correction]:
    """What people corrected in these reports, by hash and place, and in their articles."""
    if not places:
        return []
    rows = Correction.objects.filter(sha256__in={sha256 for sha256, _ in places})
    rows = rows.select_related("who").order_by("pk")
    return [
        row
        for row in rows
        if row.row_type == "article" or (row.sha256, row.report_ordinal) in places
    ]


def _told(row: Any, change: Change, reason: Correction | None, *, named: bool) -> Told:
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
        source=Source(change.who or (reason and reason.who), row, change) if named else None,
    )


def _reason_of(
    row: Any, change: Change, made: list[Correction], reports: dict[int, Any]
) -> Correction | None:
    """The correction that made a change: of this row, field and kind of act, at that moment."""
    kind, anchor = ROW_TYPES.get(type(row)), ""
    if report := reports.get(getattr(row, "report_id", None) or 0):
        anchor = words(report.article.text, row.start, row.end)
    near = [
        one
        for one in made
        if one.row_type == kind
        and _same_act(one, change)
        and abs(one.made_at - change.moment) < SAME_MOMENT
    ]
    near.sort(key=lambda one: (one.anchor != anchor, abs(one.made_at - change.moment)))
    return next(iter(near), None)


def _same_act(one: Correction, change: Change) -> bool:
    if change.field != "withdrawn_at":
        return one.field == change.field
    action = Correction.Action.REJECT if change.new else Correction.Action.RESTORE
    return one.action == action


def _words(model: type[Any], field: str, raw: Any, shown: str) -> str:
    """A value in the reader's language; a withdrawal tells whether the row is public."""
    if field == "withdrawn_at":
        return _("已撤下") if raw else _("公开")
    terms = KINDS.get(model) if field == "kind" else LISTS.get(field)
    term = terms.get(raw) if terms and isinstance(raw, str) else None
    return label(term) if term else shown


def _of_correction(row: Correction, *, named: bool) -> Told:
    """What a person decided before the archive was built anew, or added to it."""
    record = _(row.get_row_type_display())
    told: dict[str, Any] = {"moment": row.made_at, "by_person": True, "why": row.why}
    told["source"] = Source(row.who, correction=row) if named else None
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
