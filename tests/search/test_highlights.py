"""Words are marked where they stand, in the glyphs that were printed."""

from pathlib import Path

import pytest
from django.conf import settings as project
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.search.folding import fold
from meetings.search.highlights import find_hits, snippets
from meetings.search.query import Query

SEED = (Path(project.SEEDS_DIR) / "004_ec4f16c0a4ee7255.txt").read_text(encoding="utf-8")


def shown(source: str, typed: str) -> list[str]:
    """The printed words that a query marks."""
    return [source[start:end] for start, end in find_hits(source, Query.of(typed))]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("市长", "市長(zhǎng)"),
        ("市長", "市長(zhǎng)"),
        ("副书记", "副書(shū)記"),
        ("驻马店", "駐馬店"),
        ("ppp项目", "PPP項(xiàng)目"),
        ("朱是西主持", "朱是西主持"),
    ],
)
def test_traditional_text_with_injected_pinyin_is_marked_as_printed(
    typed: str, printed: str
) -> None:
    assert printed in shown(SEED, typed)


def test_hits_that_touch_are_one() -> None:
    assert shown("防汛抗旱工作", "防汛 抗旱") == ["防汛抗旱"]
    assert shown("一一一一", "一一") == ["一一一一"]


def test_words_over_a_line_break_are_marked_with_it() -> None:
    assert shown("营商\n环境", "营商环境") == ["营商\n环境"]


def test_only_the_parts_asked_for_are_marked() -> None:
    assert find_hits("防汛。防汛", Query.of("防汛"), [(0, 3)]) == [(0, 2)]


def test_words_over_the_seam_of_two_parts_are_marked() -> None:
    assert find_hits("防汛。防汛", Query.of("。防"), [(0, 3), (3, 5)]) == [(2, 4)]


def test_nothing_asked_marks_nothing() -> None:
    assert find_hits("防汛", Query()) == []


def test_a_snippet_shows_the_words_with_their_surroundings() -> None:
    source = "甲" * 100 + "防汛" + "乙" * 100
    (cut,) = snippets(source, find_hits(source, Query.of("防汛")), around=10)
    assert cut.text == "甲" * 10 + "防汛" + "乙" * 10
    assert [cut.text[a:b] for a, b in cut.hits] == ["防汛"]
    assert (cut.cut_before, cut.cut_after) == (True, True)


def test_without_hits_a_snippet_is_the_beginning() -> None:
    (cut,) = snippets("\n  甲乙", [])
    assert (cut.text, cut.hits, cut.cut_before, cut.cut_after) == ("甲乙", (), True, False)


def test_words_close_together_give_one_snippet_of_bounded_length() -> None:
    source = "防汛，" * 200
    cuts = snippets(source, find_hits(source, Query.of("防汛")))
    assert len(cuts) == 1
    assert len(cuts[0].text) <= 140


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="防汛長长 \n(zhǎng)a", max_size=60), st.sampled_from(["防汛", "长", "汛a"]))
def test_every_hit_folds_to_text_that_holds_the_word(source: str, typed: str) -> None:
    hits = find_hits(source, Query.of(typed))
    assert bool(hits) == (fold(typed) in fold(source))
    for start, end in hits:
        assert fold(typed) in fold(source[start:end])


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="防汛抗旱，。 \n", max_size=200), st.integers(1, 20), st.integers(1, 3))
def test_snippets_are_cuts_of_the_source_with_hits_in_place(
    source: str, around: int, most: int
) -> None:
    cuts = snippets(source, find_hits(source, Query.of("防汛")), around=around, most=most)
    assert 1 <= len(cuts) <= most
    for cut in cuts:
        assert cut.text in source
        for start, end in cut.hits:
            assert "防汛" in "".join(cut.text[start:end].split())
