"""Draw who took part, for the card of a meeting: a page has hundreds of names."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.extraction.vocabulary import Role
from meetings.filters.labels import label
from meetings.templatetags.people import Group, Person, roles
from meetings.templatetags.words import roman

register = template.Library()

# As many roles stand on a card.
MOST_ROLES = 3
GROUP = "<div><dt>{}</dt><dd>{}{}</dd></div>\n"
LINK = '<a href="{}{}{}">{}</a>{}{}'


@register.simple_tag
def took_part(reports: Iterable[Any]) -> SafeString:
    """The first people of the strongest roles, those who were only mentioned left out."""
    around = reverse("official", args=(1,)).rsplit("1", 1)
    groups = [group for group in roles(reports)[:MOST_ROLES] if group.role != Role.MENTIONED]
    return mark_safe("".join(_group(group, around) for group in groups))  # noqa: S308  # each is escaped


def _group(group: Group, around: list[str]) -> SafeString:
    people = mark_safe("、".join(_person(one, around) for one in group.shown))  # noqa: S308  # each is escaped
    return format_html(GROUP, label(group.role), people, _number(group))


def _person(person: Person, around: list[str]) -> SafeString:
    official, (before, after) = person.official, around
    post = f"（{person.posts[0]}）" if person.role == Role.CHAIR and person.posts else ""
    return format_html(LINK, before, official.pk, after, official.name, roman(official), post)


def _number(group: Group) -> str:
    number = len(group.people)
    said = _("等 %(people)s 人") % {"people": number}
    return f" {said}" if number > len(group.shown) else ""
