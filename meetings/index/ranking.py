"""Say how well each row of an answer fits the words that were asked for."""

from collections.abc import Iterable

import numpy as np

from meetings.index.columns import Ints, Mask
from meetings.index.conditions import Took, at_meetings, meetings_where
from meetings.index.matching import Matcher
from meetings.index.units import Unit
from meetings.models import Official
from meetings.search.query import Words

# The weights, in an order of size: what is first decides, what follows only between equals.
CHAIRED, TOOK_PART = 64, 16
TITLED = 24
PHRASE = 8
DIRECTED, MOST_DIRECTED = 3, 3
# With more directives that hold a word, all are passed over once instead of counted one by one.
FEW_DIRECTIVES = 200_000
# A word that few rows hold says more than one that most hold.
RAREST = 4.0


def scores(matcher: Matcher, terms: Iterable[str], places: Ints) -> Ints:
    """A whole number for each row; greater fits better.

    Of each word: that the name of the meeting holds it, and how many directives do (to three);
    weighted by how rare the word is. Of the words together: that they stand there as one phrase.
    Of a name: that the person chaired the meeting, or took part.
    """
    words = list(dict.fromkeys(terms))
    found = np.zeros(len(places), np.float32)
    for word in words:
        found += _rarity(matcher, word) * _of_word(matcher, word, places)
    if len(words) > 1:
        phrase = matcher.leaf(Words("".join(words))).upper
        found += PHRASE * phrase[places]
    if matcher.unit is Unit.MEETING:
        found += _of_people(matcher, words, places)
    return np.rint(found * 16).astype(np.int32)


def _rarity(matcher: Matcher, word: str) -> float:
    """From 1, of a word that all rows hold, to 4."""
    held = np.count_nonzero(matcher.leaf(Words(word)).upper & matcher.rows.live)
    share = (held + 1) / (matcher.rows.total + 1)
    return min(RAREST, 1 - float(np.log10(share)))


def _of_word(matcher: Matcher, word: str, places: Ints) -> Ints:
    if matcher.unit is Unit.DIRECTIVE:
        named = at_meetings(matcher.columns, _titled(matcher, word))
        return np.float32(TITLED / 4) * named[places] + (matcher.leaf(Words(word)).upper)[places]
    said = np.minimum(_directives(matcher, word, places), MOST_DIRECTED).astype(np.float32)
    return TITLED * matcher.titled(word)[places] + DIRECTED * said


def _titled(matcher: Matcher, word: str) -> Mask:
    return Matcher(matcher.columns, Unit.MEETING).titled(word)


def _directives(matcher: Matcher, word: str, places: Ints) -> Ints:
    """Of each of these meetings, how many directives hold every pair of a word."""
    said = matcher.columns.directives
    held = Matcher(matcher.columns, Unit.DIRECTIVE).leaf(Words(word)).upper & said.live
    runs = said.runs if np.count_nonzero(held) > FEW_DIRECTIVES else None
    if runs is None:
        meetings = said.meeting[np.flatnonzero(held)]
        return np.bincount(meetings, minlength=matcher.rows.places.size)[places]
    so_far = np.zeros(len(held) + 1, np.int32)
    np.cumsum(held.view(np.uint8), dtype=np.int32, out=so_far[1:])
    begin, end = (_padded(ends, places) for ends in runs)
    counts: Ints = so_far.take(end.take(places)) - so_far.take(begin.take(places))
    return counts


def _padded(ends: Ints, places: Ints) -> Ints:
    """With noughts for meetings behind the last that has directives."""
    beyond = int(places.max(initial=-1)) + 1 - len(ends)
    return np.pad(ends, (0, beyond)) if beyond > 0 else ends


def _of_people(matcher: Matcher, words: list[str], places: Ints) -> Ints:
    """What speaks for meetings of people who are named among the words."""
    ids = frozenset(Official.objects.called(words))
    if not ids:
        return np.zeros(len(places), np.float32)
    chaired = meetings_where(matcher.columns, Took(ids, "chair"))
    there = meetings_where(matcher.columns, Took(ids))
    return np.float32(CHAIRED) * chaired[places] + np.float32(TOOK_PART) * there[places]
