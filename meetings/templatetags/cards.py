"""Draw the cards of a list: a page has twenty, with hundreds of names, and a template is slow."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from meetings.extraction.vocabulary import Role
from meetings.filters.labels import label
from meetings.filters.names import meeting_name
from meetings.models.articles import SHORT
from meetings.search.query import Query
from meetings.templatetags.marks import cuts, highlighted
from meetings.templatetags.passages import passage_snippets, report_snippets
from meetings.templatetags.people import Group, Person, roles
from meetings.templatetags.words import edtf, label_in, place, roman, saying, state_class

register = template.Library()

# As many roles stand on a card.
MOST_ROLES = 3


@dataclass(frozen=True)
class Page:
    """What the cards of one page share: the query, the list's query string, ready for links, and
    what stands before and after the key of a record in its address.
    """

    query: Query | None
    trail: str
    meeting: tuple[str, str]
    article: tuple[str, str]
    official: tuple[str, str]
    directive: tuple[str, str]

    @classmethod
    def of(cls, query: Query | None, trail: str) -> "Page":
        """Ask for each kind of address once."""
        around = (_around(name) for name in ("meeting", "article", "official", "directive"))
        return cls(query, escape(trail), *around)


def _around(name: str) -> tuple[str, str]:
    key = "1" * SHORT
    before, after = reverse(name, args=(key,)).rsplit(key, 1)
    return before, after


@register.simple_tag
def meeting_cards(meetings: Iterable[Any], query: Query | None, trail: str = "") -> SafeString:
    """A card for each meeting: when, where, what, the words searched for, who, and the source."""
    page = Page.of(query, trail)
    return mark_safe("".join(_meeting(one, page) for one in meetings))  # noqa: S308  # each is escaped


@register.simple_tag
def directive_cards(directives: Iterable[Any], query: Query | None, trail: str = "") -> SafeString:
    """A card for each directive: when and where, who said it, the words, and the meeting."""
    page = Page.of(query, trail)
    return mark_safe("".join(_directive(one, page) for one in directives))  # noqa: S308  # each is escaped


def _meeting(meeting: Any, page: Page) -> str:
    before, after = page.meeting
    report = meeting.told[0] if meeting.told else None
    state = escape(label_in(meeting, "state"))
    return (
        f'<article class="card hit">\n<p class="meta"><time{_day(meeting)}>{_where(meeting)}'
        f' <span class="tag {state_class(meeting.state)}">{state}</span></p>\n'
        f'<h3><a href="{before}{meeting.pk}{after}{page.trail}">'
        f"{highlighted(meeting_name(meeting), page.query)}</a></h3>\n"
        f"{_excerpt(meeting.title, report, page) if report else ''}"
        f'<dl class="roles">{_took_part(meeting.told, page)}</dl>\n'
        f"{_source(meeting.told, page) if report else ''}</article>\n"
    )


def _day(meeting: Any) -> str:
    if meeting.date_first and meeting.date_first == meeting.date_last:
        return f' datetime="{meeting.date_first.isoformat()}"'
    return ""


def _where(meeting: Any) -> str:
    """The date in words, which closes its element, the place and the kind."""
    kind = f' <span class="tag">{escape(label_in(meeting, "kind"))}</span>' if meeting.kind else ""
    where = place(meeting.city) or _("地区不详")
    return f"{escape(edtf(meeting.date_edtf))}</time> <span>{escape(where)}</span>{kind}"


def _excerpt(title: str, report: Any, page: Page) -> str:
    """The headline, where it is not the meeting's name, and the text around the words."""
    printed = report.article.title
    head = ""
    if printed and printed != title:
        head = f'<p class="quiet">{highlighted(printed, page.query)}</p>\n'
    return f'{head}<p class="cut">{cuts(report_snippets(report, page.query))}</p>\n'


def _took_part(reports: Iterable[Any], page: Page) -> str:
    """The first people of the strongest roles, those who were only mentioned left out."""
    groups = [group for group in roles(reports)[:MOST_ROLES] if group.role != Role.MENTIONED]
    return "".join(_group(group, page) for group in groups)


def _group(group: Group, page: Page) -> str:
    people = "、".join(_person(one, page) for one in group.shown)
    number = len(group.people)
    more = escape(_("等 %(people)s 人") % {"people": number}) if number > len(group.shown) else ""
    return (
        f"<div><dt>{escape(label(group.role))}</dt><dd>{people}{more and f' {more}'}</dd></div>\n"
    )


def _person(person: Person, page: Page) -> str:
    before, after = page.official
    official = person.official
    post = f"（{person.posts[0]}）" if person.role == Role.CHAIR and person.posts else ""
    link = f'<a href="{before}{official.pk}{after}">{escape(official.name)}</a>'
    return f"{link}{escape(roman(official) + post)}"


def _source(reports: list[Any], page: Page) -> str:
    article = reports[0].article
    before, after = page.article
    told = {"text": len(article.text), "acquired_at": localtime(article.acquired_at).date()}
    said = escape(_("· 原文 %(text)s 字 · 收录于 %(acquired_at)s") % told)
    others = len(reports)
    more = f" {escape(_('· 共 %(told)s 篇报道') % {'told': others})}" if others > 1 else ""
    return (
        f'<p class="source">{escape(_("来源："))}'
        f'<a href="{before}{article.sha256[:SHORT]}{after}">'
        f"{escape(article.outlet or article.source_name)}</a> {said}{more}</p>\n"
    )


def _directive(directive: Any, page: Page) -> str:
    meeting = directive.report.meeting
    (before, after), (to, on) = page.directive, page.meeting
    shown = passage_snippets(directive.text, page.query)
    return (
        f'<article class="card hit">\n<p class="meta"><time>{_where(meeting)}</p>\n'
        f'<h3><a href="{before}{directive.pk}{after}{page.trail}">'
        f"{escape(saying(directive))}</a></h3>\n"
        f'<p class="cut">{cuts(shown)}</p>\n'
        f'<p class="source">{escape(_("出自"))} <a href="{to}{meeting.pk}{on}">'
        f"{escape(meeting_name(meeting))}</a>{_size(directive)}</p>\n</article>\n"
    )


def _size(directive: Any) -> str:
    said = [_("· %(items)s 个分项") % {"items": len(directive.items)}] if directive.items else []
    said.append(_("· %(text)s 字") % {"text": len(directive.text)})
    return "".join(f" {escape(part)}" for part in said)
