"""A curator reviews, in a real browser and by keyboard alone."""

from typing import TYPE_CHECKING

import pytest

from meetings.models import Attendance, Correction, Directive, Meeting
from tests.e2e.desk import desk_page, press, reach  # noqa: F401  # a fixture among them
from tests.review.archive import apart, stored

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

# As in tests/ingest/hand.py
LAST = "会议强调,要守住底线。"


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
