"""Passages nest into lines whatever way they overlap."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.search.passages import Mark, Node, nested

MARKS = st.builds(
    lambda start, length, kind: Mark(start, start + length, kind, f"{kind}{start}"),
    st.integers(-2, 30),
    st.integers(-1, 30),
    st.sampled_from("abc"),
)


def leaves(nodes: Iterable[Node]) -> list[tuple[int, int]]:
    """The runs of text at the bottom of a tree."""
    found: list[tuple[int, int]] = []
    for node in nodes:
        found += leaves(node.children) if node.children else [(node.start, node.end)]
    return found


def covered(nodes: Iterable[Node], kind: str) -> set[int]:
    """The places that marks of a kind cover."""
    found: set[int] = set()
    for node in nodes:
        if node.mark and node.mark.kind == kind:
            found.update(range(node.start, node.end))
        found |= covered(node.children, kind)
    return found


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="甲\n", max_size=30), st.lists(MARKS, max_size=8))
def test_every_character_lies_in_one_leaf_in_order(text: str, marks: list[Mark]) -> None:
    runs = [run for line in nested(text, marks) for run in leaves(line)]
    assert "".join(text[start:end] for start, end in runs) == text
    assert all(start < end for start, end in runs)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="甲\n", max_size=30), st.lists(MARKS, max_size=8))
def test_marks_cover_what_they_name(text: str, marks: list[Mark]) -> None:
    lines = nested(text, marks)
    for kind in "abc":
        wanted = {
            place
            for mark in marks
            if mark.kind == kind and 0 <= mark.start < mark.end <= len(text)
            for place in range(mark.start, mark.end)
        }
        assert set().union(*(covered(line, kind) for line in lines)) == wanted


def test_crossing_marks_are_cut_where_they_cross() -> None:
    (line,) = nested("甲乙丙丁戊", [Mark(0, 3, "a", "a"), Mark(2, 5, "b", "b")])
    assert [(node.start, node.end, node.mark and node.mark.key) for node in line] == [
        (0, 3, "a"),
        (3, 5, ""),
    ]
    assert [(node.start, node.end) for node in line[0].children] == [(0, 2), (2, 3)]


def test_the_same_passage_twice_is_marked_once() -> None:
    (line,) = nested("甲乙", [Mark(0, 2, "a", "", "#x"), Mark(0, 2, "a", "", "#y")])
    assert line[0].mark == Mark(0, 2, "a", "", "#x")
    assert not line[0].children[0].mark
