"""How many directives of a meeting hold a word, counted in either way."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from meetings.index import Unit, ranking, store
from meetings.index.columns import Columns, Ints
from meetings.index.matching import Matcher
from tests.index.plain import Plain

pytestmark = pytest.mark.django_db
WORDS = ("会", "要", "会议", "安全", "强调", "没有这样的字")


def both_ways(columns: Columns, word: str, places: Ints) -> list[list[int]]:
    """The numbers counted one by one, and by passing over all."""
    found = []
    for few in (10**9, -1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "FEW_DIRECTIVES", few)
            matcher = Matcher(columns, Unit.MEETING)
            found.append(ranking._directives(matcher, word, places).tolist())
    return found


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("share", [1.0, 0.3, 0.0])
def test_directives_are_counted_alike_in_both_ways(plain: Plain, word: str, share: float) -> None:
    columns = store.current()
    places = np.flatnonzero(columns.meetings.live)
    places = places[np.random.default_rng(3).random(len(places)) < share]
    one_by_one, passed_over = both_ways(columns, word, places)
    assert one_by_one == passed_over
    texts = plain.texts[Unit.DIRECTIVE].items()
    of = Counter(plain.said[pk].sitting.row.pk for pk, text in texts if word in text)
    if len(word) <= 2:
        ids = columns.meetings.places.ids(places).tolist()
        assert one_by_one == [of[pk] for pk in ids]


@pytest.mark.usefixtures("plain")
def test_directives_that_do_not_stand_together_are_counted_one_by_one() -> None:
    columns = store.current()
    said = columns.directives
    mixed = replace(said, meeting=np.where(said.live, said.meeting.max() - said.meeting, -1))
    assert said.runs is not None
    assert mixed.runs is None
    places = np.flatnonzero(columns.meetings.live)
    one_by_one, passed_over = both_ways(replace(columns, directives=mixed), "会", places)
    assert one_by_one == passed_over
