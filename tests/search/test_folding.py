"""What folds alike is found alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from meetings.search.folding import Folded, fold

# Common characters, many with another Traditional form, beside Latin letters and digits.
SIMPLIFIED = "市长会议书记县区办国门业东车马鸟龙汉语广场发展经济着借了复余你只干后里台周"
TRADITIONAL = [OpenCC(config) for config in ("s2t", "s2tw", "s2hk")]
PLAIN = st.text(alphabet=SIMPLIFIED + "ABCabcXY012“”，。、（）《》", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("驻马店", "駐馬店"),
        ("市长", "市長"),
        ("市长", "市長(zhǎng)"),
        ("了解情况", "瞭解情況"),
        ("瞭望", "了望"),
        ("沿着道路", "沿著道路"),
        ("乾坤", "干坤"),
        ("PPP项目", "ｐｐｐ項目"),
        ("第38次", "第 ３８　次"),
        ("营商环境", "营商\n环境"),
        ("“两会”", '"两会"'),
        ("ﬁ", "FI"),
        ("Straße", "STRASSE"),
        ("会议", "会\u200b议"),
        ("会议", "<b>会</b>议"),
    ],
)
def test_these_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("市长", "县长"), ("一", "二"), ("a", "b"), ("会议指出", "会议，指出")]
)
def test_these_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=300, deadline=None)
@given(PLAIN, st.integers(0, 40), st.integers(0, 40))
def test_a_part_folds_to_a_part(text: str, start: int, end: int) -> None:
    assert fold(text[start:end]) in fold(text)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=SIMPLIFIED, max_size=30))
def test_both_scripts_fold_alike(text: str) -> None:
    for converter in TRADITIONAL:
        assert fold(converter.convert(text)) == fold(text)


@settings(max_examples=200, deadline=None)
@given(PLAIN, st.lists(st.sampled_from([" ", "\n", "\u3000", "\u200b", "\t"]), max_size=40))
def test_white_space_anywhere_changes_nothing(text: str, spaces: list[str]) -> None:
    spaced = "".join(a + b for a, b in zip(text, [*spaces, *[""] * 40], strict=False))
    assert fold(spaced) == fold(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = Folded.of(text)
    assert len(folded.offsets) == len(folded.text)
    assert folded.offsets == sorted(folded.offsets)
    assert all(0 <= place < len(text) for place in folded.offsets)
