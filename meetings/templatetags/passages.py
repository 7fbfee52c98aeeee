"""Tell which passages of an article are marked, and what each leads to."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.index.writing import FOREIGN
from meetings.search.highlights import Range, Snippet, find_hits, snippets
from meetings.search.passages import Mark
from meetings.search.query import Query
from meetings.templatetags.marks import marked

if TYPE_CHECKING:
    from meetings.models import Article, Claim, Directive, Report

register = template.Library()

# The blocks that tell the story itself.
STORY = {"lead", "body"}
# What has its own marks already; the evidence of other fields is marked by its claim.
MARKED_ELSEWHERE = ("officials", "directives", "agenda", "quorum", "title")


@register.simple_tag
def report_text(report: "Report", query: Query | None = None) -> SafeString:
    """The article of a report with every passage that was read from it."""
    article = report.article
    marks = [*_blocks(article), *_hits(article, query), *_facts(report), *_evidence(report)]
    return marked(article.text, marks)


@register.simple_tag
def directive_text(directive: "Directive", query: Query | None = None) -> SafeString:
    """The article with the words of one directive, and those searched for."""
    article = directive.report.article
    here = Mark(directive.start, directive.end, "here", "here", "#directive", _("回到指令"))
    return marked(article.text, [*_blocks(article), here, *_hits(article, query)])


@register.simple_tag
def article_text(article: "Article", query: Query | None = None) -> SafeString:
    """The article as it came; what is not its text in grey."""
    return marked(article.text, [*_blocks(article), *_hits(article, query)])


def _blocks(article: "Article") -> Iterator[Mark]:
    for block in article.blocks:
        if block["kind"] in FOREIGN:
            start, end = block["span"]
            yield Mark(start, end, f"b-{block['kind']}")


def body_ranges(article: "Article") -> list[Range] | None:
    """The parts of a page that are searched; None where it was not divided."""
    spans = [tuple(block["span"]) for block in article.blocks if block["kind"] not in FOREIGN]
    return spans or None


def told_ranges(article: "Article") -> list[Range] | None:
    """The parts of a page that tell the story, without title and stamps; None as above."""
    spans = [tuple(block["span"]) for block in article.blocks if block["kind"] in STORY]
    return spans or body_ranges(article)


def _hits(article: "Article", query: Query | None) -> Iterator[Mark]:
    for start, end in find_hits(article.text, query, body_ranges(article)) if query else ():
        yield Mark(start, end, "hit")


def _facts(report: "Report") -> Iterator[Mark]:
    if report.start is not None and report.end is not None:
        yield Mark(report.start, report.end, "title", f"r{report.pk}", "#facts", _("会议名称"))
    rows: Any = report
    for one in rows.said:
        label = _("指令：{what}").format(what=f"{one.speaker}{one.verb}")
        yield Mark(one.start, one.end, "directive", f"d{one.pk}", f"#d{one.pk}", label)
    for one in rows.items:
        yield Mark(
            one.start,
            one.end,
            "agenda",
            f"a{one.pk}",
            f"#a{one.pk}",
            _("议程：{what}").format(what=one.verb),
        )
    for one in rows.counts:
        yield Mark(
            one.start,
            one.end,
            "quorum",
            f"q{one.pk}",
            f"#q{one.pk}",
            _("人数：{what}").format(what=one.group),
        )
    for one in rows.people:
        yield Mark(one.start, one.end, "name", f"p{one.pk}", f"#p{one.official_id}", one.name)
        for start, end in one.post_spans:
            yield Mark(start, end, "post", "", f"#p{one.official_id}", one.name)


def _evidence(report: "Report") -> Iterator[Mark]:
    for claim in claims_of(report):
        if is_marked(claim):
            yield from _claim_marks(claim)


@register.filter
def claims_of(report: "Report") -> list["Claim"]:
    """The evidence of a report, then that of its article."""
    article: Any = report.article
    return [*report.claims.all(), *article.own_claims]


@register.filter
def is_marked(claim: "Claim") -> bool:
    """Whether the passage of a claim has its own mark in the text."""
    elsewhere = any(part in claim.field for part in MARKED_ELSEWHERE)
    return bool(claim.chosen and claim.spans and not elsewhere)


def _claim_marks(claim: "Claim") -> Iterator[Mark]:
    for number, (start, end) in enumerate(claim.spans):
        key = f"c{claim.pk}" if number == 0 else ""
        yield Mark(
            start, end, "claim", key, f"#c{claim.pk}", _("依据：{what}").format(what=claim.field)
        )


@register.simple_tag
def report_snippets(report: "Report", query: Query | None) -> list[Snippet]:
    """The cuts of an article that show the words searched for, else its beginning."""
    article = report.article
    ranges = body_ranges(article)
    hits = find_hits(article.text, query, ranges) if query else []
    return snippets(article.text, hits, within=_whole(ranges if hits else told_ranges(article)))


@register.simple_tag
def passage_snippets(text: str, query: Query | None) -> list[Snippet]:
    """The cuts of a passage that show the words searched for, else its beginning."""
    hits = find_hits(text, query) if query else []
    return snippets(text, hits, around=60, most=2)


def _whole(ranges: Iterable[Range] | None) -> Range | None:
    spans = list(ranges or ())
    return (spans[0][0], spans[-1][1]) if spans else None
