"""What all the reports of a meeting say together: people by role, agenda, directives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from meetings.extraction.vocabulary import Role
from meetings.models import Attendance, Official

register = template.Library()

# As many names of one role stand on a card.
MOST_NAMES = 4
# Strongest first, as in the vocabulary.
ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class Person:
    """One official of a meeting: strongest role, all printed posts, where first named."""

    official: Official
    role: Role
    posts: tuple[str, ...]
    attendance: Attendance


@dataclass(frozen=True)
class Group:
    """The people of one role in printed protocol order."""

    role: Role
    people: tuple[Person, ...]

    @property
    def shown(self) -> tuple[Person, ...]:
        """The first few, for a card."""
        return self.people[:MOST_NAMES]


@register.filter
def gathered(reports: Iterable[Any], name: str) -> list[Any]:
    """The rows of one kind of all reports of a meeting, in order."""
    return [row for report in reports for row in getattr(report, name)]


@register.filter
def roles(reports: Iterable[Any]) -> list[Group]:
    """The people of a meeting's reports by strongest role, strongest first.

    A report is one that `with_reports` fetched: its attendances are in `people`.
    """
    order = list(ROLES)
    people: dict[int, Person] = {}
    for one in (one for report in reports for one in report.people):
        known = people.get(one.official_id)
        role = min(one.role, known.role if known else one.role, key=order.index)
        posts = dict.fromkeys((*(known.posts if known else ()), *one.posts))
        first = known.attendance if known else one
        people[one.official_id] = Person(one.official, ROLES[role], tuple(posts), first)
    groups = (Group(role, tuple(p for p in people.values() if p.role == role)) for role in Role)
    return [group for group in groups if group.people]
