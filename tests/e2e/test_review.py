"""A curator reviews, in a real browser and by keyboard alone."""

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from meetings.ingest import cities
from meetings.models import Attendance, Correction, Directive, Meeting, Official
from tests.review.archive import apart, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

# WCAG 2.2 AA, as on the public pages
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SECRET = "a-long-secret-of-a-curator"
# As in tests/ingest/hand.py
LAST = "会议强调,要守住底线。"


@pytest.fixture
def page(browser: "Browser", live_server: "LiveServer", transactional_db: None) -> "Iterator[Page]":
    """A window on the desk, signed in by keyboard; faults of scripts and policy fail the test."""
    cities.fill()
    User.objects.create_superuser("curator", password=SECRET)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.keyboard.type("curator")
    page.keyboard.press("Tab")
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="待办").wait_for()
    yield page
    assert not [fault for fault in faults if "409" not in fault]
    context.close()


def press(page: "Page", *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        page.keyboard.press(key)


def reach(page: "Page", selector: str) -> None:
    """Tab on until an element has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")


def test_pending_reports_are_reviewed_by_keyboard_alone(page: "Page") -> None:
    one, two, three = (apart(n, number=n) for n in (1, 2, 3))
    reach(page, "a[href='/admin/review/next/']")
    press(page, "Enter")
    page.wait_for_url(f"**/review/{three.pk}/")
    press(page, "a")
    page.wait_for_url(f"**/review/{two.pk}/")
    press(page, "f")
    page.wait_for_url(f"**/review/{one.pk}/")
    press(page, "n")
    page.get_by_role("heading", name="待办").wait_for()
    states = dict(Meeting.objects.values_list("pk", "state"))
    assert states == {one.pk: "pending", two.pk: "flagged", three.pk: "accepted"}


def test_a_fact_is_found_on_both_sides_corrected_and_dropped(
    page: "Page", live_server: "LiveServer"
) -> None:
    meeting = stored()
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    person = Attendance.objects.get(name="王玉")
    key = f"p{person.pk}"
    for _ in range(40):
        press(page, "j")
        if page.locator(f"#f-{key}.on").count():
            break
    assert page.locator(f"#t-{key}.on").inner_text() == "王玉"
    press(page, "e", "Tab")
    press(page, "ArrowDown")
    press(page, "Escape")
    for _ in range(20):
        press(page, "j")
        if page.locator(".fact-d.on").count():
            break
    press(page, "x", "a")
    page.get_by_role("heading", name="待办").wait_for()
    meeting.refresh_from_db()
    assert meeting.state == "accepted"
    assert Attendance.objects.get(pk=person.pk).role == "speaker"
    assert Directive.objects.filter(withdrawn_at=None).count() == 1


def test_words_selected_in_the_text_become_a_directive(
    page: "Page", live_server: "LiveServer"
) -> None:
    meeting = stored()
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    page.evaluate(
        """words => {
            const source = document.querySelector(".source");
            const walk = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const at = walk.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(
                    walk.currentNode, at, walk.currentNode, at + words.length - 1);
            }
        }""",
        "守住底线。",
    )
    press(page, "Shift+ArrowRight", "Shift+ArrowLeft")
    assert page.locator("#id_sel-words").input_value() == "守住底线"
    reach(page, "#id_sel-what")
    for _ in range(3):
        press(page, "ArrowDown")
    reach(page, "#id_sel-verb")
    press(page, "Control+a")
    page.keyboard.type("要求")
    press(page, "Enter")
    page.get_by_text("已保存。").wait_for()
    row = Directive.objects.get(verb="要求")
    assert (row.text, row.speaker) == ("守住底线", "会议")
    assert row.report.article.text[row.start : row.end] == "守住底线"


def test_clicking_a_word_opens_its_row_and_the_row_leads_back(
    page: "Page", live_server: "LiveServer"
) -> None:
    meeting = stored()
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    person = Attendance.objects.get(name="李明")
    page.locator(f"#t-p{person.pk}").click()
    assert page.evaluate("document.activeElement.closest('.fact').id") == f"f-p{person.pk}"
    said = Directive.objects.get(verb="强调")
    page.locator(f"#f-d{said.pk} .to-text").click()
    assert page.locator(f"#t-d{said.pk}.on").inner_text() == LAST


@pytest.mark.parametrize("width", [1280, 390])
def test_the_review_page_fits_its_window(
    page: "Page", live_server: "LiveServer", width: int
) -> None:
    meeting = stored()
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_who_comes_late_is_told_and_nothing_is_overwritten(
    page: "Page", live_server: "LiveServer"
) -> None:
    meeting = stored()
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    Meeting.objects.filter(pk=meeting.pk).update(version=9)
    press(page, "a")
    page.get_by_text("您填写的内容没有保存").wait_for()
    assert not Correction.objects.exists()


def test_axe_finds_nothing_on_the_pages_that_curators_got(
    page: "Page", live_server: "LiveServer"
) -> None:
    from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # has none
        Axe,
    )

    one, other = apart(1, number=1), apart(2, number=2)
    first, second = Official.objects.order_by("pk")[:2]
    axe, table = Axe(), {}
    for address in (
        f"review/{one.pk}/",
        "officials/matches/",
        f"officials/merge/{first.pk}/{second.pk}/",
        f"officials/split/{first.pk}/",
        "duplicates/",
        f"duplicates/{one.pk}/{other.pk}/",
        "rules/",
        "upload/",
    ):
        page.goto(f"{live_server.url}/admin/{address}")
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        for violation in found.response["violations"]:
            table[address, violation["id"]] = [n["html"][:120] for n in violation["nodes"]][:2]
    assert not table, "\n".join(f"{key}: {told}" for key, told in table.items())
