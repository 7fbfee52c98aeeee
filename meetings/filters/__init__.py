"""From a query string to a question, or to faults that a reader understands."""

from meetings.filters.faults import BadQuery, Fault
from meetings.filters.lists import ArticleFilter, OfficialFilter, RecordFilter
from meetings.filters.meetings import DirectiveFilter, HeldFilter, MeetingFilter
from meetings.filters.paging import Page, held_page, numbered_page

__all__ = [
    "ArticleFilter",
    "BadQuery",
    "DirectiveFilter",
    "Fault",
    "HeldFilter",
    "MeetingFilter",
    "OfficialFilter",
    "Page",
    "RecordFilter",
    "held_page",
    "numbered_page",
]
