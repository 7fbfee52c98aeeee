"""The shapes that an extraction is made of; offsets are half-open code points of the source."""

from dataclasses import dataclass, field
from typing import NamedTuple

from meetings.extraction.vocabulary import (
    ArticleKind,
    Confidence,
    Level,
    Organ,
    Relation,
    Role,
)
from meetings.extraction.vocabulary import Kind as MeetingKind


class Span(NamedTuple):
    """`source[start:end]`, in code points of the decoded source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Where one field comes from.

    `field` is a dotted path (`article.outlet`, `city`, `meetings.0.date`,
    `meetings.0.officials.3.role`). `chosen` is false for evidence that lost.
    An unknown field has an empty value and its `reason`. `origin` names a place
    outside the text (the curated outlet table, a document's metadata).
    """

    field: str
    value: str
    spans: tuple[Span, ...]
    rule: str
    confidence: Confidence
    chosen: bool = True
    origin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The unit whose organ met: GB/T 2260 code as at the meeting's date."""

    code: str
    name: str
    province: str
    level: Level


@dataclass(frozen=True, slots=True)
class Post:
    """One office as printed, in Simplified, with its place."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Participant:
    """One person of one report: posts as printed, the strongest role."""

    name: str
    posts: tuple[Post, ...]
    role: Role
    span: Span
    rule: str = "name.surname"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What the meeting itself did: a verb and its object as printed."""

    verb: str
    text: str
    span: Span
    rule: str = "agenda.verb"


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered point under a directive (一要…)."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """One speech verb of the meeting or of a person, with all that it governs."""

    verb: str
    speaker: str
    text: str
    span: Span
    items: tuple[Item, ...] = ()
    rule: str = "directive.meeting"


@dataclass(frozen=True, slots=True)
class Quorum:
    """应到 / 实到 of one group."""

    group: str
    expected: int
    present: int
    span: Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as one article tells it; `city` is a division code or empty."""

    relation: Relation
    title: str
    title_span: Span | None
    organ: Organ | None
    kind: MeetingKind | None
    city: str
    term: int | None
    number: int | None
    date: str
    date_year_inferred: bool = False
    officials: tuple[Participant, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    directives: tuple[Directive, ...] = ()
    quorum: tuple[Quorum, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says of itself. `reason` tells why it is no meeting report."""

    kind: ArticleKind
    reason: str = ""
    title: str = ""
    outlet: str = ""
    republished_by: str = ""
    url: str = ""
    published: str = ""
    published_year_inferred: bool = False
    reporters: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    author_post: str = ""
    script: str = "hans"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines with one function: title, furniture, dateline, lead, body, byline, tail."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one text. `blocks` cover the source in order."""

    version: str
    length: int
    article: Article
    city: Place | None
    meetings: tuple[Meeting, ...]
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
