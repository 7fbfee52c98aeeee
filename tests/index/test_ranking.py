"""How many directives of a meeting hold a word decides between meetings."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from meetings.index import Unit, ranking, store
from meetings.index.columns import Columns
from meetings.index.matching import Matcher
from tests.index.plain import Plain

pytestmark = pytest.mark.django_db
WORDS = ("会", "要", "会议", "安全", "强调", "没")


def scored(columns: Columns, word: str) -> dict[int, int]:
    """What each meeting has for a word."""
    places = np.flatnonzero(columns.meetings.live)
    ranks = ranking.scores(Matcher(columns, Unit.MEETING), [word], places)
    ids = columns.meetings.places.ids(places)
    return dict(zip(ids.tolist(), ranks.tolist(), strict=True))


@pytest.mark.parametrize("word", WORDS)
def test_a_meeting_has_points_for_its_name_and_up_to_three_directives(
    plain: Plain, word: str
) -> None:
    columns = store.current()
    texts = plain.texts[Unit.DIRECTIVE].items()
    of = Counter(plain.said[pk].sitting.row.pk for pk, text in texts if word in text)
    weight = ranking._weight(Matcher(columns, Unit.MEETING), word)
    for pk, rank in scored(columns, word).items():
        titled = word in plain.texts[Unit.MEETING][pk].partition("\n")[0]
        points = ranking.TITLED * titled + ranking.DIRECTED * min(of[pk], ranking.MOST_DIRECTED)
        assert rank == weight * points, pk


@pytest.mark.usefixtures("plain")
def test_directives_may_stand_anywhere() -> None:
    columns = store.current()
    said = columns.directives
    order = np.random.default_rng(2).permutation(said.places.size)
    apart = replace(said, meeting=said.meeting[order], live=said.live[order])
    held = np.random.default_rng(3).random(said.places.size) < 0.5
    size = columns.meetings.places.size
    together = said.runs.counts(held & said.live, size)
    assert together.any()
    assert (apart.runs.counts((held & said.live)[order], size) == together).all()
