"""The tables of the archive: cities, officials, meetings, directives and what they rest on."""

from meetings.models.articles import Article, Original
from meetings.models.evidence import Claim, Correction
from meetings.models.facts import AgendaItem, Attendance, Directive, Quorum
from meetings.models.identity import MeetingMerge, MeetingPair, OfficialMerge, OfficialPair
from meetings.models.meetings import Meeting, Report
from meetings.models.people import Official, OfficialName
from meetings.models.places import City, CityName
from meetings.models.review import ArticleLease, ErrorReport, Lease, Rereading, Standing, Upload
from meetings.models.searched import DirectiveText, MeetingText, Posting, Seal

__all__ = [
    "AgendaItem",
    "Article",
    "ArticleLease",
    "Attendance",
    "City",
    "CityName",
    "Claim",
    "Correction",
    "Directive",
    "DirectiveText",
    "ErrorReport",
    "Lease",
    "Meeting",
    "MeetingMerge",
    "MeetingPair",
    "MeetingText",
    "Official",
    "OfficialMerge",
    "OfficialName",
    "OfficialPair",
    "Original",
    "Posting",
    "Quorum",
    "Report",
    "Rereading",
    "Seal",
    "Standing",
    "Upload",
]
