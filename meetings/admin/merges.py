"""Undo a merge from the page of either record."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from meetings.admin.pages import told
from meetings.curation import Refused, duplicates, officials
from meetings.models import MeetingMerge, OfficialMerge

# By the name in the address: the table, what undoes a row of it, the page to go back to.
KINDS: dict[str, tuple[Any, Any, str]] = {
    "official": (OfficialMerge, officials.undo, "admin:meetings_official_change"),
    "meeting": (MeetingMerge, duplicates.undo, "admin:review"),
}


@require_POST
def undo(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Part two records again, as they were."""
    if kind not in KINDS:
        raise Http404
    model, act, page = KINDS[kind]
    if not request.user.has_perm(f"meetings.change_{kind}merge"):
        raise PermissionDenied
    merge = get_object_or_404(model, pk=pk)
    try:
        act(merge, who=request.user)
        messages.success(request, f"已撤销合并：“{merge.gone}”（#{merge.gone_id}）又是单独的记录。")
    except Refused as fault:
        told(request, fault)
    return redirect(page, merge.stays_id)
