"""What folds alike is found alike."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from meetings.extraction.text import Text
from meetings.search.folding import Folded, fold

# Common characters, many with another Traditional form, beside Latin letters and digits.
SIMPLIFIED = "市长会议书记县区办国门业东车马鸟龙汉语广场发展经济着借了复余你只干后里台周"
TRADITIONAL = [OpenCC(config) for config in ("s2t", "s2tw", "s2hk")]
# Pieces of all that is dropped, in any order.
NOISY = st.lists(
    st.sampled_from(
        [
            *(
                "<br>",
                "(zhǎng)",
                "（huì ）",
                "&nbsp;",
                "第 3",
                "<span a>",
                "市.委",
                "\u200b",
                "\ufeff",
            ),
            *"市會第一十月(（)）,，、.<>/&;ǎàz 3４\n\u3000\x85ßﬁİ“「",
        ]
    ),
    max_size=24,
).map("".join)
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
        ("会议", "\x01会\x02\x7f议\x9f"),
        ("薴", "苎"),
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
    # Doubled commas are noise, told by touching each other.
    assume(not re.search("[，、]，|，、", text))
    spaced = "".join(a + b for a, b in zip(text, [*spaces, *[""] * 40], strict=False))
    assert fold(spaced) == fold(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = Folded.of(text)
    places = [folded.place(at) for at in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    assert all(char in fold(text[at]) for char, at in zip(folded.text, places, strict=True))


@settings(max_examples=1000, deadline=None)
@given(NOISY)
def test_folding_is_normalising_and_then_folding_each_character(text: str) -> None:
    plain = Text.of(text)
    slowly = [
        (folded, at)
        for char, at in zip(plain.plain, plain.offsets, strict=True)
        if not char.isspace()
        for folded in fold(text[at])
    ]
    folded = Folded.of(text)
    assert [(c, folded.place(at)) for at, c in enumerate(folded.text)] == slowly
    assert fold(text) == folded.text


def test_every_character_folds_to_what_stays_when_folded_again() -> None:
    for plane in range(0, 0x11_0000, 0x1_0000):
        every = "一".join(chr(c) for c in range(plane, plane + 0x1_0000))
        assert fold(fold(every)) == fold(every)


def test_lone_surrogates_which_no_text_can_hold_are_dropped() -> None:
    assert fold("会\ud800议") == "会议"
