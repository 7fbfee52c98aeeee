"""Many articles are read again from the site, some with each request, and none is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from meetings import curation
from meetings.admin import selection
from meetings.ingest import rereading
from meetings.models import Article, Attendance, Meeting, Rereading
from tests.review.archive import apart, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> list[Meeting]:
    """Three articles, which are many; each request reads one."""
    monkeypatch.setattr(selection, "FEW_READ", 2)
    monkeypatch.setattr(rereading, "SECONDS", 0.0)
    return [stored(), apart(1), apart(2)]


def begin(desk: Client, table: str = "article") -> str:
    """The address to which the action leads."""
    model: Any = Article if table == "article" else Meeting
    chosen = {"action": "reextract", "_selected_action": [row.pk for row in model.objects.all()]}
    return str(desk.post(f"/admin/meetings/{table}/", chosen)["Location"])


@pytest.mark.parametrize("table", ["article", "meeting"])
def test_many_are_read_one_request_after_another(desk: Client, table: str) -> None:
    address = begin(desk, table)
    assert "0 / 3" in desk.get(address).content.decode()
    for number in (1, 2, 3):
        assert f"{number} / 3" in desk.post(address, follow=True).content.decode()
    assert "全部完成" in desk.get(address).content.decode()
    desk.post(address)
    assert Rereading.objects.get().done == 3


def test_a_whole_list_is_read_though_a_page_shows_a_part(desk: Client) -> None:
    chosen = {"action": "reextract", "select_across": "1", "_selected_action": ["1"]}
    answer = desk.post("/admin/meetings/article/", chosen)
    assert Rereading.objects.get().articles == list(
        Article.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert answer["Location"] == f"/admin/reextract/{Rereading.objects.get().pk}/"


def test_corrections_stay_and_are_counted(desk: Client, curator: User) -> None:
    row = Attendance.objects.filter(name="李明").earliest("pk")
    curation.correct(row, "role", "observer", who=curator)
    address = begin(desk)
    for _ in range(3):
        desk.post(address)
    row.refresh_from_db()
    assert row.role == "observer"
    assert "保留了人工更正：1" in desk.get(address).content.decode()


def test_one_that_is_not_there_is_named_and_stops_nobody(desk: Client, curator: User) -> None:
    kept = Article.objects.order_by("pk").values_list("pk", flat=True)
    reading = rereading.begin([0, *kept], who=curator)
    for _ in range(4):
        desk.post(f"/admin/reextract/{reading.pk}/")
    shown = desk.get(f"/admin/reextract/{reading.pk}/").content.decode()
    assert "没有读成：1" in shown
    assert "does not exist" in shown
    assert "没有变化：3" in shown or "有更新：3" in shown


def test_what_was_left_is_on_the_first_page_until_it_is_done(desk: Client) -> None:
    address = begin(desk)
    assert "没有读完的重新提取" in desk.get("/admin/").content.decode()
    assert "curation/continue.js" in desk.get(address).content.decode()
    assert "curation/continue.js" not in desk.get(f"{address}?paused=1").content.decode()
    for _ in range(3):
        desk.post(address)
    assert "没有读完的重新提取" not in desk.get("/admin/").content.decode()


def test_two_requests_at_once_count_once(desk: Client, curator: User) -> None:
    begin(desk)
    one, other = Rereading.objects.get(), Rereading.objects.get()
    rereading.read_some(one)
    rereading.read_some(other)
    kept = Rereading.objects.get()
    assert (kept.done, sum(kept.outcomes.values())) == (1, 1)


def test_the_reading_of_another_is_not_shown(desk: Client, member: Callable[[str], Client]) -> None:
    address = begin(desk)
    assert member("编辑").get(address).status_code == 404
    assert member("查阅").get(address).status_code == 403
