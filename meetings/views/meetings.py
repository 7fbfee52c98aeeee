"""The pages of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meetings.citations import Form, of_meeting
from meetings.facets import home_sheet, listing, meeting_sheet
from meetings.filters import MeetingFilter, held_page
from meetings.models import Meeting
from meetings.views.records import cited, instead_of_meeting, renamed, review_url


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what is here and how to get at it."""
    return render(request, "meetings/home.html", home_sheet(reverse("meetings")))


def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings that answer the query string."""
    found = MeetingFilter.of(request, Meeting.objects.published())
    page = held_page(found)
    return render(request, "meetings/meeting_list.html", listing(found, page))


def meeting_detail(request: HttpRequest, pk: int, words: str = "") -> HttpResponse:
    """One meeting with all that its reports say; other words after its id redirect."""
    found = MeetingFilter.of(request, Meeting.objects.published())
    meeting = get_object_or_404(Meeting.objects.in_full(), pk=pk)
    if instead := instead_of_meeting(request, meeting) or renamed(request, meeting, words):
        return instead
    sheet = meeting_sheet(found, meeting) | {"review_url": review_url(request, meeting)}
    return render(request, "meetings/meeting_detail.html", sheet)


def meeting_citation(request: HttpRequest, pk: int, form: Form) -> HttpResponse:
    """A citation of one meeting as a file."""
    meeting = get_object_or_404(Meeting.objects.with_reports(), pk=pk)
    if instead := instead_of_meeting(request, meeting):
        return instead
    return cited(request, meeting, of_meeting, form)
