"""What to answer for a record that is not public or was asked for by another address."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from meetings.extraction.vocabulary import ReviewState
from meetings.models import Directive, Meeting
from meetings.querysets.held import PUBLIC


def gone(request: HttpRequest, what: str, reason: str, url: str = "") -> HttpResponse:
    """The page for what was withdrawn: status 410 with the reason and the way on."""
    context = {"what": what, "reason": reason, "url": url}
    return render(request, "410.html", context, status=410)


def instead_of_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """None for a public meeting, else its redirect, its 410 page or Http404."""
    if meeting.state in PUBLIC:
        return None
    if meeting.state == ReviewState.MERGED and meeting.merged_into is not None:
        return redirect(meeting.merged_into, permanent=True)
    if meeting.state == ReviewState.WITHDRAWN:
        return gone(request, "会议", meeting.state_reason)
    raise Http404


def instead_of_directive(request: HttpRequest, directive: Directive) -> HttpResponse | None:
    """None for a public directive, else what its meeting's state or its withdrawal asks for."""
    meeting = directive.report.meeting
    if instead := instead_of_meeting(request, meeting):
        return instead
    if directive.withdrawn_at or directive.report.withdrawn_at:
        reason = "较新的提取结果中已没有这条指令。"
        return gone(request, "指令", reason, meeting.get_absolute_url())
    return None


def canonical(request: HttpRequest, url: str) -> HttpResponsePermanentRedirect:
    """A permanent redirect that keeps the query string."""
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{asked}" if asked else url)
