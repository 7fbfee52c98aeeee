"""Write reports as lines of COPY, one block of lines for each table."""

import hashlib
import json
from dataclasses import dataclass, field

from meetings.extraction import VERSION
from meetings.extraction.vocabulary import ArticleKind, Relation, ReviewState
from tests.bench.corpus import MEETING, Record, Reporter, Said, rows_before

# The tables in the order in which rows may refer to each other, with the columns written.
WRITTEN = {
    "meetings_article": """
        id sha256 source_name encoding text kind reason title outlet republished_by url published
        published_year_inferred reporters editors authors author_post script city_id blocks state
        acquired_at extracted_at extractor""",
    "meetings_original": "article_id content",
    "meetings_meeting": """
        id city_id title organ kind term number date_edtf date_first date_last date_year_inferred
        state state_reason entered_from version created_at updated_at""",
    "meetings_report": "id article_id meeting_id ordinal relation title start end joined",
    "meetings_attendance": """
        id report_id official_id ordinal name posts post_spans role start end""",
    "meetings_directive": """
        id report_id ordinal verb speaker official_id text items start end""",
}
COLUMNS = {table: names.split() for table, names in WRITTEN.items()}
MOMENT = "2026-04-01 00:00:00+00"
NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Bases:
    """The highest ids before the first report; `cities` are the ids of the towns in turn."""

    article: int
    meeting: int
    report: int
    attendance: int
    directive: int
    official: int
    cities: tuple[int, ...] = field(default=())


def rendered(seed: int, first: int, last: int, bases: Bases) -> dict[str, bytes]:
    """The reports from one number to another as lines of COPY, by table."""
    lines: dict[str, list[str]] = {table: [] for table in COLUMNS}
    for record in Reporter(seed).records(first, last):
        _render(record, bases, lines)
    return {table: "".join(rows).encode() for table, rows in lines.items()}


def _render(record: Record, bases: Bases, lines: dict[str, list[str]]) -> None:
    number = record.number + 1
    lines["meetings_article"].append(_article(record, bases))
    lines["meetings_original"].append(f"{bases.article + number}\t\\\\x\n")
    lines["meetings_meeting"].append(_meeting(record, bases))
    lines["meetings_report"].append(
        f"{bases.report + number}\t{bases.article + number}\t{bases.meeting + number}\t0\t"
        f"{Relation.REPORTED}\t{record.sitting.name}\t{record.named}\t"
        f"{record.named + len(record.sitting.name)}\tf\n"
    )
    said, present = rows_before(record.number)
    lines["meetings_attendance"] += _attendances(record, bases, bases.attendance + present)
    lines["meetings_directive"] += _directives(record, bases, bases.directive + said)


def _article(record: Record, bases: Bases) -> str:
    blocks = [{"kind": kind, "span": [start, end]} for kind, start, end in record.blocks]
    digest = hashlib.sha256(record.text.encode()).hexdigest()
    return (
        f"{bases.article + record.number + 1}\t{digest}\tbench-{record.number:07}.txt\tutf-8\t"
        f"{record.text.translate(ESCAPES)}\t{ArticleKind.MEETING_REPORT}\t\t{record.title}\t"
        f"{record.outlet}\t\t\t{record.day if record.dated else ''}\tf\t{{}}\t{{}}\t{{}}\t\t"
        f"{record.script}\t{bases.cities[record.town]}\t{json.dumps(blocks)}\t"
        f"{ReviewState.PENDING}\t{MOMENT}\t{MOMENT}\t{VERSION}\n"
    )


def _meeting(record: Record, bases: Bases) -> str:
    day = record.day if record.dated else NULL
    term, held = record.sitting.term, record.sitting.number
    return (
        f"{bases.meeting + record.number + 1}\t{bases.cities[record.town]}\t{record.sitting.name}\t"
        f"{record.organ}\t{record.kind}\t{NULL if term is None else term}\t"
        f"{NULL if held is None else held}\t{record.edtf}\t{day}\t{day}\tf\t{ReviewState.PENDING}"
        f"\t\t\t1\t{MOMENT}\t{MOMENT}\n"
    )


def _attendances(record: Record, bases: Bases, before: int) -> list[str]:
    report = bases.report + record.number + 1
    return [
        f"{before + place + 1}\t{report}\t{bases.official + somebody.number + 1}\t{place}\t"
        f"{somebody.name}\t{{{post}}}\t[[{span[0]}, {span[1]}]]\t{role}\t{start}\t"
        f"{start + len(somebody.name)}\n"
        for place, (somebody, post, span, role, start) in enumerate(record.people)
    ]


def _directives(record: Record, bases: Bases, before: int) -> list[str]:
    report = bases.report + record.number + 1
    return [
        f"{before + place + 1}\t{report}\t{place}\t{said.verb}\t{_speaker(said, bases)}\t"
        f"{record.words(said)}\t[]\t{said.start}\t{said.end}\n"
        for place, said in enumerate(record.directives)
    ]


def _speaker(said: Said, bases: Bases) -> str:
    """Name and id of who speaks."""
    if said.speaker is None:
        return f"{MEETING}\t{NULL}"
    return f"{said.speaker.name}\t{bases.official + said.speaker.number + 1}"
