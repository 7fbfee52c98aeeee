"""Say how well each row of an answer fits the words that were asked for."""

from collections.abc import Iterable

import numpy as np

from meetings.index.arrays import Ints, taken
from meetings.index.conditions import Took, meetings_where
from meetings.index.matching import Matcher
from meetings.index.units import Unit
from meetings.models import Official
from meetings.search.query import Words

# The weights, in an order of size: what is first decides, what follows only between equals.
CHAIRED, TOOK_PART = 64, 16
TITLED = 24
PHRASE = 8
DIRECTED, MOST_DIRECTED = 3, 3
# Weights are whole numbers of sixteenths: a word that few rows hold says more than one that most
# hold, up to nearly four times as much. With as many words as may be asked two bytes are enough.
STEPS, RAREST = 16, 63


def scores(matcher: Matcher, terms: Iterable[str], places: Ints) -> Ints:
    """A whole number for each of these rows, given in order; greater fits better.

    Of each word: that the name of the meeting holds it, and how many directives do (to three).
    Of the words together: that they stand there as one phrase. All weighted by how rare the words
    are. Of a name: that the person chaired the meeting, or took part.
    """
    words = list(dict.fromkeys(terms))
    weights = [_weight(matcher, word) for word in words]
    of_words = _of_meetings if matcher.unit is Unit.MEETING else _of_directives
    found = of_words(matcher, words, weights, places)
    if len(words) > 1:
        phrase = matcher.leaf(Words("".join(words))).upper
        found += np.int16(PHRASE * sum(weights)) * phrase.take(places)
    if matcher.unit is Unit.MEETING:
        _add_people(found, matcher, words, places)
    return found


def _of_meetings(matcher: Matcher, words: list[str], weights: list[int], places: Ints) -> Ints:
    said = matcher.columns.directives
    of_said = Matcher(matcher.columns, Unit.DIRECTIVE)
    found = np.zeros(len(places), np.int16)
    for word, weight in zip(words, weights, strict=True):
        held = of_said.leaf(Words(word)).upper & said.live
        own = np.minimum(said.runs.counts_of(places, held), MOST_DIRECTED) * np.uint8(DIRECTED)
        titled = matcher.titled(word)
        if titled.any():
            own += np.uint8(TITLED) * titled.take(places)
        found += np.int16(weight) * own
    return found


def _of_directives(matcher: Matcher, words: list[str], weights: list[int], places: Ints) -> Ints:
    meetings = Matcher(matcher.columns, Unit.MEETING)
    found = np.zeros(len(places), np.int16)
    titles = np.zeros(meetings.rows.places.size, np.int16)
    for word, weight in zip(words, weights, strict=True):
        found += np.int16(weight) * matcher.leaf(Words(word)).upper.take(places)
        titles += np.int16(weight * TITLED // 4) * meetings.titled(word)
    if titles.any():
        found += taken(titles, matcher.columns.directives.meeting.take(places))
    return found


def _weight(matcher: Matcher, word: str) -> int:
    """From 16, of a word that all rows hold, to 63."""
    held = np.count_nonzero(matcher.leaf(Words(word)).upper & matcher.rows.live)
    share = (held + 1) / (matcher.rows.total + 1)
    return min(RAREST, round(STEPS * (1 - float(np.log10(share)))))


def _add_people(found: Ints, matcher: Matcher, words: list[str], places: Ints) -> None:
    """Add what speaks for meetings of people who are named among the words."""
    ids = frozenset(Official.objects.called(words))
    if ids:
        chaired = meetings_where(matcher.columns, Took(ids, "chair"))
        there = meetings_where(matcher.columns, Took(ids))
        found += np.int16(STEPS * CHAIRED) * chaired.take(places)
        found += np.int16(STEPS * TOOK_PART) * there.take(places)
