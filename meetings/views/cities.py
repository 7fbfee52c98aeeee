"""The pages of cities."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.facets import city_sheet, compare_sheet, provinces
from meetings.filters import CompareFilter
from meetings.models import City
from meetings.views.records import renamed


def city_list(request: HttpRequest) -> HttpResponse:
    """The provinces with the units in which meetings were held."""
    rows = provinces()
    held = sum(row.held for row in rows)
    context = {"provinces": rows, "held": held, "prefectures": sum(r.prefectures for r in rows)}
    return render(request, "meetings/city_list.html", context)


def city_detail(request: HttpRequest, code: str, words: str = "") -> HttpResponse:
    """One unit; an older code redirects, one that several units had offers the choice."""
    units = City.objects.by_code([code]).get(code, [])
    if len(units) > 1:
        context = {"code": code, "units": units}
        return render(request, "meetings/city_choice.html", context, status=300)
    if instead := _elsewhere(request, units, code, words):
        return instead
    return render(request, "meetings/city_detail.html", city_sheet(units[0], reverse("meetings")))


def _elsewhere(
    request: HttpRequest, units: list[City], code: str, words: str
) -> HttpResponse | None:
    if not units:
        raise Http404
    if units[0].code != code:
        return redirect("city", units[0].code, permanent=True)
    return renamed(request, units[0], words)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to six units side by side."""
    found = CompareFilter.of(request, City.objects.all())
    sheet = compare_sheet(found.cities, request.GET.get("add", ""))
    return render(request, "meetings/compare.html", sheet)
