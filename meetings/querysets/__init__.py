"""The questions that pages ask of the archive."""

from meetings.querysets.articles import ArticleQuerySet, ReportQuerySet
from meetings.querysets.facts import AttendanceQuerySet, DirectiveQuerySet
from meetings.querysets.meetings import MeetingQuerySet
from meetings.querysets.people import OfficialQuerySet
from meetings.querysets.places import CityQuerySet

__all__ = [
    "ArticleQuerySet",
    "AttendanceQuerySet",
    "CityQuerySet",
    "DirectiveQuerySet",
    "MeetingQuerySet",
    "OfficialQuerySet",
    "ReportQuerySet",
]
