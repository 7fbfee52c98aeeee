"""What can be chosen next to a list, with the number of rows that each choice gives."""

from meetings.facets.beside import compare_sheet
from meetings.facets.calendar import dates_sheet
from meetings.facets.chips import Chip, Rescue, chips, rescues
from meetings.facets.choices import Choice, Facet
from meetings.facets.counts import facets_of
from meetings.facets.faulty import fault_sheet
from meetings.facets.home import coverage, home_sheet
from meetings.facets.listing import listing
from meetings.facets.named import suggestions
from meetings.facets.people import official_sheet
from meetings.facets.places import city_sheet, provinces
from meetings.facets.record import directive_sheet, meeting_sheet
from meetings.facets.years import Year, years_of

__all__ = [
    "Chip",
    "Choice",
    "Facet",
    "Rescue",
    "Year",
    "chips",
    "city_sheet",
    "compare_sheet",
    "coverage",
    "dates_sheet",
    "directive_sheet",
    "facets_of",
    "fault_sheet",
    "home_sheet",
    "listing",
    "meeting_sheet",
    "official_sheet",
    "provinces",
    "rescues",
    "suggestions",
    "years_of",
]
