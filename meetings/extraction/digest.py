"""Read a digest: many meetings on one page, one an entry."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.extraction.blocks import Page
from meetings.extraction.candidates import Candidate, find_candidates
from meetings.extraction.dates import Dated, to_edtf
from meetings.extraction.leaddays import Day
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.sittings import Sitting, sitting_of
from meetings.extraction.stamps import Stamp, before, find_stamps
from meetings.extraction.vocabulary import Confidence

# «★8月2日», «3日», «同日», «24日至25日»: how an entry begins
ENTRY_DAY = re.compile(
    r"\s*[★☆●◆▲■◇·•*-]?\s*(?:会议摘要:|【[^】\n]{2,40}】)?\s*(?:(?P<same>同日|当日)"
    r"|(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日)"
)
# «大事记(2014年6月)», «2021年8月大事记»: the month that a digest's title tells
TITLE_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting of a digest: `after` is where its agenda may begin in the body."""

    sitting: Sitting
    dated: Dated
    after: int


def find_entries(page: Page, body: Body) -> list[Entry]:
    """The entries that convene a meeting, in order."""
    year, month = _title_month(page)
    entries: list[Entry] = []
    day: Day | None = None
    stamps = find_stamps(page)
    for first, last in _paragraphs(body):
        sentence = body.sentences[first]
        day = _day(body, sentence, day, month) or day
        named = next(iter(find_candidates(body.text, sentence.start, sentence.end, first)), None)
        if named is not None:
            after = _after(body, named, sentence)
            entries.append(Entry(sitting_of(named, first, last), _dated(stamps, day, year), after))
    return entries


def _title_month(page: Page) -> tuple[int | None, int | None]:
    for _, words in page.of_kind("title", "furniture"):
        if found := TITLE_MONTH.search(words):
            return int(found["year"]), int(found["month"]) if found["month"] else None
    return None, None


def _paragraphs(body: Body) -> Iterator[tuple[int, int]]:
    """Sentences `[first, last)` of each paragraph."""
    firsts = [i for i, sentence in enumerate(body.sentences) if sentence.first]
    yield from zip(firsts, [*firsts[1:], len(body.sentences)], strict=True)


def _day(body: Body, sentence: Sentence, previous: Day | None, month: int | None) -> Day | None:
    found = ENTRY_DAY.match(body.plain, sentence.start, sentence.end)
    if found is None or found["same"]:
        return previous
    kept = previous.month if previous else month
    year = int(found["year"]) if found["year"] else None
    told = int(found["month"]) if found["month"] else kept
    return Day(year, told, int(found["day"]), body.text.span(*found.span("day")))


def _dated(stamps: list[Stamp], day: Day | None, year: int | None) -> Dated:
    """The entry's day, its year from the title or a stamp; an entry without a day has none."""
    if day is None:
        return Dated("", (), "date.none", Confidence.WEAK, reason="条目没有日期")
    spans = (day.span,)
    if day.year or year:
        return Dated(to_edtf(day, day.year or year), spans, "date.digest", Confidence.CERTAIN)
    stamped = before(stamps, day.month, day.day) if day.month else None
    if stamped:
        both = (day.span, stamped[1].span)
        return Dated(to_edtf(day, stamped[0]), both, "date.stamp", Confidence.CERTAIN)
    edtf = to_edtf(day, None)
    return Dated(edtf, spans, "date.no_year", Confidence.CERTAIN, reason="没有可据以定年的文字")


def _after(body: Body, named: Candidate, sentence: Sentence) -> int:
    end = named.span.end
    at = bisect_left(body.text.offsets, end)
    mark = re.compile(r"[^,。;:]{0,40}[,;:]").match(body.plain, at, sentence.end)
    return mark.end() if mark else at
