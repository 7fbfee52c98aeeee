"""All that stands around the rows of a faceted list."""

from typing import Any

from django.urls import reverse

from meetings.facets.chips import chips, rescues
from meetings.facets.counts import facets_of
from meetings.facets.named import hits
from meetings.facets.years import months_of, years_of
from meetings.filters import DirectiveFilter, HeldFilter, MeetingFilter, Page
from meetings.filters.meetings import SORTS
from meetings.models import Directive, Meeting

# Of each list: the name of the other, the parameters that it knows, its rows.
OTHER: dict[type[HeldFilter], tuple[str, type[HeldFilter], Any]] = {
    MeetingFilter: ("directives", DirectiveFilter, Directive),
    DirectiveFilter: ("meetings", MeetingFilter, Meeting),
}


def listing(found: HeldFilter, page: Page) -> dict[str, Any]:
    """What the template of a list needs: page, facets, chips, chart, order and ways out."""
    years = found.answer.by_year()
    one = only_year(found)
    months = found.answer.by_month(one) if one else {}
    path, kind, _ = OTHER[type(found)]
    other = found.address.moved(reverse(path), kind.parameters)
    sorts = SORTS if found.query else {k: v for k, v in SORTS.items() if k != "relevance"}
    return {
        "found": found,
        "page": page,
        "query": found.query,
        "typed": found.data.get("q", ""),
        "facets": facets_of(found, years),
        "years": years_of(years, found.address),
        "unknown_year": years.get(None, 0),
        "one_year": one,
        "months": months_of(one, months, found.address) if one else [],
        "charted": bool(months),
        "all_years": found.address.fresh().without("year", "month"),
        "hits": hits(found.data.get("q", "")) if is_start(found) else [],
        "chips": chips(found),
        "rescues": [] if page.total else rescues(found),
        "sorts": sorts,
        "other": other,
        "other_total": 0 if page.total else other_list(found).answer.total.number,
        "cleared": found.address.without(*(set(found.parameters) - {"q", "sort"})),
    }


def only_year(found: HeldFilter) -> int:
    """The year whose months the chart shows: the one that was chosen; 0 without."""
    years = found.chosen["year"]
    return years[0] if len(years) == 1 else 0


def is_start(found: HeldFilter) -> bool:
    """Whether this is the first page of an answer to words."""
    return bool(found.query) and not found.chosen["after"] and (found.chosen["page"] or 1) == 1


def other_list(found: HeldFilter) -> HeldFilter:
    """The same choice asked of the other list: directives for meetings, meetings for directives."""
    _, kind, model = OTHER[type(found)]
    other = kind(found.request.GET, queryset=model.objects.published(), request=found.request)
    other.faults()
    return other
