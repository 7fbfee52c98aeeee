"""The page on which many articles are read again, step by step."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from meetings.admin.base import ReadOnly
from meetings.admin.pages import allowed, context
from meetings.ingest import Outcome, rereading
from meetings.models import Article, Rereading

OUTCOMES = {
    Outcome.UPDATED.value: "有更新",
    Outcome.KEPT.value: "保留了人工更正",
    Outcome.UNCHANGED.value: "没有变化",
    "unreadable": "没有读成",
}


@allowed("review_meeting")
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a curator's own reading is; each POST reads on for a few seconds."""
    reading = get_object_or_404(Rereading, pk=pk, who=request.user)
    if request.method == "POST":
        rereading.read_some(reading)
        return redirect("admin:rereading", pk)
    known = Article.objects.defer("text", "blocks").in_bulk([pk for pk, _ in reading.faults])
    values = {
        "reading": reading,
        "total": len(reading.articles),
        "paused": "paused" in request.GET,
        "counts": [(OUTCOMES[key], reading.outcomes.get(key, 0)) for key in OUTCOMES],
        "faults": [(pk, known.get(pk), reason) for pk, reason in reading.faults],
    }
    return render(request, "curation/rereading.html", context(request, "重新提取", **values))


@admin.register(Rereading)
class RereadingAdmin(ReadOnly):
    """What was read again, and how far."""

    list_display = ("__str__", "page", "who", "made_at")
    list_select_related = ("who",)
    fields = ("page", "who", "made_at")

    @admin.display(description="进度")
    def page(self, row: Rereading) -> str:
        """A link to its page, which is its curator's own."""
        return format_html('<a href="{}">{}</a>', reverse("admin:rereading", args=[row.pk]), row)
