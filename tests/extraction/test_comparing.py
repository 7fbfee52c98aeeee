"""The comparison tells every difference between a reading and an annotation."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.extraction.comparing import Comparison, Figure, compare, likeness, overlap, paired
from tests.extraction.corpus import as_json, golden_set

SEED = golden_set("seeds")[0]
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> Comparison:
    """Compare a seed with its reading after a change."""
    read = copy.deepcopy(as_json(SEED))
    change(read)
    return compare([(SEED.gold, read, "seed")])


def test_a_right_reading_has_no_miss() -> None:
    comparison = compare([(SEED.gold, as_json(SEED), "seed")])
    assert comparison.misses == []
    assert all(figure.f1 == 1 and figure.errors == 0 for figure in comparison.figures.values())


CHANGES: dict[str, Change] = {
    "article.title": lambda read: read["article"].update(title="市委召开会议"),
    "article.reporters": lambda read: read["article"]["reporters"].append("张三"),
    "city": lambda read: read.update(city=None),
    "city.code": lambda read: read["city"].update(code="430100"),
    "meetings": lambda read: read["meetings"].append(read["meetings"][0]),
    "meeting.date": lambda read: read["meetings"][0].update(date="2017-09-24"),
    "meeting.title": lambda read: read["meetings"][0].update(title="第38次会议"),
    "officials.named": lambda read: read["meetings"][0]["officials"].pop(),
    "officials.role": lambda read: read["meetings"][0]["officials"][0].update(role="observer"),
    "officials.post": lambda read: read["meetings"][0]["officials"][0]["posts"].pop(),
    "agenda": lambda read: read["meetings"][0]["agenda"].pop(),
    "directives": lambda read: read["meetings"][0]["directives"][0]["span"].__setitem__(0, 0),
    "directive.verb": lambda read: read["meetings"][0]["directives"][0].update(verb="希望"),
    "directive.speaker": lambda read: read["meetings"][0]["directives"][0].update(speaker="他"),
    "directive.items": lambda read: read["meetings"][0]["directives"][0].update(items=[{}] * 9),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_wrong_value_is_told_under_its_field(name: str) -> None:
    comparison = changed(CHANGES[name])
    assert name in {miss.field for miss in comparison.misses}
    assert comparison.figures[name].f1 < 1
    assert comparison.told(name).startswith("seed: ")


def test_a_meeting_that_was_not_read_misses_all_its_people() -> None:
    comparison = changed(lambda read: read["meetings"].clear())
    assert comparison.figures["officials.present"].hits == 0
    assert comparison.figures["officials.present"].f1 == 0


def test_a_field_that_the_annotation_leaves_out_is_not_compared() -> None:
    assert compare([({"article": {}}, as_json(SEED), "seed")]).figures == {}


def test_likeness_is_the_share_of_the_longest_common_run() -> None:
    assert likeness("《关于防汛的报告》", "关于防汛的报告") == 1
    assert likeness("防汛工作", "防汛") == 0.5
    assert likeness("", "") == 1
    assert likeness("", "防汛") == 0


def test_overlap_is_intersection_over_union() -> None:
    assert overlap((0, 10), (0, 10)) == 1
    assert overlap((0, 10), (5, 10)) == 0.5
    assert overlap((0, 5), (5, 10)) == 0


def test_rows_are_paired_once_the_most_alike_first() -> None:
    gold, read = [{"n": 1}, {"n": 5}], [{"n": 4}, {"n": 6}]
    assert paired(gold, read, lambda g, r: -abs(g["n"] - r["n"]), -4) == [(1, 0)]
    assert paired(gold, read, lambda g, r: -abs(g["n"] - r["n"]), -9) == [(0, 1), (1, 0)]


def test_nothing_wanted_and_nothing_read_is_right() -> None:
    assert Figure().f1 == 1
    assert Figure(hits=1, read=2, wanted=1).errors == 1
