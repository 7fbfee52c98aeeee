"""What is typed into the search box becomes terms that must all be found."""

import pytest

from meetings.search.query import Query, QueryError


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("防汛", ("防汛",)),
        ("防汛 安全生产", ("防汛", "安全生产")),
        ("防汛　安全\n生产", ("防汛", "安全", "生产")),
        ("防汛 防汛 防汛", ("防汛",)),
        ("防汛 防汛　防汛", ("防汛",)),
        ("駐馬店", ("驻马店",)),
        ('"营商 环境" 防汛', ("营商环境", "防汛")),
        ("“营商环境”", ("营商环境",)),
        ("「营商环境」", ("营商环境",)),
        ("＂营商环境＂", ("营商环境",)),
        ('开放崛起"战略', ('开放崛起"战略',)),
        ("市長(zhǎng)", ("市长",)),
        ("(zhǎng)朱是西", ("朱是西",)),
        ("PPP", ("ppp",)),
        ("50%", ("50%",)),
    ],
)
def test_words_and_phrases(typed: str, terms: tuple[str, ...]) -> None:
    assert Query.of(typed).terms == terms


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("长" * 201, "上限 200"),
        (" ".join("一二三四五六七八九十百千万"), "上限 12"),
        ("<br>", "没有可检索的文字"),
        ("\u200b", "没有可检索的文字"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        Query.of(typed)


def test_two_hundred_characters_are_allowed() -> None:
    assert Query.of("长" * 200)
