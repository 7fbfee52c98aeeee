"""The ten tasks that a reader comes with, done in a real browser with and without scripts."""

from typing import TYPE_CHECKING

import pytest

from meetings.models import City, Meeting, Official
from tests.e2e.windows import NARROW, WIDE, open_page
from tests.pages.factories import make_city, make_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

SAID = [("会议", "指出", "会议指出，要抓好防汛抗旱，压实责任。")]


@pytest.fixture
def archive(transactional_db: None) -> list[Meeting]:
    """A year of numbered sittings of a city and its county, chaired by 王震."""
    province = make_city("410000", "河南省", "province")
    city = make_city("411300", "南阳市", parent=province)
    make_city("411700", "驻马店市", parent=province)
    county = make_city("411330", "桐柏县", "county", parent=city)
    made = [
        make_meeting(
            city,
            title=f"市政府第{n}次常务会议",
            number=n,
            day=f"{2018 + n // 7}-0{n % 7 + 1}-10",
            text=f"研究第{n}号事项",
            people=[
                ("王震", "chair" if n % 2 else "attendee", "市长" if n > 6 else "副市长"),
                ("李华", "attendee", "副市长"),
            ],
            said=SAID if n < 4 else (),
        )
        for n in (1, 2, 3, 5, 7, 8, 9)
    ]
    made.append(make_meeting(county, title="县委常委会会议", kind="standing_committee", day=""))
    Official.objects.filter(name="王震").update(pinyin="wang zhen")
    City.objects.filter(code="411300").update(pinyin="nan yang shi", short="南阳")
    return made


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def page(
    request: pytest.FixtureRequest,
    browser: "Browser",
    live_server: "LiveServer",
    archive: list[Meeting],
) -> "Iterator[Page]":
    """A wide window on the first page."""
    window = open_page(browser, WIDE, scripts=request.param)
    window.goto(live_server.url)
    yield window
    window.context.close()


def search(page: "Page", words: str) -> None:
    """Type into the search box and send."""
    page.get_by_role("searchbox").or_(page.locator("#q")).first.fill(words)
    page.get_by_role("button", name="检索", exact=True).click()
    page.wait_for_url("**/meetings/?q=**")


def test_find_all_meetings_that_a_person_chaired_in_a_year(page: "Page") -> None:
    search(page, "王震")
    page.locator(".found").get_by_role("link", name="王震").click()
    page.get_by_role("link", name="主持", exact=True).click()
    assert "role=chair" in page.url
    page.get_by_role("link", name="2019 年 2 场").click()
    assert page.get_by_role("heading", name="共 2 场会议").is_visible()


def test_find_a_person_by_initials(page: "Page") -> None:
    search(page, "wz")
    page.locator(".found").get_by_role("link", name="王震").click()
    assert page.get_by_role("heading", level=1).inner_text() == "王震"


def test_cite_a_directive(page: "Page", live_server: "LiveServer") -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="指令").click()
    page.locator("article h3 a").first.click()
    address = page.url.partition("?")[0]
    assert address in page.locator("#cite .cite").first.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="BibTeX").click()
    assert saved.value.suggested_filename.endswith(".bib")


def test_narrow_to_a_county(page: "Page") -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="检索").click()
    page.locator("#where").fill("桐柏")
    page.locator(".facet", has=page.locator("#where")).get_by_role("button", name="查找").click()
    page.get_by_role("checkbox", name="桐柏县").check()
    page.get_by_role("button", name="应用筛选").click()
    assert page.get_by_role("heading", name="共 1 场会议").is_visible()


def test_recover_from_nothing_found(page: "Page", live_server: "LiveServer") -> None:
    page.goto(f"{live_server.url}/meetings/?q=事项&year=1999&kind=executive")
    assert page.get_by_role("heading", name="没有符合全部条件的会议").is_visible()
    page.get_by_role("link", name="去掉“日期”").click()
    assert page.get_by_role("heading", name="共 7 场会议").is_visible()


def test_walk_through_the_results(page: "Page") -> None:
    search(page, "事项")
    page.locator("article h3 a").first.click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="下一条结果 ›").click()
    second = page.get_by_role("heading", level=1).inner_text()
    assert second != first
    page.get_by_role("link", name="‹ 上一条结果").click()
    assert page.get_by_role("heading", level=1).inner_text() == first
    page.get_by_role("link", name="返回检索结果").click()
    assert page.get_by_role("heading", name="共 7 场会议").is_visible()


def test_follow_a_series_over_a_gap(page: "Page", archive: list[Meeting]) -> None:
    search(page, "第3号")
    page.locator("article h3 a").first.click()
    series = page.get_by_role("navigation", name="同一系列的前后会议")
    assert "缺第 4 次" in " ".join(series.inner_text().split())
    series.get_by_role("link", name="第 5 次 ›").click()
    assert page.get_by_role("heading", level=1).inner_text() == "市政府第5次常务会议"


def test_see_what_is_missing_in_a_city(page: "Page") -> None:
    search(page, "nanyang")
    page.locator(".found").get_by_role("link", name="南阳市").click()
    assert page.get_by_role("heading", name="届次是否连续").is_visible()
    assert page.locator(".cells li > span").count() == 2
    page.get_by_role("link", name="与其他城市比较").click()
    page.locator("#add").fill("驻马店")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="添加 驻马店市 · 河南省").click()
    assert page.get_by_role("columnheader").count() >= 3


def test_exclude_a_kind_and_take_it_back(page: "Page") -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="检索").click()
    page.get_by_role("button", name="排除政府常务会议").click()
    assert page.get_by_role("heading", name="共 1 场会议").is_visible()
    page.get_by_role("link", name="不含类型 政府常务会议").click()
    assert page.get_by_role("heading", name="共 8 场会议").is_visible()


def test_read_the_same_page_in_english(page: "Page") -> None:
    search(page, "事项")
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", name="7 meetings").is_visible()
    page.locator("article h3 a").first.click()
    assert page.get_by_role("heading", name="Participants").is_visible()
    page.get_by_role("link", name="中文").click()
    assert page.get_by_role("heading", name="与会官员").is_visible()


@pytest.mark.parametrize("scripts", [False, True])
def test_filter_on_a_phone(
    live_server: "LiveServer", browser: "Browser", archive: list[Meeting], scripts: bool
) -> None:
    page = open_page(browser, NARROW, scripts=scripts)
    page.goto(f"{live_server.url}/meetings/")
    page.locator("summary", has_text="筛选").click()
    page.get_by_role("checkbox", name="2018 年").check()
    page.get_by_role("button", name="应用筛选").click()
    assert page.get_by_role("heading", name="共 4 场会议").is_visible()
    assert page.get_by_text("已选 1 项").is_visible()
    page.context.close()


def test_names_are_offered_while_typing_and_chosen_by_keyboard(
    live_server: "LiveServer", browser: "Browser", archive: list[Meeting]
) -> None:
    page = open_page(browser, WIDE, scripts=True)
    page.goto(live_server.url)
    box = page.locator("#q")
    box.press_sequentially("wang")
    option = page.get_by_role("option", name="王震")
    option.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").inner_text() == "1 个建议"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("z")
    option.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/officials/**")
    page.context.close()


def test_a_long_facet_narrows_while_typing(
    live_server: "LiveServer", browser: "Browser", archive: list[Meeting]
) -> None:
    page = open_page(browser, WIDE, scripts=True)
    page.goto(f"{live_server.url}/meetings/")
    page.locator("#who").fill("李")
    assert page.get_by_role("checkbox", name="李华").is_visible()
    assert not page.get_by_role("checkbox", name="王震").is_visible()
    page.context.close()
