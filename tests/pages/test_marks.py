"""Marked text is the source text, whatever is marked in it."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.search.passages import Mark, nested
from meetings.search.query import Query
from meetings.templatetags.marks import _run, _written, highlighted, marked, with_hits

TEXTS = st.text(alphabet="会议指出<>&\"' \n一要abc#;。", max_size=60)
MARKS = st.builds(
    lambda start, length, kind, href: Mark(start, start + length, kind, f"{kind}{start}", href),
    st.integers(-3, 60),
    st.integers(-2, 40),
    st.sampled_from(["name", "directive", "hit", "b-tail", "claim"]),
    st.sampled_from(["", "#p1"]),
)


def text_of(markup: str) -> str:
    """The text of a markup: tags stripped, entities resolved."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(MARKS, max_size=8))
def test_the_text_of_the_markup_is_the_source(text: str, marks: list[Mark]) -> None:
    assert text_of(marked(text, marks)) == text


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(MARKS, max_size=8))
def test_elements_nest_and_links_never_stand_in_links(text: str, marks: list[Mark]) -> None:
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)", marked(text, marks)):
        if closing:
            assert opened.pop() == name
        else:
            assert not (name == "a" and "a" in opened)
            opened.append(name)
    assert not opened


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(MARKS, max_size=8))
def test_an_anchor_stands_once(text: str, marks: list[Mark]) -> None:
    distinct = {mark.key: mark for mark in marks}.values()
    anchors = re.findall(r' id="([^"]*)"', marked(text, distinct))
    assert len(anchors) == len(set(anchors))


def test_a_name_in_a_directive_is_marked_inside_it() -> None:
    marks = [Mark(0, 8, "directive", "d1", "#d1", "指令"), Mark(3, 5, "name", "p1", "#p1")]
    assert marked("会议，王明要求。", marks) == (
        '<p><mark class="m m-directive" id="t-d1">'
        '<a class="ref" href="#d1" aria-label="指令" title="指令"></a>'
        '会议，<a class="m m-name" id="t-p1" href="#p1">王明</a>要求。</mark></p>'
    )


def test_a_passage_over_two_lines_is_cut_and_keeps_one_anchor() -> None:
    markup = marked("甲乙\n丙丁", [Mark(1, 4, "directive", "d1", "#d1")])
    assert markup.count('id="t-d1"') == 1
    assert markup.count('<mark class="m m-directive"') == 2


def test_marked_titles_are_escaped() -> None:
    assert highlighted("<b>防汛</b>", Query.of("防汛")) == (
        '&lt;b&gt;<mark class="m m-hit">防汛</mark>&lt;/b&gt;'
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 60), max_size=8, unique=True))
def test_hits_are_marked_as_any_other_passage(text: str, ends: list[int]) -> None:
    places = sorted(end for end in ends if end <= len(text))
    hits = list(zip(places[::2], places[1::2], strict=False))
    lines = nested(text, [Mark(start, end, "hit") for start, end in hits])
    assert with_hits(text, hits) == _run(_written(text, line) for line in lines)
