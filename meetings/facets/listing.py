"""All that stands around the rows of a faceted list."""

from typing import Any

from meetings.facets.chips import chips, rescues
from meetings.facets.counts import facets_of
from meetings.facets.years import years_of
from meetings.filters import HeldFilter, Page
from meetings.filters.meetings import SORTS


def listing(found: HeldFilter, page: Page) -> dict[str, Any]:
    """What the template of a list needs: page, facets, chips, chart, order and ways out."""
    years = found.narrowed("date").by_year()
    sorts = SORTS if found.query else {k: v for k, v in SORTS.items() if k != "relevance"}
    return {
        "found": found,
        "page": page,
        "query": found.query,
        "typed": found.data.get("q", ""),
        "facets": facets_of(found, years),
        "years": years_of(years, found.address),
        "unknown_year": years.get(None, 0),
        "chips": chips(found),
        "rescues": [] if page.total else rescues(found),
        "sorts": sorts,
        "cleared": found.address.without(*(set(found.parameters) - {"q", "sort"})),
    }
