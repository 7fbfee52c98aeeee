"""Cities side by side."""

from typing import Any

from django.urls import reverse

from meetings.extraction import vocabulary as vocab
from meetings.facets.calendar import coverage_calendar
from meetings.facets.series import continuity
from meetings.facets.years import Year, years_of
from meetings.filters.address import Address
from meetings.filters.labels import label
from meetings.filters.lists import MOST_COMPARED
from meetings.models import Attendance, City, Meeting

MOST_FOUND = 12
MOST_HEADS = 4


def compare_sheet(cities: list[City], words: str) -> dict[str, Any]:
    """The columns of the table, one for each city, and the cities found by `words` to add."""
    path = reverse("compare")
    address = Address(path, tuple(("city", city.code) for city in cities))
    found = City.objects.answering(words).in_being() if words.strip() else City.objects.none()
    columns = [_column(city, address) for city in cities]
    return {
        "columns": columns,
        "kinds": _lines(columns, "kind", vocab.Kind),
        "organs": _lines(columns, "organ", vocab.Organ),
        "years": _aligned(columns),
        "typed": words,
        "found": [
            (city, str(address.plus("city", city.code)))
            for city in found.select_related("parent")[:MOST_FOUND]
        ],
        "full": len(cities) >= MOST_COMPARED,
        "most": MOST_COMPARED,
    }


def _column(city: City, address: Address) -> dict[str, Any]:
    meetings = Meeting.objects.published().in_division([city.code])
    own = Address(reverse("meetings"), (("city", city.code),))
    years = meetings.by_year()
    runs = continuity(city)
    months = coverage_calendar(meetings.by_year_and_month())
    return {
        "city": city,
        "without": str(address.dropped("city", city.code)),
        "address": own,
        "total": sum(years.values()),
        "by_year": years,
        "years": years_of(years, own),
        "organ": meetings.counted_by("organ"),
        "kind": meetings.counted_by("kind"),
        "heads": Attendance.objects.live().in_city(city).heads().posts_seen()[:MOST_HEADS],
        "held": sum(run.held for run in runs),
        "missing": sum(run.missing for run in runs),
        "months": sum(bool(month.count) for row in months for month in row.months),
        "months_all": 12 * len(months),
    }


def _lines(
    columns: list[dict[str, Any]], name: str, terms: type[vocab.Term]
) -> list[tuple[str, list[tuple[int, str]]]]:
    """A line for each term that any city has: its numbers with the lists they lead to."""
    return [
        (
            label(term),
            [
                (c[name].get(term.value, 0), str(c["address"].plus(name, term.value)))
                for c in columns
            ],
        )
        for term in terms
        if any(c[name].get(term.value) for c in columns)
    ]


def _aligned(columns: list[dict[str, Any]]) -> list[tuple[int, list[Year]]]:
    """Every year that any city has, with a bar for each city."""
    years = sorted({year for c in columns for year in c["by_year"] if year})
    return [
        (
            year,
            [
                Year(year, c["by_year"].get(year, 0), str(c["address"].plus("year", year)))
                for c in columns
            ],
        )
        for year in years
    ]
