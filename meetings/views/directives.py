"""The pages of directives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meetings.facets import listing
from meetings.filters import DirectiveFilter, MeetingFilter, RecordFilter, held_page
from meetings.models import Directive
from meetings.views.records import canonical, instead_of_directive


def directive_list(request: HttpRequest) -> HttpResponse:
    """The directives that answer the query string."""
    found = DirectiveFilter.of(request, Directive.objects.published())
    page = held_page(found, found.ordered().for_list())
    other = found.address.moved(reverse("meetings"), MeetingFilter.parameters)
    return render(request, "meetings/directive_list.html", listing(found, page) | {"other": other})


def directive_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One directive, and the article with its words marked."""
    query = RecordFilter.of(request, Directive.objects.none()).query
    directive = get_object_or_404(Directive.objects.with_meeting(), pk=pk)
    if instead := instead_of_directive(request, directive):
        return instead
    context = {"directive": directive, "meeting": directive.report.meeting, "query": query}
    return render(request, "meetings/directive_detail.html", context)


def directive_words(request: HttpRequest, pk: int, words: str) -> HttpResponse:  # noqa: ARG001
    """Words after an id are decoration: to the address without them."""
    return canonical(request, reverse("directive", args=(pk,)))
