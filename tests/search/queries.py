"""Random queries: what a reader may type, and trees."""

from datetime import date

from hypothesis import strategies as st

from meetings.extraction.vocabulary import Kind, Organ, Role, Verb
from meetings.search.query import (
    Held,
    Near,
    Node,
    OfKind,
    OfOrgan,
    Person,
    Place,
    Session,
    Source,
    Speaker,
    WithVerb,
    Words,
    all_of,
    any_of,
    none_of,
)
from meetings.search.query.tokens import folded

SIGNS = (
    "( ) （ ） | ｜ - － \" “ ” 「 」 ' ‘ ’ ~ ～ ~10 ~99 .. 至 : ： 、 , . <br> (ǎ) &lt; \0 \u200b"
)
NAMES = "城市: 官员： 主持: 届次: 机构: 类型: 年: 日期: 来源: 动词: 发言: city: date: 时间: 地区:"
WORDS = "\u200b 防汛 或 OR AND NOT 一 薴 市長(zhǎng) İ ŉ 2019 2019-09 2021 12届 38次 党委 强调 不详"
PIECES = [" ", " ", " ", "\n", *SIGNS.split(" "), *NAMES.split(), *WORDS.split(), "抗旱"]
typed = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))


def _strings(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return letters.map(folded).filter(bool)


words = _strings(
    st.one_of(
        st.text("防汛抗旱", min_size=1, max_size=3),
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join),
        st.text(min_size=1, max_size=4),
    )
)
numbers = st.integers(1, 999)
days = st.dates(date(1000, 1, 1)) | st.sampled_from(
    [date(2019, 1, 1), date(2019, 12, 31), date(2019, 2, 1), date(2019, 2, 28), date(2020, 2, 29)]
)


@st.composite
def periods(draw: st.DrawFn) -> Held:
    """A period open at neither, either, but not both of its ends."""
    first, last = draw(days), draw(days)
    first, last = min(first, last), max(first, last)
    return draw(st.sampled_from([Held(first, last), Held(first), Held(None, last)]))


texts = st.builds(Words, words) | st.builds(Near, words, words, st.integers(1, 50))
fields: st.SearchStrategy[Node] = st.one_of(
    st.builds(Place, words),
    st.builds(Person, words, st.sampled_from([None, Role.CHAIR])),
    st.builds(Session, numbers, numbers | st.none()),
    st.builds(Session, st.none(), numbers),
    st.builds(OfOrgan, st.sampled_from([*Organ, None])),
    st.builds(OfKind, st.sampled_from([*Kind, None])),
    periods(),
    st.just(Held(unknown=True)),
    st.builds(Source, words),
    st.builds(WithVerb, st.sampled_from(Verb)),
    st.builds(Speaker, words),
)


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees over these leaves."""

    def several(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        lists = st.lists(parts, min_size=2, max_size=4)
        return st.one_of(lists.map(all_of), lists.map(any_of), parts.map(none_of)).map(_known)

    return st.recursive(leaves, several, max_leaves=6)


def _known(tree: Node | None) -> Node:
    assert tree is not None
    return tree
