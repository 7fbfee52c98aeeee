"""A reader's way through the archive in a real browser, wide and narrow, without scripts."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from meetings.models import Meeting
from tests.e2e.windows import NARROW, WIDE, open_page
from tests.pages.factories import make_article, make_city, make_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

SEED = "004_ec4f16c0a4ee7255.txt"


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """The meeting of 驻马店 in its Traditional source, among a few others."""
    province = make_city("410000", "河南省", "province")
    city = make_city("411700", "驻马店市", parent=province)
    other = make_city("411300", "南阳市", parent=province)
    for number in range(3):
        make_meeting(other, kind=("plenum", "executive", "symposium")[number], text="南阳市防汛")
    text = (Path(settings.SEEDS_DIR) / SEED).read_text(encoding="utf-8")
    start = text.index("會(huì)議指出")
    words = text[start : text.index("\n", start)]
    article = make_article(text, city=city, outlet="驻马店广电融媒体")
    return make_meeting(
        city,
        article=article,
        title="市长议事会",
        kind="working_meeting",
        day="",
        date_edtf="XXXX-12-25",
        people=[("朱是西", "chair", "")],
        said=[("会议", "指出", words)],
    )


@pytest.mark.parametrize("typed", ["驻马店", "駐馬店"])
def test_a_reader_searches_opens_a_meeting_and_follows_a_directive(
    live_server: "LiveServer", browser: "Browser", meeting: Meeting, typed: str
) -> None:
    page = open_page(browser, WIDE)
    page.goto(live_server.url)
    page.get_by_role("searchbox").fill(typed)
    page.get_by_role("button", name="检索").click()
    assert page.get_by_role("heading", name="共 1 场会议").is_visible()
    assert page.locator("mark.m-hit").first.inner_text() == "駐馬店"
    page.get_by_role("link", name="市长议事会").click()
    assert page.get_by_role("heading", level=1).inner_text() == "市长议事会"
    assert page.locator(".text mark.m-hit").count() > 1
    page.get_by_role("link", name="指令 1 的固定网址").click()
    assert "/directives/" in page.url
    marked = page.locator("mark.m-here").first
    assert marked.inner_text().startswith("會(huì)議指出")
    assert marked.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 233, 166)"
    page.context.close()


def test_a_reader_filters_on_a_phone(
    live_server: "LiveServer", browser: "Browser", meeting: Meeting
) -> None:
    page = open_page(browser, NARROW)
    page.goto(f"{live_server.url}/meetings/")
    box = page.get_by_role("checkbox", name="驻马店市")
    assert not box.is_visible()
    page.locator("summary", has_text="筛选").click()
    box.check()
    page.get_by_role("button", name="应用筛选").click()
    assert "city=411700" in page.url
    assert page.get_by_role("heading", name="共 1 场会议").is_visible()
    assert page.get_by_text("已选 1 项").is_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW[0]
    page.get_by_role("link", name="全部清除").click()
    assert page.get_by_role("heading", name="共 4 场会议").is_visible()
    page.context.close()


def test_on_a_wide_window_the_filters_stand_open(
    live_server: "LiveServer", browser: "Browser", meeting: Meeting
) -> None:
    page = open_page(browser, WIDE)
    page.goto(f"{live_server.url}/meetings/")
    assert page.get_by_role("checkbox", name="驻马店市").is_visible()
    page.context.close()
