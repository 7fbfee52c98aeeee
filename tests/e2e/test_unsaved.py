"""What was typed and not saved is never lost or taken without a question, in a real browser."""

from typing import TYPE_CHECKING

import pytest

from meetings.models import Correction, Meeting
from tests.e2e.desk import desk_page, press  # noqa: F401  # a fixture among them
from tests.review.archive import stored

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page
    from pytest_django.live_server_helper import LiveServer


class Answers:
    """Answers the page's questions, and keeps what kind they were."""

    def __init__(self, page: "Page") -> None:
        self.yes = False
        self.asked: list[str] = []
        page.on("dialog", self.answer)

    def answer(self, dialog: "Dialog") -> None:
        """Accept or dismiss."""
        self.asked.append(dialog.type)
        if self.yes:
            dialog.accept()
        else:
            dialog.dismiss()


@pytest.fixture
def answers(page: "Page", live_server: "LiveServer") -> Answers:
    """The page of a meeting, opened."""
    page.goto(f"{live_server.url}/admin/review/{stored().pk}/")
    page.wait_for_load_state()
    return Answers(page)


def test_words_left_in_the_panel_are_asked_about_and_never_saved(
    page: "Page", answers: Answers
) -> None:
    press(page, "w")
    page.keyboard.type("抓好落实")
    press(page, "Escape", "a")
    assert answers.asked == ["confirm"]
    assert page.locator("#id_sel-words").input_value() == "抓好落实"
    answers.yes = True
    press(page, "Control+Enter")
    page.get_by_text("没有加进来").wait_for()
    assert Meeting.objects.get().state == "accepted"
    assert not Correction.objects.exclude(field="state").exists()


def test_edits_are_asked_about_before_they_are_skipped_or_left(
    page: "Page", answers: Answers
) -> None:
    page.locator("#id_m-number").fill("99")
    press(page, "Escape", "n")
    assert answers.asked == ["confirm"]
    page.get_by_role("link", name="公开页面").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert answers.asked == ["confirm", "beforeunload"]
    assert page.locator("#id_m-number").input_value() == "99"
    press(page, "s")
    page.get_by_text("已保存。").wait_for()
    assert Meeting.objects.get().number == 99
    page.get_by_role("link", name="公开页面").click()
    page.wait_for_url("**/meetings/**")
    assert answers.asked == ["confirm", "beforeunload"]
