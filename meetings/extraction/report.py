"""Read one text as a report: the way through all extractors."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from meetings.extraction import (
    VERSION,
    byline,
    dates,
    digest,
    faint,
    levels,
    places,
    signed,
    sittings,
    stamps,
)  # fmt: skip
from meetings.extraction.assembly import Frame, assemble
from meetings.extraction.blocks import divide
from meetings.extraction.candidates import Candidate, find_candidates, find_spoken_at
from meetings.extraction.classify import Verdict, classify
from meetings.extraction.closing import Held
from meetings.extraction.dates import Dated
from meetings.extraction.evidence import Ledger, claim_meetings
from meetings.extraction.facts import Article, Extraction, Meeting, Place, Span
from meetings.extraction.mentions import Reading
from meetings.extraction.provenance import Job, to_article
from meetings.extraction.reading import Reader
from meetings.extraction.sentences import read_body
from meetings.extraction.sittings import Sitting
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import ArticleKind, Confidence, Relation

NO_DATE = Dated("", (), "date.none", Confidence.WEAK, reason="没有日期")


def extract(source: str, *, believed: bool = False) -> Extraction:
    """Everything found in one decoded text; never raises, whatever the text.

    `believed`: a person says that it reports a meeting, so one that it convenes is read even where
    the page would be refused. The kind stays what the rules say.
    """
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
    refused = verdict.kind == ArticleKind.NOT_MEETING
    if verdict.kind == ArticleKind.MEETING_REPORT or (refused and believed and found):
        return _reported(job, verdict, found)
    if verdict.kind == ArticleKind.DIGEST:
        return _digested(job, verdict)
    return _result(job, to_article(job, verdict, NO_DATE), None, ())


def _digested(job: Job, verdict: Verdict) -> Extraction:
    """A digest's meetings, one an entry, each with its own day."""
    entries = digest.find_entries(job.page, job.body)
    names = tuple(entry.sitting.title for entry in entries)
    year = next((int(e.dated.edtf[:4]) for e in entries if e.dated.edtf[:4].isdecimal()), None)
    heads = {entry.sitting.first: entry.after for entry in entries}
    reading = Reader(job.body, 0, heads, None).read()
    city = _city(job, names, year, reading)
    code = city.code if city else ""
    meetings = tuple(
        assemble(job.body, [entry.sitting], reading, Frame(code, entry.dated, Relation.REPORTED))[0]
        for entry in entries
    )
    claim_meetings(job.ledger, meetings, [e.sitting for e in entries], [e.dated for e in entries])
    return _result(job, to_article(job, verdict, NO_DATE), city, meetings)


def _people(job: Job, reading: Reading) -> frozenset[Span]:
    return frozenset(job.body.text.span(m.start, m.end) for m in reading.mentions)


def _city(job: Job, names: tuple[str, ...], year: int | None, reading: Reading) -> Place | None:
    votes = list(
        places.find_votes(job.page, job.outlets, job.dateline, year, _people(job, reading))
    )
    word = levels.level_word(job.page, names)
    city, votes = places.elect(votes, word, year)
    for more in _further(job, word, year):
        if city is None:
            city, votes = places.elect([*votes, *more], word, year)
    job.ledger.votes(votes, city.code if city else "")
    if city is None:
        job.ledger.unknown("city", "city.none", "没有可据以定地的文字")
    return city


def _further(job: Job, word: str, year: int | None) -> Iterator[Iterator[places.Vote]]:
    """Weaker votes, asked for in turn as long as nothing has told the city."""
    if word in {"县", "旗", "市"}:
        yield faint.find_below(job.page, word, year)
    if word in {"镇", "乡", "街"}:
        yield faint.find_county(job.page, year)
    yield faint.find_zones(job.page, year)
    yield faint.find_crumbs(job.page, year)
    yield faint.find_papers(job.page, year)
    yield faint.find_hosts(job.page, year)
    yield faint.find_slogans(job.page, year)


def _reported(job: Job, verdict: Verdict, found: list[Sitting]) -> Extraction:
    head = found[0]
    dated = _dated(job, head, job.dateline.end)
    days = [_own_day(job, sitting, dated) if sitting is not head else dated for sitting in found]
    reading = Reader(job.body, job.dateline.end, _heads(job, found), _held(dated)).read()
    city = _city(job, head.names, _year(job, dated), reading)
    code = city.code if city else ""
    meetings = assemble(job.body, found, reading, Frame(code, dated, Relation.REPORTED), days)
    claim_meetings(job.ledger, meetings, found, days)
    return _result(job, to_article(job, verdict, dated), city, meetings)


def _dated(job: Job, sitting: Sitting, start: int) -> Dated:
    """The day that a sitting's lead prints from `start` of the body on."""
    own = (" ".join(sitting.names), sitting.span)
    return dates.resolve(job.page, start, own, (job.dateline.month, job.dateline.day))


def _own_day(job: Job, sitting: Sitting, first: Dated) -> Dated:
    """The day of a later sitting where the sentence that opens it prints one, else the first's."""
    sentence = job.body.sentences[sitting.first]
    opening = job.body.text.span(sentence.start, sentence.end)
    own = _dated(job, sitting, sentence.start)
    told = sitting.first > 0 and own.spans and own.spans[0].start < opening.end
    return own if told and "XX-" not in own.edtf[5:] else first


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
        claim_meetings(job.ledger, meetings, [sitting], [NO_DATE])
    return _result(job, to_article(job, verdict, NO_DATE), city, meetings)


def _heads(job: Job, found: list[Sitting]) -> dict[int, int]:
    """Where agenda may begin in the sentences that convene: after the meeting's name."""
    heads = {}
    for index in {sitting.first for sitting in found}:
        sentence = job.body.sentences[index]
        start = max(sentence.start, job.dateline.end)
        every = chain(
            find_candidates(job.page.body, start, sentence.end, index),
            find_spoken_at(job.page.body, start, sentence.end, index),
        )
        named = next(every, None)
        if named is not None:
            heads[index] = _after_name(job, named, sentence.end)
    return heads


def _after_name(job: Job, candidate: Candidate, end: int) -> int:
    """The place in the body after a candidate's name and its verb, mark and adverbs."""
    offsets = job.body.text.offsets
    at = bisect_left(offsets, candidate.span.end)
    rest = re.compile(r"[^,。;]{0,30}?(?:召开|举行)?[,;]?").match(job.body.plain, at, end)
    mark = re.compile(r"[^,。;:]{0,40}[,;:]").match(job.body.plain, at, end)
    return mark.end() if mark else rest.end() if rest else at


def _held(dated: Dated) -> tuple[Held, Held] | None:
    """The first and the last day of a meeting, the same where it was held on one."""
    found = re.findall(r"(?:\d{4}|XXXX)-(\d{2}|XX)-(\d{2})", dated.edtf)
    days = [((int(month) if month != "XX" else None), int(day)) for month, day in found]
    return (days[0], days[-1]) if days else None


def _year(job: Job, dated: Dated) -> int | None:
    """The year by which names of units are read: the meeting's, else a stamp's."""
    if dated.edtf[:4].isdecimal():
        return int(dated.edtf[:4])
    found = stamps.find_stamps(job.page)
    return found[0].day.year if found else None


def _result(
    job: Job, article: Article, city: Place | None, meetings: tuple[Meeting, ...]
) -> Extraction:
    return Extraction(
        VERSION, len(job.page.text.source), article, city, meetings,
        job.page.blocks(), tuple(job.ledger.claims),
    )  # fmt: skip
