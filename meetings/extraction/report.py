"""Read one text as a report: the way through all extractors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.extraction import VERSION, byline, dates, places, signed, sittings, stamps
from meetings.extraction.assembly import Frame, assemble
from meetings.extraction.blocks import Page, divide
from meetings.extraction.classify import Verdict, classify
from meetings.extraction.dates import Dated
from meetings.extraction.evidence import Ledger
from meetings.extraction.facts import Article, Extraction, Meeting, Place
from meetings.extraction.heading import find_title
from meetings.extraction.reading import Reader
from meetings.extraction.sentences import Body, read_body
from meetings.extraction.sittings import Sitting
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import ArticleKind, Confidence, Relation

# Addresses printed in the text that are the article's own, not a link to something else
URL = re.compile(r"https?://[A-Za-z0-9][^\s,。;、()<>“”\"一-鿿]{3,300}")
NO_DATE = Dated("", (), "date.none", Confidence.WEAK, reason="没有日期")


@dataclass
class Job:
    """What is known of a page while it is read."""

    page: Page
    body: Body
    dateline: byline.Dateline
    outlets: list[byline.Named]
    ledger: Ledger


def extract(source: str) -> Extraction:
    """Everything found in one decoded text; never raises, whatever the text."""
    page = divide(Text.of(source))
    dateline = byline.find_dateline(page)
    job = Job(
        page, read_body(page.body), dateline, list(byline.find_outlets(page, dateline)), Ledger()
    )
    found = sittings.find_sittings(page, job.body, dateline.end)
    verdict = classify(page, sittings=len(found))
    job.ledger.add("article.kind", verdict.kind.value, (verdict.span,), verdict.rule)
    if verdict.kind == ArticleKind.SIGNED_ARTICLE:
        return _signed(job, verdict)
    if verdict.kind == ArticleKind.MEETING_REPORT:
        return _reported(job, verdict, found)
    return _result(job, _article(job, verdict, NO_DATE), None, ())


def _reported(job: Job, verdict: Verdict, found: list[Sitting]) -> Extraction:
    head = found[0]
    dated = dates.resolve(
        job.page, job.dateline.end, (" ".join(head.names), head.span),
        (job.dateline.month, job.dateline.day),
    )  # fmt: skip
    year = _year(job, dated)
    votes = list(places.find_votes(job.page, job.outlets, job.dateline, year))
    city, votes = places.elect(votes, places.level_word(job.page, head.names), year)
    job.ledger.votes(votes, city.code if city else "")
    if city is None:
        job.ledger.unknown("city", "city.none", "没有可据以定地的文字")
    reader = Reader(job.body, job.dateline.end, _heads(job, found), _day(dated))
    frame = Frame(city.code if city else "", dated, Relation.REPORTED)
    meetings = assemble(job.body, found, reader.read(), frame)
    _claim_meetings(job.ledger, meetings, found, dated)
    return _result(job, _article(job, verdict, dated), city, meetings)


def _signed(job: Job, verdict: Verdict) -> Extraction:
    post = byline.find_author_post(job.page)
    home = places.resolve_post(post.value) if post else None
    city = places.to_place(home, None) if home else None
    if home and post:
        job.ledger.add("city", home.code, (post.span,), "city.author_post")
    meetings: tuple[Meeting, ...] = ()
    if (sitting := signed.find_discussed(job.body)) is not None:
        code = signed.discussed_city(sitting.title, home)
        frame = Frame(code, NO_DATE, Relation.DISCUSSED)
        meetings = assemble(job.body, [sitting], signed.read_signed(job.body), frame)
        _claim_meetings(job.ledger, meetings, [sitting], NO_DATE)
    return _result(job, _article(job, verdict, NO_DATE), city, meetings)


def _heads(job: Job, found: list[Sitting]) -> dict[int, int]:
    """Where agenda may begin in the sentences that convene: after the meeting's name."""
    heads = {}
    for index in {sitting.first for sitting in found}:
        sentence = job.body.sentences[index]
        start = max(sentence.start, job.dateline.end)
        named = next(
            iter(sittings.find_candidates(job.page.body, start, sentence.end, index)), None
        )
        if named is not None:
            heads[index] = _after_name(job, named, sentence.end)
    return heads


def _after_name(job: Job, candidate: sittings.Candidate, end: int) -> int:
    """The place in the body after a candidate's name and its verb, mark and adverbs."""
    offsets = job.body.text.offsets
    at = next((i for i, place in enumerate(offsets) if place >= candidate.span.end), end)
    rest = re.compile(r"[^,。;]{0,30}?(?:召开|举行)?[,;]?").match(job.body.plain, at, end)
    mark = re.compile(r"[^,。;:]{0,40}[,;:]").match(job.body.plain, at, end)
    return mark.end() if mark else rest.end() if rest else at


def _day(dated: Dated) -> tuple[int | None, int] | None:
    found = re.match(r"(?:\d{4}|XXXX)-(\d{2}|XX)-(\d{2})", dated.edtf)
    if not found:
        return None
    return (int(found[1]) if found[1] != "XX" else None), int(found[2])


def _year(job: Job, dated: Dated) -> int | None:
    """The year by which names of units are read: the meeting's, else a stamp's."""
    if dated.edtf[:4].isdecimal():
        return int(dated.edtf[:4])
    found = stamps.find_stamps(job.page)
    return found[0].day.year if found else None


def _article(job: Job, verdict: Verdict, dated: Dated) -> Article:
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
    month, day = job.dateline.month, job.dateline.day
    if not month or not day:
        return "", False
    year = int(dated.edtf[:4]) if dated.edtf[:4].isdecimal() else None
    if year and dated.edtf[5:7] == "12" and month == 1:
        year += 1
    edtf = f"{year or 'XXXX'}-{month:02}-{day:02}"
    confidence = Confidence.INFERRED if dated.inferred else Confidence.CERTAIN
    spans = (job.dateline.day_span, *dated.spans[1:])
    job.ledger.add("article.published", edtf, spans, "published.dateline", confidence)
    return edtf, bool(year)


def _claim_meetings(
    ledger: Ledger, meetings: tuple[Meeting, ...], found: list[Sitting], dated: Dated
) -> None:
    for number, (meeting, sitting) in enumerate(zip(meetings, found, strict=True)):
        field = f"meetings.{number}"
        ledger.add(f"{field}.title", meeting.title, (sitting.span,), "meeting.convened")
        for name in ("organ", "kind", "term", "number"):
            value = getattr(meeting, name)
            if value is None:
                ledger.unknown(f"{field}.{name}", "meeting.name", "会议名称中没有")
            else:
                ledger.add(f"{field}.{name}", value, (sitting.span,), "meeting.name")
        ledger.add(
            f"{field}.date",
            dated.edtf,
            dated.spans,
            dated.rule,
            dated.confidence,
            reason=dated.reason,
        )
        for place, row in enumerate(meeting.officials):
            spans = (row.span, *(post.span for post in row.posts))
            ledger.add(f"{field}.officials.{place}.role", row.role, spans, "people.list")


def _result(
    job: Job, article: Article, city: Place | None, meetings: tuple[Meeting, ...]
) -> Extraction:
    return Extraction(
        VERSION, len(job.page.text.source), article, city, meetings,
        job.page.blocks(), tuple(job.ledger.claims),
    )  # fmt: skip
