"""The pages of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meetings.facets import home_sheet, listing
from meetings.filters import MeetingFilter, RecordFilter, held_page
from meetings.models import Meeting
from meetings.views.records import canonical, instead_of_meeting


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what is here and how to get at it."""
    return render(request, "meetings/home.html", home_sheet(reverse("meetings")))


def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings that answer the query string."""
    found = MeetingFilter.of(request, Meeting.objects.published())
    page = held_page(found, found.ordered().for_list())
    context = listing(found, page) | {
        "other": found.address.moved(reverse("directives"), found.parameters)
    }
    return render(request, "meetings/meeting_list.html", context)


def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with all that its reports say."""
    query = RecordFilter.of(request, Meeting.objects.none()).query
    meeting = get_object_or_404(Meeting.objects.in_full(), pk=pk)
    if instead := instead_of_meeting(request, meeting):
        return instead
    context = {"meeting": meeting, "query": query, "typed": request.GET.get("q", "")}
    return render(request, "meetings/meeting_detail.html", context)


def meeting_words(request: HttpRequest, pk: int, words: str) -> HttpResponse:  # noqa: ARG001
    """Words after an id are decoration: to the address without them."""
    return canonical(request, reverse("meeting", args=(pk,)))
