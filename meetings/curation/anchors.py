"""Find a row again by the words of the article that it rests on."""

from difflib import SequenceMatcher

from meetings.curation.rows import Row, Rows, RowType
from meetings.extraction.facts import Span
from meetings.extraction.text import Text, normalise
from meetings.models import AgendaItem, Article, Attendance, Directive, Meeting, Quorum, Report

Fact = Attendance | AgendaItem | Directive | Quorum
Correctable = Article | Report | Meeting | Fact

ROW_TYPES: dict[type[Correctable], RowType] = {
    Article: RowType.ARTICLE,
    Report: RowType.REPORT,
    Meeting: RowType.MEETING,
    Attendance: RowType.ATTENDANCE,
    AgendaItem: RowType.AGENDA,
    Directive: RowType.DIRECTIVE,
    Quorum: RowType.QUORUM,
}
# A passage is the same when half of the longer one is one run of the other.
SAME_PASSAGE = 0.5


def words(text: str, start: int | None, end: int | None) -> str:
    """The normal form of `text[start:end]`; empty without a span."""
    return "" if start is None or end is None else normalise(text[start:end])


def find_row(rows: Rows, row_type: str, anchor: str) -> Row | None:
    """The row that rests on these words; a longer passage may have grown or shrunk by half."""
    if exact := next((row for row in rows if row.anchor == anchor), None):
        return exact
    if row_type == RowType.ATTENDANCE or not anchor:
        return None
    best = max(rows, key=lambda row: likeness(row.anchor, anchor), default=None)
    return best if best and likeness(best.anchor, anchor) >= SAME_PASSAGE else None


def likeness(one: str, other: str) -> float:
    """The share of the longer text that the longest common run covers, 0 to 1."""
    if not one or not other:
        return 0.0
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return run / max(len(one), len(other))


def locate(text: str, sought: str) -> Span | None:
    """Where an article prints some words, in whichever script and spacing; None if nowhere."""
    plain = Text.of(text)
    places = [i for i, char in enumerate(plain.plain) if not char.isspace()]
    at = "".join(plain.plain[i] for i in places).find(normalise(sought)) if sought.strip() else -1
    if at < 0:
        return None
    return plain.span(places[at], places[at + len(normalise(sought)) - 1] + 1)
