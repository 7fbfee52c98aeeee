"""From a query string to a question, or to faults that a reader understands."""

from meetings.filters.faults import BadQuery, Fault, QueryFault
from meetings.filters.lists import ArticleFilter, CompareFilter, OfficialFilter, RecordFilter
from meetings.filters.meetings import DirectiveFilter, HeldFilter, MeetingFilter
from meetings.filters.paging import Beside, Page, beside, held_page, numbered_page

__all__ = [
    "ArticleFilter",
    "BadQuery",
    "Beside",
    "CompareFilter",
    "DirectiveFilter",
    "Fault",
    "HeldFilter",
    "MeetingFilter",
    "OfficialFilter",
    "Page",
    "QueryFault",
    "RecordFilter",
    "beside",
    "held_page",
    "numbered_page",
]
