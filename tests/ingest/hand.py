"""Extractions made by hand: what a reading would say of a short text."""

from dataclasses import replace
from typing import Any

from meetings.extraction.facts import (
    AgendaItem,
    Article,
    Claim,
    Directive,
    Extraction,
    Meeting,
    Participant,
    Place,
    Post,
    Quorum,
    Span,
)
from meetings.extraction.gazetteer import by_code
from meetings.extraction.vocabulary import (
    ArticleKind,
    Confidence,
    Kind,
    Level,
    Organ,
    Relation,
    Role,
)
from meetings.ingest import Source, Stored, store
from meetings.ingest.readers import of_bytes

LEVELS = {level.value: level for level in Level}
TITLE = "湘潭市委常委会第38次会议"
BODY = (
    f"2017年9月25日,湘潭市委书记王玉主持召开{TITLE},审议《预算方案》。市长李明出席。"
    "应到委员57名,实到53名。会议指出,要抓好落实。会议强调,要守住底线。"
)


def span(text: str, words: str) -> Span:
    """Where a text has some words."""
    at = text.index(words)
    return Span(at, at + len(words))


def source(text: str = BODY, name: str = "a.txt") -> Source:
    """A file with this text."""
    return of_bytes(text.encode(), name=name)


def person(text: str, name: str, *posts: str, role: Role = Role.ATTENDEE) -> Participant:
    """A person with posts that the text has."""
    found = tuple(Post(post, span(text, post)) for post in posts)
    return Participant(name, found, role, span(text, name))


def directive(text: str, words: str, *, verb: str = "指出", speaker: str = "会议") -> Directive:
    """A directive of these words."""
    return Directive(verb, speaker, words, span(text, words))


def meeting(text: str = BODY, **changed: Any) -> Meeting:
    """The meeting that `BODY` tells, or one with other fields."""
    told = Meeting(
        relation=Relation.REPORTED,
        title=TITLE,
        title_span=span(text, TITLE) if TITLE in text else None,
        organ=Organ.PARTY_COMMITTEE,
        kind=Kind.STANDING_COMMITTEE,
        city="430300",
        term=None,
        number=38,
        date="2017-09-25",
    )
    return replace(told, **changed)


def full(text: str = BODY) -> Meeting:
    """The meeting of `BODY` with all that it says."""
    return meeting(
        text,
        officials=(
            person(text, "王玉", "湘潭市委书记", role=Role.CHAIR),
            person(text, "李明", "市长"),
        ),
        agenda=(AgendaItem("审议", "《预算方案》", span(text, "《预算方案》")),),
        directives=(
            directive(text, "会议指出,要抓好落实。"),
            directive(text, "会议强调,要守住底线。", verb="强调"),
        ),
        quorum=(Quorum("委员", 57, 53, span(text, "应到委员57名,实到53名")),),
    )


def extraction(
    *meetings: Meeting, text: str = BODY, city: str = "430300", version: str = "hand", **fields: Any
) -> Extraction:
    """A reading of a text with these meetings; `fields` are the article's."""
    place = by_code(city) if city else None
    article = Article(ArticleKind.MEETING_REPORT, **{"title": "标题", **fields})
    claim = Claim("meetings.0.date", "2017-09-25", (Span(0, 10),), "lead", Confidence.CERTAIN)
    return Extraction(
        version,
        len(text),
        article,
        Place(place.code, place.name, "", LEVELS[place.level]) if place else None,
        meetings,
        (),
        (claim,) if meetings else (),
    )


def ingest(*meetings: Meeting, text: str = BODY, **fields: Any) -> Stored:
    """Store a text with this reading."""
    return store(source(text), extraction=extraction(*meetings, text=text, **fields))
