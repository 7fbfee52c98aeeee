"""Draw the choices of a facet: a page has a hundred of them, and a template takes long for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.facets.choices import Choice, Facet

register = template.Library()

CHOICE = (
    '<li><label><input type="checkbox" form="find" name="{}" value="{}"{}>'
    "<span>{}</span><b>{}{}</b></label>{}{}</li>"
)
EXCLUDE = '<button form="find" class="not" name="-{}" value="{}" aria-label="{}">−</button>'
UNDER = "\n<ul>{}{}</ul>"
REST = "<li><details><summary>{}</summary><ul>{}</ul></details></li>"


@dataclass(frozen=True)
class Words:
    """What the choices of a page say in its language."""

    about: str = field(default_factory=lambda: f"{_('约')} ")
    exclude: str = field(default_factory=lambda: _("排除%(label)s"))
    rest: str = field(default_factory=lambda: _("其余 %(rest)s 个"))


@register.simple_tag
def choices(facet: Facet, some: Iterable[Choice]) -> SafeString:
    """List items, each a box to tick with its number, and the choices under it."""
    return mark_safe(_drawn(facet, some, Words()))  # noqa: S308  # each is escaped


def _drawn(facet: Facet, some: Iterable[Choice], words: Words) -> str:
    return "".join(_choice(facet, one, words) for one in some)


def _choice(facet: Facet, choice: Choice, words: Words) -> str:
    return CHOICE.format(
        escape(facet.name),
        escape(choice.value),
        " checked" if choice.checked else "",
        escape(choice.label),
        escape(words.about) if facet.about else "",
        choice.count,
        _exclusion(facet, choice, words) if facet.can_exclude and not choice.checked else "",
        _under(facet, choice, words) if choice.under else "",
    )


def _exclusion(facet: Facet, choice: Choice, words: Words) -> str:
    said = words.exclude % {"label": choice.label}
    return EXCLUDE.format(escape(facet.name), escape(choice.value), escape(said))


def _under(facet: Facet, choice: Choice, words: Words) -> str:
    rest = escape(words.rest % {"rest": len(choice.rest)})
    more = REST.format(rest, _drawn(facet, choice.rest, words)) if choice.rest else ""
    return UNDER.format(_drawn(facet, choice.under, words), more)
