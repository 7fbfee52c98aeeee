"""Find the rows that corrections are about, tell what each changed, and take one back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from meetings.curation.anchors import ROW_TYPES, words
from meetings.curation.fields import to_json
from meetings.curation.history import shown
from meetings.curation.refusal import Refused
from meetings.curation.review import decide
from meetings.curation.writing import correct, reject, restore
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, City, Correction, Meeting, Official, Report

Action, RowType = Correction.Action, Correction.RowType
MODELS: dict[str, Any] = {kind.value: model for model, kind in ROW_TYPES.items()}
FACTS = (RowType.ATTENDANCE, RowType.AGENDA, RowType.DIRECTIVE, RowType.QUORUM)
WHY = "撤销更正"
# What follows another field, and is not taken back alone.
FOLLOWS = {"state_reason"}
DONE = {Action.ADD: "添加", Action.REJECT: "删去", Action.RESTORE: "恢复"}


@dataclass
class Trace:
    """A correction with the row it is about, None where that is gone, and what it changed."""

    correction: Correction
    article: Article | None
    meeting: Meeting | None
    row: Any
    old: Any
    before: str = ""
    after: str = ""

    @property
    def label(self) -> str:
        """The field in words, or what was done to the row."""
        made = self.correction
        if made.action != Action.CHANGE:
            return DONE[Action(made.action)]
        return str(_field(made).verbose_name)

    @property
    def record(self) -> str:
        """The kind of row, with the words that tell it from others of its kind."""
        made = self.correction
        return f"{made.get_row_type_display()} {made.anchor[:20]}".strip()

    @property
    def may_undo(self) -> bool:
        """Whether the row still is as this correction left it, and can be put back."""
        made, row = self.correction, self.row
        if row is None:
            return False
        if made.action != Action.CHANGE:
            dropped = made.action == Action.REJECT
            return hasattr(row, "withdrawn_at") and (row.withdrawn_at is not None) == dropped
        if made.field in FOLLOWS or getattr(row, "withdrawn_at", None) is not None:
            return False
        if made.field == "state" and not may_return(row, self.old):
            return False
        return bool(to_json(row, made.field) == made.person_value != self.old)


def may_return(record: Any, state: Any) -> bool:
    """Whether a record may be set back to an earlier state alone."""
    barred = {ReviewState.MERGED, ReviewState.WITHDRAWN}
    return state not in barred and record.state != ReviewState.MERGED


def traced(made: Iterable[Correction]) -> list[Trace]:
    """Corrections with their rows, in a number of questions that does not grow with them."""
    rows = list(made)
    hashes = {one.sha256 for one in rows}
    articles = {
        article.sha256: article
        for article in Article.objects.filter(sha256__in=hashes).select_related("city")
    }
    reports = _reports(rows, articles)
    facts = {kind: _facts(kind, rows, reports) for kind in FACTS}
    before = _earlier(hashes)
    found = []
    for one in rows:
        report = reports.get((one.sha256, one.report_ordinal))
        row = _row(one, articles.get(one.sha256), report, facts)
        meeting = report.meeting if report else None
        found.append(Trace(one, articles.get(one.sha256), meeting, row, before.get(one.pk)))
    _say(found)
    return found


def _reports(rows: list[Correction], articles: dict[str, Article]) -> dict[Any, Report]:
    if all(one.report_ordinal is None for one in rows):
        return {}
    told = Report.objects.filter(article__in=articles.values()).select_related("meeting__city")
    by_id = {article.pk: article for article in articles.values()}
    found = {}
    for report in told.order_by("pk"):
        report.article = by_id[report.article_id]
        found[report.article.sha256, report.ordinal] = report
    return found


def _facts(kind: str, rows: list[Correction], reports: dict[Any, Report]) -> dict[Any, list[Any]]:
    """The rows of a kind by report and the words they rest on, live ones first."""
    wanted = {(one.sha256, one.report_ordinal) for one in rows if one.row_type == kind}
    asked = {reports[key].pk: reports[key] for key in wanted if key in reports}
    if not asked:
        return {}
    found: dict[Any, list[Any]] = {}
    for row in MODELS[kind].objects.filter(report__in=asked).order_by("pk"):
        row.report = asked[row.report_id]
        anchor = words(row.report.article.text, row.start, row.end)
        found.setdefault((row.report_id, anchor), []).append(row)
    for same in found.values():
        same.sort(key=lambda row: row.withdrawn_at is not None)
    return found


def _row(one: Correction, article: Any, report: Any, facts: dict[Any, Any]) -> Any:
    if one.row_type == RowType.ARTICLE:
        return article
    if report is None or one.row_type in (RowType.REPORT, RowType.MEETING):
        return report.meeting if report and one.row_type == RowType.MEETING else report
    alike = facts[RowType(one.row_type)].get((report.pk, one.anchor), [])
    if one.field:
        exact = [row for row in alike if to_json(row, one.field) == one.person_value]
        return next(iter([*exact, *alike]), None)
    return next(iter(alike), None)


def _earlier(hashes: set[str]) -> dict[int, Any]:
    """What stood before each change: what a person had said last, else what the machine read."""
    rows = Correction.objects.filter(sha256__in=hashes, action=Action.CHANGE).order_by("pk")
    keys = ("sha256", "report_ordinal", "report_anchor", "row_type", "anchor", "field")
    last: dict[Any, Any] = {}
    found = {}
    for pk, old, new, *key in rows.values_list("pk", "machine_value", "person_value", *keys):
        found[pk] = last.get(tuple(key), old)
        last[tuple(key)] = new
    return found


def _say(found: list[Trace]) -> None:
    """Put the values before and after in words."""
    values = [(one.correction.field, v) for one in found for v in (one.old, _new(one))]
    codes = {value for field, value in values if field == "city" and value}
    people = {value for field, value in values if field == "official" and value}
    cities = dict(City.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    named = Official.objects.in_bulk(people) if people else {}
    names = {pk: f"{official} #{pk}" for pk, official in named.items()}
    for one in found:
        one.before, one.after = _ends(one, {"city": cities, "official": names})


def _new(one: Trace) -> Any:
    return one.correction.person_value if one.correction.field else None


def _ends(one: Trace, known: dict[str, dict[Any, str]]) -> tuple[str, str]:
    made = one.correction
    if made.action == Action.CHANGE:
        table = known.get(made.field)
        if table is not None:
            return tuple(table.get(v, str(v or "")) for v in (one.old, made.person_value))  # type: ignore[return-value]  # two of them
        return shown(_field(made), one.old), shown(_field(made), made.person_value)
    told = made.anchor or (_added(made) if made.action == Action.ADD else "")
    return (told, "") if made.action == Action.REJECT else ("", _added(made) or told)


def _added(made: Correction) -> str:
    """The words of a row that a person added."""
    values: dict[str, Any] = made.person_value or {}
    inner = values.get("meeting", values)
    parts: Iterator[Any] = (inner.get(name) for name in ("name", "text", "group", "title"))
    return str(next(filter(None, parts), ""))


def _field(made: Correction) -> Any:
    return MODELS[made.row_type]._meta.get_field(made.field)  # noqa: SLF001  # a documented name


@transaction.atomic
def take_back(made: Correction, *, who: Any) -> Any:
    """Put back what one correction changed, by another; the row. Raises `Refused`."""
    [trace] = traced([made])
    if not trace.may_undo:
        msg = "这条更正不能再单独撤销：后来又改过，或记录已不在。请在记录的变更记录中看。"
        raise Refused(msg)
    row = trace.row
    if made.action == Action.REJECT:
        restore(row, who=who, why=WHY)
    elif made.action != Action.CHANGE:
        reject(row, who=who, why=WHY)
    elif made.field == "state":
        decide(row, trace.old, who=who, why=WHY)
    else:
        correct(row, made.field, trace.old, who=who, why=WHY)
    return row


def decision_of(record: Meeting | Article) -> Correction | None:
    """The last correction that set a record's state: who, when, why."""
    made = Correction.objects.filter(row_type=ROW_TYPES[type(record)], field="state")
    if isinstance(record, Article):
        return made.filter(sha256=record.sha256).select_related("who").last()
    told = dict(record.reports.values_list("article__sha256", "ordinal"))
    rows = made.filter(sha256__in=told).select_related("who").order_by("-pk")
    return next((one for one in rows if told[one.sha256] == one.report_ordinal), None)
