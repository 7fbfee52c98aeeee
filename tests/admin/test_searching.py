"""Curators search their lists as readers search, and what readers do not see besides."""

import pytest
from django.test import Client

from meetings.models import Directive, Meeting
from tests.pages.factories import make_meeting, make_places


def listed(desk: Client, address: str) -> set[str]:
    """The names of the rows that a list shows."""
    page = desk.get(address)
    assert page.status_code == 200
    return {str(row) for row in page.context["cl"].result_list}


@pytest.fixture
def meetings(db: None) -> dict[str, Meeting]:
    """One on floods in 湘潭, one on schools in 长沙, and one that was rejected."""
    _, xiangtan, changsha = make_places()
    said = [("会议", "强调", "会议强调，要抓好防汛抗旱。")]
    return {
        "floods": make_meeting(xiangtan, title="甲会", text="研究防汛抗旱工作", said=said),
        "schools": make_meeting(changsha, title="乙会", text="研究教育工作"),
        "gone": make_meeting(changsha, title="丙防汛会", text="无", state="rejected"),
    }


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("防汛", {"甲会", "丙防汛会"}),
        ("防汛抗旱", {"甲会"}),
        ("研究 -防汛", {"乙会"}),
        ("城市:长沙", {"乙会"}),
        ("研究 OR 甲会", {"甲会", "乙会"}),
    ],
)
def test_meetings_are_found_by_any_part_of_their_texts_and_by_fields(
    desk: Client, meetings: dict[str, Meeting], typed: str, names: set[str]
) -> None:
    assert listed(desk, f"/admin/meetings/meeting/?q={typed}") == names


def test_directives_are_found_by_their_words(desk: Client, meetings: dict[str, Meeting]) -> None:
    found = {str(Directive.objects.get(report__meeting=meetings["floods"]))}
    assert listed(desk, "/admin/meetings/directive/?q=防汛 抗旱") == found
    assert listed(desk, "/admin/meetings/directive/?q=教育工作") == set()


def test_a_search_that_cannot_be_read_says_so_with_a_way_out(
    desk: Client, meetings: dict[str, Meeting]
) -> None:
    page = desk.get("/admin/meetings/meeting/", {"q": "(甲会"}).content.decode()
    assert "可改为" in page
