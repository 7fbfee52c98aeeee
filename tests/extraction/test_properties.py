"""What a page does to a text leaves every fact unchanged and every span exact."""

from functools import cache
from typing import Any

import pytest
from _pytest.mark.structures import MarkDecorator
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from meetings.extraction.report import extract
from tests.extraction.corpus import Golden, golden_set, reading
from tests.extraction.noises import (
    FURNITURE,
    TAILS,
    facts,
    in_traditional,
    pinyin_places,
    width_places,
    with_pinyin,
    with_widths,
    wrapped,
)
from tests.extraction.placing import misplaced
from tests.extraction.regenerate import differences

TEXTS = [*golden_set("seeds"), *golden_set("composed")]
# The same examples on every machine; each test runs them on each text.
modest = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
shares = st.sampled_from([0.02, 0.1, 0.5, 1.0])
seeds = st.integers(0, 2**31)


def each_text() -> MarkDecorator:
    """Runs a test on every text."""
    return pytest.mark.parametrize("golden", [pytest.param(one, id=one.name) for one in TEXTS])


@cache
def facts_of(golden: Golden) -> dict[str, Any]:
    """What is read in a text to which nothing was done."""
    return facts(reading(golden))


def assert_reads_alike(golden: Golden, source: str) -> None:
    """The text reads as it does without what was done to it."""
    found = extract(source)
    assert list(differences(facts_of(golden), facts(found))) == []
    assert misplaced(found, source) == []


def some(places: list[int], share: float, seed: int) -> set[int]:
    """About a share of the places, the same ones for the same seed."""
    return {place for place in places if hash((place, seed)) % 1000 < share * 1000}


@each_text()
@modest
@given(share=shares, seed=seeds)
def test_injected_pinyin_changes_no_fact(golden: Golden, share: float, seed: int) -> None:
    source = with_pinyin(golden.text, some(pinyin_places(golden.text), share, seed))
    assert_reads_alike(golden, source)


@each_text()
def test_traditional_script_changes_no_fact(golden: Golden) -> None:
    assert_reads_alike(golden, in_traditional(golden.text))


@each_text()
@modest
@given(share=shares, seed=seeds)
def test_mixed_script_changes_no_fact(golden: Golden, share: float, seed: int) -> None:
    places = some(list(range(len(golden.text))), share, seed)
    assert_reads_alike(golden, in_traditional(golden.text, places))


@each_text()
@modest
@given(share=shares, seed=seeds)
def test_the_width_of_marks_and_digits_changes_no_fact(
    golden: Golden, share: float, seed: int
) -> None:
    """Addresses stay as they are, since they are copied; so do HTML's residue and filter dots."""
    source = with_widths(golden.text, some(width_places(golden.text), share, seed))
    assert_reads_alike(golden, source)


@each_text()
def test_paragraphs_broken_hard_change_no_fact(golden: Golden) -> None:
    """The first paragraph stays whole: its first line alone cannot be told from a headline.

    Nor does a line begin with a mark, or with a word that opens paragraphs (会议指出, 一是).
    """
    for width in (20, 30, 45):
        assert_reads_alike(golden, wrapped(golden.text, width))


@each_text()
@modest
@given(lines=st.lists(st.sampled_from(FURNITURE), min_size=1, unique=True))
def test_furniture_before_a_text_changes_no_fact(golden: Golden, lines: list[str]) -> None:
    assert_reads_alike(golden, "\n".join([*lines, golden.text]))


@each_text()
@modest
@given(blocks=st.lists(st.sampled_from(TAILS), min_size=1, unique=True))
def test_links_after_a_text_change_no_fact(golden: Golden, blocks: list[str]) -> None:
    assert_reads_alike(golden, "\n".join([golden.text.rstrip("\n"), *blocks]))


@each_text()
@modest
@given(share=shares, seed=seeds, tail=st.sampled_from(TAILS), whole=st.booleans())
def test_noises_of_several_kinds_change_no_fact(
    golden: Golden, share: float, seed: int, tail: str, whole: bool
) -> None:
    source = in_traditional(golden.text) if whole else golden.text
    source = with_widths(source, some(width_places(source), share, seed))
    source = with_pinyin(source, some(pinyin_places(source), share, seed + 1))
    assert_reads_alike(golden, f"时政要闻\n{source.rstrip()}\n{tail}")


@each_text()
def test_the_way_lines_end_changes_no_fact(golden: Golden) -> None:
    for end in ("\r\n", "\r", "\n\n", "\u2028", "  \n　　"):
        assert_reads_alike(golden, golden.text.replace("\n", end))
