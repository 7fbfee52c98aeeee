"""Find the words of a query in a source text and cut the snippets that show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.extraction.text import NOISE
from meetings.search.folding import Folded
from meetings.search.query import Query

Range = tuple[int, int]

# A cut around words that stand close together ends here.
LONGEST_CUT = 140


@dataclass(frozen=True)
class Snippet:
    """A cut of a source with the places of the hits in it, and whether text was left out."""

    text: str
    hits: tuple[Range, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


def find_hits(source: str, query: Query, within: Iterable[Range] | None = None) -> list[Range]:
    """Where the query's words stand in the source, in order, overlaps joined.

    Offsets are half-open code points of the source; injected pinyin in or right after a word
    belongs to its hit: «市長(zhǎng)». `within` keeps the hits that lie in one of these ranges.
    """
    if not query:
        return []
    folded = Folded.of(source)
    places = (place for term in query.terms for place in _places(folded.text, term))
    found = sorted(_with_pinyin(source, *folded.span(*place)) for place in places)
    if within is not None:
        ranges = _joined(sorted(within))
        found = [(a, b) for a, b in found if any(s <= a and b <= e for s, e in ranges)]
    return _joined(found)


def _places(text: str, term: str) -> Iterator[Range]:
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + 1)


def _with_pinyin(source: str, start: int, end: int) -> Range:
    after = NOISE.match(source, end)
    return start, after.end() if after and after.lastgroup == "pinyin" else end


def _joined(spans: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def snippets(
    source: str, hits: list[Range], *, around: int = 36, most: int = 3, within: Range | None = None
) -> list[Snippet]:
    """Up to `most` cuts around the first hits, each with `around` characters on either side.

    Without hits it is the start of the range. Cuts never leave the range and never overlap.
    """
    low, high = within or (0, len(source))
    inside = [hit for hit in hits if low <= hit[0] and hit[1] <= high]
    if not inside:
        return [_cut(source, (low, min(high, low + 4 * around)), [], (low, high))]
    windows = _joined((max(low, a - around), min(high, b + around)) for a, b in inside)
    chosen = [(a, min(b, a + LONGEST_CUT)) for a, b in windows[:most]]
    return [_cut(source, window, inside, (low, high)) for window in chosen]


def _cut(source: str, window: Range, hits: list[Range], whole: Range) -> Snippet:
    start, end = _trimmed(source, window)
    shown = tuple((a - start, b - start) for a, b in hits if start <= a and b <= end)
    return Snippet(source[start:end], shown, start > whole[0], end < whole[1])


def _trimmed(source: str, window: Range) -> Range:
    start, end = window
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end
