"""The history of a record as curators read it, and taking one change back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from meetings.admin.base import Page
from meetings.admin.pages import told
from meetings.curation import ROW_TYPES, Refused, history, traced
from meetings.facets import changes
from meetings.facets.changes import Told
from meetings.ingest.facts import follow_city, reidentify
from meetings.models import Article, Attendance, Correction, Meeting, Official, Report

if TYPE_CHECKING:
    from collections.abc import Callable

UNDOABLE = {*ROW_TYPES, Official}


@dataclass(frozen=True)
class Line:
    """One change, and the address and fields that take it back; none where it cannot be."""

    told: Told
    undo: str = ""
    model: str = ""
    row: int = 0


class WithHistory(Page):
    """Tables whose rows remember what they were."""

    object_history_template = "curation/history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change: when, who, what, from what, to what, why."""
        row = self.get_object(request, unquote(object_id))
        values: dict[str, Any] = dict(extra_context or {})
        if row is not None:
            values["lines"] = _lines(request, _told_of(row))
        return super().history_view(request, object_id, values)


def _told_of(row: Any) -> list[Told]:
    """What changed on a record and on all that it is made of."""
    if isinstance(row, Meeting):
        return changes.of_meeting(Meeting.objects.with_reports().get(pk=row.pk), named=True)
    kinds: dict[type[Any], Callable[..., list[Told]]] = {
        Report: changes.of_report,
        Article: changes.of_article,
        Official: changes.of_official,
    }
    tell: Callable[..., list[Told]] = kinds.get(type(row), changes.of_fact)
    return tell(row, named=True)


def _lines(request: HttpRequest, found: list[Told]) -> list[Line]:
    """Each change with its undo, where there is one and this curator may."""
    made = [one.source.correction for one in found if one.source and one.source.correction]
    traces = {trace.correction.pk: trace for trace in traced.traced(made)}
    return [_line(request, one, traces) for one in found]


def _line(request: HttpRequest, one: Told, traces: dict[int, traced.Trace]) -> Line:
    source = one.source
    if source is None:
        return Line(one)
    if source.correction is not None:
        trace = traces[source.correction.pk]
        may = trace.may_undo and may_change(request, trace.row)
        return Line(one, "correction", row=source.correction.pk) if may else Line(one)
    row, change = source.row, source.change
    if row is None or change is None or not history.may_undo(row, change):
        return Line(one)
    if not may_change(request, row):
        return Line(one)
    return Line(one, "change", str(row._meta.model_name), row.pk)  # noqa: SLF001  # a documented name


def may_change(request: HttpRequest, row: Any) -> bool:
    """Whether the curator may change rows of this table."""
    return bool(request.user.has_perm(f"meetings.change_{row._meta.model_name}"))  # noqa: SLF001


@require_POST
def undo_change(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Put one field back; the undoing is itself a change and a correction."""
    models = {found._meta.model_name: found for found in UNDOABLE}  # noqa: SLF001
    if model not in models:
        raise Http404
    if not request.user.has_perm(f"meetings.change_{model}"):
        raise PermissionDenied
    row = get_object_or_404(apps.get_model("meetings", model), pk=pk)
    event = request.POST.get("event", "")
    try:
        number = int(event) if event.isascii() and event.isdigit() and len(event) < 10 else 0
        field = request.POST.get("field", "")
        if history.undo(row, number, field, who=request.user):
            if field == "city" and isinstance(row, Meeting | Article):
                follow_city(row)
            messages.success(request, "已恢复为先前的值。")
        else:
            messages.info(request, "现在已是那个值。")
    except Refused as fault:
        told(request, fault)
    return _back(request, f"admin:meetings_{model}_history", pk)


@require_POST
def undo_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one correction back, by another."""
    made = get_object_or_404(Correction, pk=pk)
    name = traced.MODELS[made.row_type]._meta.model_name  # noqa: SLF001  # a documented name
    if not request.user.has_perm(f"meetings.change_{name}"):
        raise PermissionDenied
    try:
        row = traced.take_back(made, who=request.user)
        if isinstance(row, Attendance) and made.field == "name":
            reidentify(row)
        if made.field == "city" and isinstance(row, Meeting | Article):
            follow_city(row)
        messages.success(request, "已撤销这条更正。")
    except Refused as fault:
        told(request, fault)
    return _back(request, "admin:meetings_correction_changelist")


def _back(request: HttpRequest, page: str, *args: Any) -> HttpResponse:
    """To the page that was open, where it is one of ours."""
    address = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return redirect(address)
    return redirect(page, *args)
