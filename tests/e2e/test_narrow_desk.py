"""On a phone the field under the finger stays where it is, and the way to its words is offered."""

from typing import TYPE_CHECKING

from meetings.models import Attendance
from tests.e2e.desk import desk_page  # noqa: F401  # a fixture
from tests.review.archive import stored

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

IN_VIEW = """s => { const r = document.querySelector(s).getBoundingClientRect();
    const bar = document.querySelector(".review-bar").getBoundingClientRect().top;
    return r.top >= 0 && r.bottom <= bar; }"""


def test_a_field_stays_in_view_and_the_way_leads_there_and_back(
    page: "Page", live_server: "LiveServer"
) -> None:
    meeting = stored()
    person = Attendance.objects.get(name="李明").pk
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    page.wait_for_load_state()
    row, mark = f"#f-p{person}", f"#t-p{person}"
    page.locator(mark).click()
    assert page.evaluate(IN_VIEW, row)
    page.locator(f"{row} input[type=text]").first.click()
    page.keyboard.type("甲")
    assert page.evaluate(IN_VIEW, row)
    page.locator(f"{row} .to-text").click()
    assert page.evaluate(IN_VIEW, mark)
    way = page.locator("#way")
    assert way.inner_text() == "回到填写处"
    way.click()
    assert page.evaluate(IN_VIEW, row)
    assert page.evaluate("document.activeElement.closest('.fact').id") == row[1:]
    assert way.is_hidden()
