"""What to answer for a record that is not public or was asked for by another address."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.citations import Form, Work
from meetings.extraction.vocabulary import ReviewState
from meetings.filters.names import canonical_url, slug
from meetings.models import Article, Directive, Meeting
from meetings.querysets.held import PUBLIC

if TYPE_CHECKING:
    from meetings.filters.names import Record

REVIEW = "meetings.review_meeting"


def gone(request: HttpRequest, what: str, reason: str, url: str = "") -> HttpResponse:
    """The page for what was withdrawn: status 410 with the reason and the way on."""
    context = {"what": what, "reason": reason, "url": url}
    return render(request, "410.html", context, status=410)


def instead_of_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """None for a public meeting, else its redirect or its 410 page.

    A rejected meeting was public while it waited, so whoever cited it is told what became of it.
    """
    if meeting.state in PUBLIC:
        return None
    if meeting.state == ReviewState.MERGED and meeting.merged_into is not None:
        return redirect(meeting.merged_into, permanent=True)
    reason = meeting.state_reason
    if meeting.state == ReviewState.REJECTED:
        reason = reason or _("经人工核对，这不是一场会议的报道。")
    return gone(request, _("会议"), reason)


def instead_of_article(request: HttpRequest, article: Article) -> HttpResponse | None:
    """None for a public article, else its 410 page with the reason."""
    if article.state == ReviewState.WITHDRAWN:
        return gone(request, _("文章"), article.state_reason)
    if article.state == ReviewState.REJECTED:
        return gone(request, _("文章"), article.state_reason or _("经人工核对，本库不收这篇文章。"))
    return None


def instead_of_directive(request: HttpRequest, directive: Directive) -> HttpResponse | None:
    """None for a public directive, else what its meeting's state or its withdrawal asks for."""
    meeting = directive.report.meeting
    if instead := instead_of_meeting(request, meeting):
        return instead
    if directive.withdrawn_at or directive.report.withdrawn_at:
        reason = _("较新的提取结果中已没有这条指令。")
        return gone(request, _("指令"), reason, meeting.get_absolute_url())
    return None


def review_url(request: HttpRequest, meeting: Meeting) -> str:
    """Where a signed-in curator reviews a meeting; empty for readers, of whom nothing is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = request.user
    return reverse("admin:review", args=[meeting.pk]) if user.has_perm(REVIEW) else ""


def renamed(request: HttpRequest, record: "Record", words: str) -> HttpResponse | None:
    """A permanent redirect from other words after an id to the right ones, query string kept.

    The bare id is a permalink and answers itself.
    """
    if not words or words.strip("/") == slug(record):
        return None
    asked = request.META.get("QUERY_STRING", "")
    url = canonical_url(record)
    return HttpResponsePermanentRedirect(f"{url}?{asked}" if asked else url)


def cited(
    request: HttpRequest, record: Any, work_of: Callable[[Any, str], Work], form: Form
) -> HttpResponse:
    """A citation of a record as a file to save."""
    work = work_of(record, request.build_absolute_uri(record.get_absolute_url()))
    response = HttpResponse(form.write(work), content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{work.key}.{form.ending}"'
    return response
