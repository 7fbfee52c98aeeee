"""A query that cannot be read is answered with its fault, its place and one that can."""

from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from meetings.filters import QueryFault
from meetings.search.query import Query
from tests.pages.conftest import Get
from tests.pages.factories import make_meeting, make_places

TYPED = (
    '城市:湘潭 (产业 OR "党建',
    "(产业",
    "产业)",
    "产业 OR",
    "机构:公园",
    "日期:2019-13",
    "产业 ~99 发展",
    "()",
    "- 产业",
    "长" * 201,
    " ".join("一二三四五六七八九十百千万"),
    "<b>",
)


def fault_of(page: Any) -> QueryFault:
    """The fault of the query that a page tells of."""
    fault = page.context["unread"]
    assert isinstance(fault, QueryFault)
    return fault


@pytest.mark.parametrize("path", ["/meetings/", "/directives/", "/en/meetings/"])
@pytest.mark.parametrize("typed", TYPED)
def test_the_page_marks_the_place_and_keeps_the_box_filled(get: Get, path: str, typed: str) -> None:
    page = get(f"{path}?q={quote(typed)}", 400)
    fault, text = fault_of(page), unescape(page.content.decode())
    assert fault.message in text
    assert f'name="q" value="{typed}"' in text
    assert f'<mark class="m m-fault">{typed[fault.start : fault.end]}</mark>' in text


@pytest.mark.parametrize("typed", TYPED)
def test_the_mended_query_is_a_link_that_can_be_read(get: Get, typed: str) -> None:
    page = get(f"/meetings/?q={quote(typed)}", 400)
    mended = page.context["mended"]
    assert bool(mended) == bool(fault_of(page).suggestion)
    if mended:
        assert Query.of(fault_of(page).suggestion)
        assert get(str(mended)).context["typed"] == fault_of(page).suggestion


def test_the_ways_out_keep_all_other_parameters(get: Get, db: None) -> None:
    make_places()
    asked = "city=430300&year=2019&year=2020&sort=oldest&page=2&role=chair&q=(产业"
    page = get(f"/meetings/?{asked}", 400)
    kept = {("city", "430300"), ("year", "2019"), ("year", "2020")}
    kept |= {("sort", "oldest"), ("role", "chair")}
    assert set(page.context["mended"].pairs) == kept | {("q", "(产业)")}
    assert set(page.context["without"].pairs) == kept
    text = page.content.decode()
    for name, value in kept:
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert 'name="page"' not in text


def test_what_was_typed_is_escaped_before_it_is_marked(get: Get, db: None) -> None:
    page = get(f"/meetings/?q={quote('<b>产业 (<i>&amp;')}", 400).content.decode()
    assert "<b>产业" not in page
    assert '&lt;b&gt;产业 <mark class="m m-fault">(</mark>&lt;i&gt;&amp;amp;' in page


def test_other_faults_are_told_beside_it(get: Get, db: None) -> None:
    page = get("/meetings/?q=(产业&year=x", 400)
    assert {fault.parameter for fault in page.context["faults"]} == {"q", "year"}
    assert [fault.parameter for fault in page.context["others"]] == ["year"]
    assert "不是年份" in page.content.decode()


def test_a_record_marks_words_by_the_same_language(get: Get, db: None) -> None:
    address = make_meeting(text="产业").get_absolute_url()
    page = get(f"{address}?q=(产业", 400)
    assert str(page.context["mended"]) == f"{address}?q={quote('(产业)')}"
    get(str(page.context["mended"]))
