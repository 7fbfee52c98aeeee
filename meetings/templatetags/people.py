"""What all the reports of a meeting say together: people by role, agenda, directives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from meetings.extraction.vocabulary import Role
from meetings.models import Attendance, Official
from meetings.search.folding import fold

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
    """The directives or agenda items of all reports of a meeting, in order, each told once.

    What several reports tell in the same words stands where the first told it; the rows of the
    others are in its `again`.
    """
    found: dict[tuple[str, ...], Any] = {}
    for row in (row for report in reports for row in getattr(report, name)):
        key = (getattr(row, "speaker", ""), row.verb, fold(row.text))
        first = found.setdefault(key, row)
        if first is row:
            row.again = []
        elif first.report_id == row.report_id:
            row.again = []
            found[(*key, str(row.pk))] = row
        else:
            first.again.append(row)
    return list(found.values())


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
