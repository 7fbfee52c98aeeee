"""Write a text with its marked passages as HTML: escape first, then mark.

Promise: the text of the markup (tags stripped, entities resolved) is the source, code point
for code point. References are empty links whose sign the stylesheet draws.
"""

import html
import re
from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from meetings.filters import QueryFault
from meetings.search.highlights import Snippet, find_hits
from meetings.search.passages import Mark, Node, nested
from meetings.search.query import Query

register = template.Library()

# Passages that hold whole sentences: never one big link, but a small reference at their head.
LONG = {"directive", "here", "agenda", "quorum"}
HIT = '<mark class="m m-hit">{}</mark>'
# A line with its end, or what is left of one.
LINE = re.compile(r"[^\n]*\n|[^\n]+")


def marked(text: str, marks: Iterable[Mark]) -> SafeString:
    """The text as paragraphs, one for each line, with every mark an element."""
    return _run(_paragraph(text, line) for line in nested(text, marks))


def _run(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  # each is escaped


def _paragraph(text: str, line: list[Node]) -> SafeString:
    inner = _written(text, line)
    if not text[line[0].start : line[-1].end].strip():
        return format_html('<p class="gap">{}</p>', inner)
    return format_html("<p>{}</p>", inner)


def _written(text: str, nodes: Iterable[Node]) -> SafeString:
    return _run(_node(text, node) for node in nodes)


def _node(text: str, node: Node) -> SafeString:
    if node.mark is None:
        return escape(text[node.start : node.end])
    inner = _written(text, node.children)
    mark = node.mark
    anchor = format_html(' id="t-{}"', mark.key) if mark.key else ""
    if mark.kind.startswith("b-"):
        return format_html('<span class="{}">{}</span>', mark.kind, inner)
    if mark.href and mark.kind not in LONG and not _has_link(node.children):
        form = '<a class="m m-{}"{} href="{}">{}</a>'
        return format_html(form, mark.kind, anchor, mark.href, inner)
    reference = _reference(mark) if mark.kind in LONG and mark.href and mark.key else ""
    return format_html('<mark class="m m-{}"{}>{}{}</mark>', mark.kind, anchor, reference, inner)


def _has_link(nodes: Iterable[Node]) -> bool:
    return any((node.mark and node.mark.href) or _has_link(node.children) for node in nodes)


def _reference(mark: Mark) -> SafeString:
    form = '<a class="ref" href="{}" aria-label="{}" title="{}"></a>'
    return format_html(form, mark.href, mark.label, mark.label)


def with_hits(text: str, hits: Iterable[tuple[int, int]]) -> SafeString:
    """The text in one run, with the words that were searched for marked, line by line.

    Hits are in order and apart, as `find_hits` gives them.
    """
    parts: list[str] = []
    done = 0
    for start, end in hits:
        parts.append(html.escape(text[done:start]))
        parts += [HIT.format(html.escape(piece)) for piece in LINE.findall(text, start, end)]
        done = end
    parts.append(html.escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308  # each is escaped


@register.filter
def with_place(fault: QueryFault) -> SafeString:
    """What was typed, with the place marked that cannot be read."""
    lines = nested(fault.given, [Mark(fault.start, fault.end, "fault")])
    return _run(_written(fault.given, line) for line in lines)


@register.filter
def highlighted(text: str, query: Query | None) -> SafeString:
    """A title or other short text with the words of a query marked."""
    return with_hits(text, find_hits(text, query) if query else ())


@register.simple_tag
def snippet(cut: Snippet, is_last: bool = True) -> SafeString:
    """A cut of a text with its hits marked, dots where text was left out, once between two cuts."""
    before, after = ("……" if cut.cut_before else ""), ("……" if cut.cut_after and is_last else "")
    return mark_safe(before + with_hits(cut.text, cut.hits) + after)  # noqa: S308  # dots and marks


@register.simple_tag
def cuts(shown: Sequence[Snippet]) -> SafeString:
    """The cuts of one text in a row."""
    last = len(shown) - 1
    return _run(snippet(cut, at == last) for at, cut in enumerate(shown))
