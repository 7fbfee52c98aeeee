"""Tell what a page says of itself: title, outlet, days, credits, address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.extraction import byline, stamps
from meetings.extraction.blocks import Page
from meetings.extraction.classify import Verdict
from meetings.extraction.dates import Dated
from meetings.extraction.evidence import Ledger
from meetings.extraction.facts import Article
from meetings.extraction.heading import find_title
from meetings.extraction.sentences import Body
from meetings.extraction.vocabulary import ArticleKind, Confidence

# Addresses printed in the text that are the article's own, not a link to something else
URL = re.compile(r"https?://[A-Za-z0-9][^\s,。;、()<>“”\"一-鿿]{3,300}")


@dataclass
class Job:
    """What is known of a page while it is read."""

    page: Page
    body: Body
    dateline: byline.Dateline
    outlets: list[byline.Named]
    ledger: Ledger


def to_article(job: Job, verdict: Verdict, dated: Dated) -> Article:
    """What the page says of itself, each field with its claim."""
    page, ledger = job.page, job.ledger
    title, post = find_title(page), byline.find_author_post(page)
    published, inferred = _published(job, dated)
    outlet = job.outlets[0].value if job.outlets else ""
    ledger.named("article.outlet", job.outlets)
    if title:
        ledger.add("article.title", title.value, (title.span,), title.rule)
    reporters = [*byline.find_credits(page, byline.REPORTERS), *byline.find_bare_reporters(page)]
    people = {
        "reporters": _names(ledger, "article.reporters", reporters),
        "editors": _names(ledger, "article.editors", byline.find_credits(page, byline.EDITORS)),
        "authors": _names(ledger, "article.authors", byline.find_credits(page, byline.AUTHORS)),
    }
    url = URL.search(page.text.source)
    return Article(
        kind=verdict.kind, reason=verdict.reason, title=title.value if title else "", outlet=outlet,
        republished_by=_republisher(job, outlet), url=url.group().rstrip(".") if url else "",
        published=published, published_year_inferred=inferred,
        author_post=post.value if post and verdict.kind == ArticleKind.SIGNED_ARTICLE else "",
        script=page.text.script, **people,
    )  # fmt: skip


def _names(ledger: Ledger, field: str, found: Iterable[byline.Named]) -> tuple[str, ...]:
    kept: dict[str, byline.Named] = {}
    for one in found:
        if byline.is_person_name(one.value):
            kept.setdefault(one.value, one)
    for one in kept.values():
        ledger.add(field, one.value, (one.span,), one.rule)
    return tuple(kept)


def _republisher(job: Job, outlet: str) -> str:
    """The site that reprints: named beside a stamp where a dateline names the outlet."""
    if not job.dateline.outlet:
        return ""
    others = [
        one.value for one in job.outlets if one.value != outlet and one.rule != "outlet.rights"
    ]
    return others[0] if others else ""


def _published(job: Job, dated: Dated) -> tuple[str, bool]:
    """The stamp's day, else the dateline's with the year the meeting's day has."""
    if found := stamps.find_stamps(job.page):
        job.ledger.add("article.published", found[0].day, (found[0].span,), "published.stamp")
        return found[0].day.isoformat(), False
    month, day, span = job.dateline.month, job.dateline.day, job.dateline.day_span
    if not day and (stamp := stamps.without_year(job.page)):
        month, day, span = stamp
    if not month or not day:
        return "", False
    year = int(dated.edtf[:4]) if dated.edtf[:4].isdecimal() else None
    if year and dated.edtf[5:7] == "12" and month == 1:
        year += 1
    edtf = f"{year or 'XXXX'}-{month:02}-{day:02}"
    confidence = Confidence.INFERRED if dated.inferred else Confidence.CERTAIN
    spans = (span, *dated.spans[1:])
    job.ledger.add("article.published", edtf, spans, "published.dateline", confidence)
    return edtf, bool(year)
