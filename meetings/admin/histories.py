"""The history of a record as curators read it, and taking one change back."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from meetings.admin.base import Page
from meetings.admin.pages import told
from meetings.curation import ROW_TYPES, Refused, history
from meetings.ingest.facts import follow_city
from meetings.models import Article, Meeting, Official

UNDOABLE = {*ROW_TYPES, Official}


class WithHistory(Page):
    """Tables whose rows remember what they were."""

    object_history_template = "curation/history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change: when, who, what, from what, to what."""
        row = self.get_object(request, unquote(object_id))
        values: dict[str, Any] = dict(extra_context or {})
        if row is not None:
            values["moments"] = history.by_moment(history.changes_of(row))
            values["may_undo"] = type(row) in UNDOABLE and self.has_change_permission(request, row)
        return super().history_view(request, object_id, values)


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
    return redirect(f"admin:meetings_{model}_history", pk)
