"""Find the row that a queued correction is about, and settle for the machine."""

from typing import Any

from django.db import transaction

from meetings.curation.anchors import ROW_TYPES, find_row, words
from meetings.curation.refusal import Refused
from meetings.curation.rows import Row, RowType
from meetings.curation.standings import keep_person
from meetings.curation.writing import correct
from meetings.models import Article, Correction, Report, Standing

MODELS = {row_type: model for model, row_type in ROW_TYPES.items()}


def row_of(correction: Correction) -> Any:
    """The stored row that a correction is about, None where there is none now."""
    if correction.row_type == RowType.ARTICLE:
        return Article.objects.filter(sha256=correction.sha256).first()
    report = _report(correction)
    if report is None or correction.row_type == RowType.REPORT:
        return report
    if correction.row_type == RowType.MEETING:
        return report.meeting
    return _fact(report, correction)


def _report(correction: Correction) -> Report | None:
    rows = Report.objects.filter(article__sha256=correction.sha256, withdrawn_at=None)
    found = list(rows.select_related("article", "meeting"))
    titled = [r for r in found if _anchor(r) and _anchor(r) == correction.report_anchor]
    if len(titled) == 1:
        return titled[0]
    return next((r for r in found if r.ordinal == correction.report_ordinal), None)


def _anchor(report: Report) -> str:
    return words(report.article.text, report.start, report.end)


def _fact(report: Report, correction: Correction) -> Any:
    model: Any = MODELS[RowType(correction.row_type)]
    text = report.article.text
    stored = list(model.objects.filter(report=report, withdrawn_at=None))
    rows = [Row(words(text, row.start, row.end), {"row": row}) for row in stored]
    found = find_row(rows, correction.row_type, correction.anchor)
    return found.values["row"] if found else None


@transaction.atomic
def take_machine(standing: Standing, *, who: Any) -> bool:
    """Write what the machine read as a new correction; False when settled. Raises `Refused`."""
    if standing.state != Standing.State.CONFLICT:
        msg = "这条更正所据的原文已找不到，没有机器新值可用：请选“以人工值为准”。"
        raise Refused(msg)
    if not keep_person(standing, who=who):
        return False
    correction = standing.correction
    row = row_of(correction)
    if row is None:
        msg = "这条更正所说的记录现在没有了：请重新提取文章再看。"
        raise Refused(msg)
    return correct(row, correction.field, standing.reading, who=who, why="采用机器的新值")
