"""Where nothing is found, wider queries and rightly named fields are offered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.search.query import (
    And,
    Near,
    Node,
    Not,
    Or,
    Query,
    Words,
    leaves,
    relaxed,
    renamed,
)
from tests.search.queries import fields, trees


def near(text: str, first: str, second: str, within: int) -> bool:
    """Whether two strings stand near each other, by looking everywhere."""
    places = {s: [at for at in range(len(text)) if text.startswith(s, at)] for s in (first, second)}
    return any(
        0 <= b - a - len(one) <= within
        for one, other in ((first, second), (second, first))
        for a in places[one]
        for b in places[other]
    )


def holds(tree: Node | None, text: str, facts: set[Node]) -> bool:
    """Whether a text about which these facts are true answers a query."""
    match tree:
        case And(parts):
            return all(holds(part, text, facts) for part in parts)
        case Or(parts):
            return any(holds(part, text, facts) for part in parts)
        case Not(part):
            return not holds(part, text, facts)
        case Words(words):
            return words in text
        case Near(first, second, within):
            return near(text, first, second, within)
    return tree in facts


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        ("防汛", []),
        ("-防汛", []),
        ("防汛 OR 抗旱", []),
        ("防汛 抗旱", ["抗旱", "防汛"]),
        ("防汛 抗旱 城市:湘潭", ["抗旱 城市:湘潭", "防汛 城市:湘潭", "防汛 抗旱"]),
        ('"营商 环境"', ["营商 环境"]),
        ("会议指出，要防汛", ["会议指出 要防汛"]),
        ("“会议指出,要防汛” OR 抗旱", ["(会议指出 要防汛) OR 抗旱"]),
        ("防汛 ~10 抗旱", ["防汛 抗旱"]),
        ("防汛 -抗旱", ["防汛", "-抗旱"]),
        ("(防汛 -抗旱) OR 会议", ["防汛 OR 会议"]),
        ('-"营商 环境" 防汛', ["防汛", "-营商环境"]),
        ('"a b" -c d', ["a b -c d", "ab d", "-c d", "ab -c"]),
    ],
)
def test_wider_queries_lose_least_first(typed: str, offered: list[str]) -> None:
    assert [str(query) for query in relaxed(Query.of(typed))] == offered


TEXT = st.text("防汛抗旱,", max_size=12)
STRINGS = st.text("防汛抗旱,", min_size=1, max_size=3)
TEXTS = st.builds(Words, STRINGS) | st.builds(Near, STRINGS, STRINGS, st.integers(1, 3))


@settings(max_examples=500, deadline=None)
@given(trees(TEXTS | fields), TEXT, st.sets(st.integers(0, 20)))
def test_a_wider_query_finds_what_the_query_finds(tree: Node, text: str, true: set[int]) -> None:
    facts: set[Node] = {leaf for at, leaf in enumerate(leaves(tree)) if at in true}
    if holds(tree, text, facts):
        for query in relaxed(Query(tree)):
            assert holds(query.tree, text, facts), str(query)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("城巿:湘潭 防汛", "城市:湘潭 防汛"),
        ("地区：湘潭", "城市:湘潭"),
        ("主持人:王明", "主持:王明"),
        ("citty:湘潭", "city:湘潭"),
        ("officials:王明", "official:王明"),
        ("时间:2019", "日期:2019"),
        ("会议类型:座谈会 -地点:湘潭", "类型:座谈会 -城市:湘潭"),
    ],
)
def test_a_name_that_is_nearly_a_fields_is_offered_as_it(typed: str, offered: str) -> None:
    query = renamed(Query.of(typed))
    assert query
    assert query.typed == offered


@pytest.mark.parametrize("typed", ["", "防汛", "时间:上午", "比分:3", "http://a.cn", "城市:湘潭"])
def test_what_is_near_no_field_or_does_not_fit_is_left(typed: str) -> None:
    assert renamed(Query.of(typed)) is None
