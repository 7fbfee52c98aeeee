"""Write an article beside its form: every fact marked, its row one key away."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from meetings.models import Report
from meetings.search.passages import Mark, Node, nested

# Passages that hold whole sentences get a small reference at their head instead of being a link.
LONG = {"directive", "agenda", "quorum"}
# A parser of HTML makes one line feed of CR LF, which would move every offset after it.
RETURN = mark_safe("&#13;")  # our own entity
FIELDS = {"date": "date_edtf", "city": "city"}


def article_text(report: Report) -> SafeString:
    """The article with its marks. Tags stripped and entities resolved it is the source itself."""
    text = report.article.text
    lines = nested(text, _marks(report))
    return format_html_join("", "{}", ((_written(text, line),) for line in lines))


def page_text(article: Any) -> SafeString:
    """An article alone, with what its own fields rest on."""
    lines = nested(article.text, _own(article, "m"))
    return format_html_join("", "{}", ((_written(article.text, line),) for line in lines))


def marked(report: Any) -> set[str]:
    """The keys of what is marked in a report's article."""
    return {mark.key for mark in _marks(report)} - {""}


def page_marked(article: Any) -> set[str]:
    """The keys of what is marked in an article alone."""
    return {mark.key for mark in _own(article, "m")} - {""}


def _own(article: Any, prefix: str) -> Iterator[Mark]:
    """What an article says of itself: title, outlet, day, reporters."""
    for claim in article.own_claims:
        field = claim.field.removeprefix("article.")
        for number, (start, end) in enumerate(claim.spans):
            key = f"{prefix}-{field}" if number == 0 else ""
            yield Mark(start, end, "claim", key, "", f"依据：{field}")


def _marks(report: Any) -> Iterator[Mark]:
    yield from _own(report.article, f"w{report.article_id}")
    if report.start is not None and report.end is not None:
        yield Mark(report.start, report.end, "title", "m-title", "", "会议名称")
    for claim in report.shown_claims:
        field = FIELDS[claim.field.rsplit(".", 1)[-1]]
        for number, (start, end) in enumerate(claim.spans):
            key = f"m-{field}" if number == 0 else ""
            yield Mark(start, end, "claim", key, "", f"依据：{field}")
    yield from _facts(report)


def _facts(report: Any) -> Iterator[Mark]:
    for row in report.said:
        label = f"指令：{row.speaker}{row.verb}"
        yield Mark(row.start, row.end, "directive", f"d{row.pk}", "", label)
    for row in report.items:
        yield Mark(row.start, row.end, "agenda", f"a{row.pk}", "", f"议程：{row.verb}")
    for row in report.counts:
        yield Mark(row.start, row.end, "quorum", f"q{row.pk}", "", f"人数：{row.group}")
    for row in report.people:
        yield Mark(row.start, row.end, "name", f"p{row.pk}", "", row.name)


def _written(text: str, nodes: Iterable[Node]) -> SafeString:
    return format_html_join("", "{}", ((_node(text, node),) for node in nodes))


def _node(text: str, node: Node) -> SafeString:
    if node.mark is None:
        pieces = text[node.start : node.end].split("\r")
        return format_html_join(RETURN, "{}", ((piece,) for piece in pieces))
    mark, inner = node.mark, _written(text, node.children)
    if not mark.key:
        return format_html('<mark class="m m-{}">{}</mark>', mark.kind, inner)
    if mark.kind in LONG or _holds_key(node.children):
        form = (
            '<mark class="m m-{}" id="t-{}" data-fact="{}">'
            '<a class="ref" href="#f-{}" aria-label="{}"></a>{}</mark>'
        )
        return format_html(form, mark.kind, mark.key, mark.key, mark.key, mark.label, inner)
    form = '<a class="m m-{}" id="t-{}" data-fact="{}" href="#f-{}">{}</a>'
    return format_html(form, mark.kind, mark.key, mark.key, mark.key, inner)


def _holds_key(nodes: Iterable[Node]) -> bool:
    return any((node.mark and node.mark.key) or _holds_key(node.children) for node in nodes)
