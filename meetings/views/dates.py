"""The pages of the date archive."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.facets import dates_sheet


def dates(request: HttpRequest, year: int = 0, month: int = 0, day: int = 0) -> HttpResponse:
    """All years, or one year, month or day; empty ones are shown, impossible ones not found."""
    try:
        date(year or 1, month or 1, day or 1)
    except ValueError as fault:
        raise Http404 from fault
    return render(request, "meetings/dates.html", dates_sheet(year, month, day))
