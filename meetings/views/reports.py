"""The page on which a reader reports an error, and the one that tells what became of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.curation import Refused
from meetings.curation.reporting import LONGEST, by_token, report

FORM = "meetings/report_error.html"


@never_cache
@require_http_methods(["GET", "POST"])
def report_error(request: HttpRequest) -> HttpResponse:
    """The form; what was written is never lost to a refusal."""
    sent = request.POST or request.GET
    page, text = str(sent.get("page", "/")), str(sent.get("text", ""))
    context = {"page": page, "text": text, "longest": LONGEST}
    if request.method == "GET":
        return render(request, FORM, context)
    try:
        kept = report(page, text, address=str(request.META.get("REMOTE_ADDR", "")))
    except Refused as fault:
        return render(request, FORM, {**context, "fault": str(fault)}, status=400)
    return redirect("reported_error", kept.token)


@never_cache
def reported_error(request: HttpRequest, token: str) -> HttpResponse:
    """Where a report stands; whoever has the address sees it."""
    if (kept := by_token(token)) is None:
        raise Http404
    return render(request, "meetings/report_error_status.html", {"report": kept})
