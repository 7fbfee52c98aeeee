"""All that stands around the rows of a faceted list."""

from typing import Any

from django.urls import reverse

from meetings.facets.asked import asked
from meetings.facets.chips import GROUPS, chips, rescues, total_of
from meetings.facets.counts import facets_of
from meetings.facets.meant import Ways, ways
from meetings.facets.named import hits
from meetings.facets.years import months_of, years_of
from meetings.filters import DirectiveFilter, HeldFilter, MeetingFilter, Page
from meetings.index import Count
from meetings.models import Directive, Meeting
from meetings.querysets.held import UNKNOWN

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
    beyond = Count(0) if page.total else total_of(other_list(found).answer)
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
        "about": not found.answer.is_exact("date"),
        "undated": found.address.fresh().without(*GROUPS["date"]).plus("date", UNKNOWN),
        "all_years": found.address.fresh().without("year", "month"),
        "hits": hits(found.data.get("q", "")) if is_start(found) else [],
        "asked": asked(found),
        "chips": chips(found),
        "ways": Ways() if page.total else ways(found),
        "rescues": [] if page.total else rescues(found),
        "sorts": found.sorts,
        "other": found.address.moved(reverse(path), kind.parameters),
        "other_total": beyond.number,
        "other_about": not beyond.exact,
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
