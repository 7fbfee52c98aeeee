"""The directives of each meeting are counted and found wherever their ids stand."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from meetings.index.arrays import Ints, ones_between, ranges, sorting, taken
from meetings.index.runs import Runs

SIZE = 60


def laid_out(seed: int, longest: int, *, shuffled: bool) -> Ints:
    """The meeting of each directive: runs of some length with gaps, in order or not."""
    chance = Random(seed)
    meetings = [meeting for meeting in range(SIZE) if chance.random() < 0.8]
    runs = [[meeting] * chance.randint(1, longest) for meeting in meetings]
    runs += [[-1] * chance.randint(1, 3) for _ in range(10)]
    runs += [[meeting] * 2 for meeting in chance.sample(meetings, 5)] if shuffled else []
    if shuffled:
        chance.shuffle(runs)
    return np.array([meeting for run in runs for meeting in run], np.int32)


LAYOUTS = [
    pytest.param(laid_out(1, 5, shuffled=False), id="in order"),
    pytest.param(laid_out(2, 30, shuffled=False), id="long runs"),
    pytest.param(laid_out(3, 30, shuffled=True), id="mixed"),
    pytest.param(laid_out(4, 700, shuffled=True), id="more than a byte counts"),
    pytest.param(np.zeros(0, np.int32), id="none"),
    pytest.param(np.full(9, -1, np.int32), id="none of a meeting"),
    pytest.param(np.array([7], np.int32), id="one"),
]


@pytest.mark.parametrize("meeting", LAYOUTS)
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_held_directives_are_counted_by_meeting(meeting: Ints, share: float) -> None:
    held = np.random.default_rng(5).random(len(meeting)) < share
    wanted = np.bincount(meeting[held & (meeting >= 0)], minlength=SIZE)
    runs = Runs.of(meeting)
    assert runs.counts(held, SIZE).tolist() == wanted.tolist()
    for some in (np.arange(SIZE), np.arange(0, SIZE, 7), np.array([SIZE - 1]), np.arange(0)):
        assert runs.counts_of(some, held).tolist() == wanted[some].tolist()


@pytest.mark.parametrize("meeting", LAYOUTS)
def test_directives_come_by_meeting_and_then_by_id(meeting: Ints) -> None:
    asked = np.random.default_rng(6).permutation(SIZE)
    wanted = [place for one in asked for place in np.flatnonzero(meeting == one)]
    assert Runs.of(meeting).places(asked).tolist() == wanted


def test_taking_and_sorting_are_those_of_numpy() -> None:
    chance = np.random.default_rng(7)
    values = chance.integers(0, 100, 1_000)
    at = chance.integers(0, 1_000, 200_000).astype(np.int32)
    assert (taken(values, at) == values[at]).all()
    assert taken(values, np.array([-1])).tolist() == [values[0]]
    for top in (10, 2**16, 2**20):
        numbers = chance.integers(0, top, 5_000)
        assert (sorting(numbers) == np.argsort(numbers, kind="stable")).all()


def test_ranges_and_ones_are_counted_from_each_start() -> None:
    assert ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert ranges(np.arange(0), np.arange(0)).tolist() == []
    held = np.random.default_rng(8).random(1_000) < 0.5
    starts = np.array([0, 0, 1, 63, 64, 65, 500, 1_000])
    wanted = [np.count_nonzero(held[a:b]) for a, b in pairwise(starts)]
    assert ones_between(held, starts).tolist() == wanted
