"""Say how well each row of an answer fits the words that were asked for."""

from collections.abc import Iterable

import numpy as np

from meetings.index.columns import Ints, Mask
from meetings.index.conditions import Took, at_meetings, meetings_where
from meetings.index.counting import Weighted, to_meetings
from meetings.index.matching import Matcher
from meetings.index.units import Unit
from meetings.models import Official
from meetings.search.query import Words

# The weights, in an order of size: what is first decides, what follows only between equals.
CHAIRED, TOOK_PART = 64, 16
TITLED = 24
PHRASE = 8
DIRECTED, MOST_DIRECTED = 3, 3
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
    return np.round(found * 16).astype(np.int64)


def _rarity(matcher: Matcher, word: str) -> float:
    """From 1, of a word that all rows hold, to 4."""
    held = np.count_nonzero(matcher.leaf(Words(word)).upper & matcher.rows.live)
    share = (held + 1) / (matcher.rows.total + 1)
    return min(RAREST, 1 - float(np.log10(share)))


def _of_word(matcher: Matcher, word: str, places: Ints) -> Ints:
    if matcher.unit is Unit.DIRECTIVE:
        named = at_meetings(matcher.columns, _titled(matcher, word))
        return np.float32(TITLED / 4) * named[places] + (matcher.leaf(Words(word)).upper)[places]
    said = _directives(matcher, word)
    counts = np.zeros(matcher.rows.places.size, np.float32)
    counts[said.places] = np.minimum(said.weights, MOST_DIRECTED)  # type: ignore[arg-type]  # summed
    return TITLED * matcher.titled(word)[places] + DIRECTED * counts[places]


def _titled(matcher: Matcher, word: str) -> Mask:
    return Matcher(matcher.columns, Unit.MEETING).titled(word)


def _directives(matcher: Matcher, word: str) -> Weighted:
    """The meetings whose directives hold every pair of a word, with the number of these."""
    other = Matcher(matcher.columns, Unit.DIRECTIVE)
    held = other.leaf(Words(word)).upper & matcher.columns.directives.live
    held &= matcher.columns.directives.meeting >= 0
    return to_meetings(matcher.columns, Weighted(np.flatnonzero(held)))


def _of_people(matcher: Matcher, words: list[str], places: Ints) -> Ints:
    """What speaks for meetings of people who are named among the words."""
    ids = frozenset(Official.objects.called(words))
    if not ids:
        return np.zeros(len(places), np.float32)
    chaired = meetings_where(matcher.columns, Took(ids, "chair"))
    there = meetings_where(matcher.columns, Took(ids))
    return np.float32(CHAIRED) * chaired[places] + np.float32(TOOK_PART) * there[places]
