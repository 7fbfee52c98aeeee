"""Print how well thirty judged queries are answered by relevance, as nDCG@10.

Run `python -m tests.bench.judged --data FOLDER`. Reports that hold the words in known places are
planted among the archive's, the seeds are ingested, and all is taken back at the end. Names are
judged by what the archive says of the people.
"""

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from tests.bench.corpus import Record, Reporter
from tests.bench.forms import FORMS, Sitting
from tests.bench.measuring import columns
from tests.bench.opening import add_archive, open_archive, say
from tests.bench.queries import Sample

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data" / "judged.toml"
DEPTH = 10
NAMED, NAMED_WITH_WORD = 5, 3
TITLED, DIRECTED, BODY, APART = 3, 2, 1, 0
# How many reports are planted for each query, by what they are worth.
PLANTED = {TITLED: 2, DIRECTED: 3, BODY: 4, APART: 4}
PLANTED_SEED = 97
ROLE_WORTH = {"chair": 3, "speaker": 2}
AGENDA, FIRST_DIRECTIVE = 3, 4  # lines of a report of the corpus
CLOSING = "要推进{}建设。"
TOLD = "会议还通报了{}进展情况。"


@dataclass(frozen=True)
class Judged:
    """A query as typed with what each meeting is worth; those not named are worth nothing."""

    kind: str
    query: str
    worth: Mapping[int, int]


def main() -> None:
    """Plant, ask, print, take back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the worth of each answer")
    add_archive(parser)
    options = parser.parse_args()
    open_archive(options.data)
    from django.db import transaction

    with transaction.atomic():
        rows = list(_rows(list(judgements()), show=options.show))
        transaction.set_rollback(True)
    for line in columns(("kind", "query", "nDCG@10", "first ten"), rows):
        say(line)


def _rows(judged: Sequence[Judged], *, show: bool) -> Iterator[tuple[str, ...]]:
    from meetings import index
    from meetings.search.query import Query

    kinds: dict[str, list[float]] = defaultdict(list)
    for one in judged:
        found = index.ask(index.Unit.MEETING, Query.of(one.query)).page("relevance", DEPTH)
        value = ndcg(found, one.worth)
        kinds[one.kind].append(value)
        worths = " ".join(str(one.worth.get(pk, 0)) for pk in found) if show else ""
        yield one.kind, one.query, f"{value:.3f}", worths
    for kind, values in (*kinds.items(), ("all", [v for own in kinds.values() for v in own])):
        yield kind, f"mean of {len(values)}", f"{sum(values) / len(values):.3f}", ""


def ndcg(found: Sequence[int], worth: Mapping[int, int]) -> float:
    """Normalised discounted cumulative gain of the first ten."""
    best = sorted(worth.values(), reverse=True)
    ideal = _gain(best)
    return _gain([worth.get(pk, 0) for pk in found]) / ideal if ideal else 1.0


def _gain(worths: Sequence[int]) -> float:
    gains = ((2.0**worth - 1) / log2(place + 2) for place, worth in enumerate(worths[:DEPTH]))
    return sum(gains)


def judgements() -> Iterator[Judged]:
    """All thirty; reports are planted in the running transaction."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    yield from _planted(told["planted"])
    yield from _seeds(told["seed"])
    yield from _names(Sample())


def _planted(told: list[dict[str, Any]]) -> Iterator[Judged]:
    reporter, number = Reporter(PLANTED_SEED), 0
    for one in told:
        worth = {}
        for value, count in PLANTED.items():
            for _ in range(count if value or len(one["words"]) > 1 else 0):
                text = planted(reporter, number, one["words"], value)
                worth[_stored(text, f"planted-{number:05}.txt")] = value
                number += 1
        yield Judged("planted", one["query"], worth)


def planted(reporter: Reporter, number: int, words: Sequence[str], worth: int) -> str:
    """A report of the corpus with the words in the place that makes it worth so much."""
    phrase = "".join(words)
    record = reporter.record(number)
    if worth == TITLED:
        return _renamed(reporter, record, phrase).text
    lines = record.text.split("\n")
    if worth == DIRECTED:
        lines[FIRST_DIRECTIVE] += CLOSING.format(phrase)
    elif worth == BODY:
        lines[AGENDA] += TOLD.format(phrase)
    else:
        lines[AGENDA] += TOLD.format(words[0])
        lines[FIRST_DIRECTIVE] += CLOSING.format(words[1])
    return "\n".join(lines)


def _renamed(reporter: Reporter, record: Record, phrase: str) -> Record:
    """The report of a number, of a work conference on a subject."""
    form = next(one for one in FORMS if one.name == "{w}委经济工作会议")
    held = Sitting(form, f"{record.place.word}委{phrase}工作会议", None, None)
    return reporter.record(record.number, held)


def _stored(text: str, name: str) -> int:
    """The meeting of an ingested text."""
    from meetings.ingest import store
    from meetings.ingest.readers import of_bytes
    from meetings.models import Report

    stored = store(of_bytes(text.encode(), name=name))
    return int(Report.objects.get(article=stored.article, ordinal=0).meeting_id)


def _seeds(told: list[dict[str, Any]]) -> Iterator[Judged]:
    files = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("*.txt"))}
    meetings = {
        number: _stored(path.read_bytes().decode(), path.name) for number, path in files.items()
    }
    for one in told:
        worth = {meetings[number]: value for number, value in one["worth"].items()}
        yield Judged("seed", one["query"], worth)


def _names(sample: Sample) -> Iterator[Judged]:
    """People who chair a few meetings and take part in more; some with a word of one of these."""
    from meetings.models import Attendance

    chosen, seen = 0, set()
    for record in sample.records:
        name = record.people[0].somebody.name
        if name in seen:
            continue
        seen.add(name)
        rows = Attendance.objects.filter(name=name).values_list("report__meeting", "role")
        worth = {pk: ROLE_WORTH.get(role, 1) for pk, role in rows}
        chaired = sum(value == ROLE_WORTH["chair"] for value in worth.values())
        if not 2 <= chaired < DEPTH or len(worth) < 2 * DEPTH:
            continue
        chosen += 1
        if chosen <= NAMED:
            yield Judged("name", name, worth)
        elif chosen <= NAMED + NAMED_WITH_WORD:
            yield _with_word(name, record, worth)
        else:
            return


def _with_word(name: str, record: Record, worth: Mapping[int, int]) -> Judged:
    """The same with the organ's word beside the name, of the meetings that hold both."""
    from meetings.models import MeetingText

    word = record.sitting.name[-4:]
    held = MeetingText.objects.filter(meeting__in=worth, text__contains=word)
    both = held.values_list("meeting_id", flat=True)
    return Judged("name and word", f"{name} {word}", {pk: worth[pk] for pk in both})


if __name__ == "__main__":
    main()
