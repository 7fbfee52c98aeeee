"""What stands around one meeting or one directive."""

from typing import Any

from django.urls import reverse

from meetings.facets.changes import of_meeting
from meetings.facets.glossary import explained
from meetings.facets.series import place_of
from meetings.filters import HeldFilter, beside
from meetings.models import Directive, Meeting


def meeting_sheet(found: HeldFilter, meeting: Meeting) -> dict[str, Any]:
    """A meeting with its neighbours: in its series and in the list it was opened from."""
    return {
        "meeting": meeting,
        "query": found.query,
        "beside": beside(found, meeting.pk, reverse("meetings")),
        "place": place_of(meeting),
        "changes": of_meeting(meeting),
        "glossary": explained(_terms(meeting)),
    }


def directive_sheet(found: HeldFilter, directive: Directive) -> dict[str, Any]:
    """A directive with its neighbours in the list it was opened from."""
    return {
        "directive": directive,
        "meeting": directive.report.meeting,
        "query": found.query,
        "beside": beside(found, directive.pk, reverse("directives")),
    }


def _terms(meeting: Any) -> set[str]:
    """The kind of a meeting and the roles of those who took part."""
    return {meeting.kind} | {one.role for report in meeting.told for one in report.people}
