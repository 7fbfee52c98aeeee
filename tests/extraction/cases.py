"""A small text with what must be read in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from meetings.extraction.facts import Extraction
from meetings.extraction.report import extract

People = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """A text and what must come out; what is None is not asked."""

    rule: str
    text: str
    kind: str = "meeting_report"
    reason: str | None = None
    city: str | None = None
    meeting: dict[str, Any] = field(default_factory=dict)
    people: People | None = None
    agenda: list[tuple[str, str]] | None = None
    directives: list[tuple[str, str, int]] | None = None
    meetings: int | None = None


def people_of(found: Extraction) -> People:
    """Name to role and posts, of the first meeting."""
    return {p.name: (p.role, *(post.name for post in p.posts)) for p in found.meetings[0].officials}


def each(cases: Iterable[Case]) -> list[ParameterSet]:
    """The cases by the rule they tell."""
    return [pytest.param(case, id=case.rule) for case in cases]


def check(case: Case) -> None:
    """Read the text and compare what the case asks for."""
    found = extract(case.text)
    assert found.article.kind == case.kind
    if case.reason is not None:
        assert found.article.reason == case.reason
    if case.city is not None:
        assert (found.city.name if found.city else "") == case.city
    if case.meetings is not None:
        assert len(found.meetings) == case.meetings
    if case.kind == "not_meeting":
        assert found.meetings == ()
    if case.meeting:
        assert {name: getattr(found.meetings[0], name) for name in case.meeting} == case.meeting
    if case.people is not None:
        assert people_of(found) == case.people
    if case.agenda is not None:
        assert [(one.verb, one.text) for one in found.meetings[0].agenda] == case.agenda
    if case.directives is not None:
        told = [(one.verb, one.speaker, len(one.items)) for one in found.meetings[0].directives]
        assert told == case.directives
