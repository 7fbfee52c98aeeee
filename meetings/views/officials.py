"""The pages of officials."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meetings.facets import official_sheet
from meetings.facets.people import official_facets
from meetings.filters import OfficialFilter, numbered_page
from meetings.models import Official
from meetings.views.records import renamed

PER_PAGE = 100


def official_list(request: HttpRequest) -> HttpResponse:
    """The officials by pinyin, found by name or pinyin."""
    found = OfficialFilter.of(request, Official.objects.published())
    page = numbered_page(found, found.narrowed().with_initial().with_counts(), PER_PAGE)
    context = {"page": page, "typed": request.GET.get("q", "")} | official_facets(found)
    return render(request, "meetings/official_list.html", context)


def official_detail(request: HttpRequest, pk: int, words: str = "") -> HttpResponse:
    """One official as seen in the archive; one that was merged redirects."""
    official = get_object_or_404(Official.objects.with_place(), pk=pk)
    if official.merged_into is not None:
        return redirect(official.merged_into, permanent=True)
    if instead := renamed(request, official, words):
        return instead
    sheet = official_sheet(official, reverse("meetings"), reverse("directives"))
    return render(request, "meetings/official_detail.html", sheet)
