"""Counts of those present are added by hand, with or without how many were due."""

import pytest
from django.test import Client

from meetings.curation.selection import counted
from meetings.models import Meeting, Quorum
from tests.ingest.hand import BODY, full, ingest
from tests.review.archive import stored
from tests.review.test_queue import send

pytestmark = pytest.mark.django_db
TEXT = f"{BODY}市委委员38名、候补委员9名到会。"


def test_a_count_of_those_present_alone_is_kept_shown_and_outlives_a_reading(
    desk: Client, client: Client
) -> None:
    ingest(full(TEXT), text=TEXT)
    meeting = Meeting.objects.get()
    send(desk, meeting, "set", **{"sel-words": "市委委员38名", "sel-what": "quorum"})
    row = Quorum.objects.get(group="市委委员")
    assert (row.expected, row.present) == (None, 38)
    assert TEXT[row.start : row.end] == "市委委员38名"
    sent = {"sel-group": "候补委员", "sel-expected": "10", "sel-present": "9"}
    send(desk, meeting, "set", **{"sel-words": "候补委员9名", "sel-what": "quorum", **sent})
    ingest(full(TEXT), text=TEXT, version="newer")
    live = Quorum.objects.filter(withdrawn_at=None).order_by("start")
    assert list(live.values_list("group", "expected", "present")) == [
        ("委员", 57, 53),
        ("市委委员", None, 38),
        ("候补委员", 10, 9),
    ]
    page = client.get(meeting.get_absolute_url(), follow=True).content.decode()
    assert "实到 38 人" in page
    assert "应到 10 人，实到 9 人" in page


def test_words_without_a_number_are_no_count(desk: Client) -> None:
    answer = send(desk, stored(), "set", **{"sel-words": "抓好落实", "sel-what": "quorum"})
    assert "请写明群体和实到人数" in answer.content.decode()
    assert Quorum.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("应到委员57名,实到53名", (57, 53)),
        ("市委委员38名", (None, 38)),
        ("实到12人", (None, 12)),
        ("应到40人", (40, None)),
        ("全体委员", (None, None)),
    ],
)
def test_numbers_are_read_as_words_print_them(
    words: str, numbers: tuple[int | None, int | None]
) -> None:
    assert counted(words) == numbers


def test_rows_of_people_and_counts_have_labels(desk: Client) -> None:
    shown = desk.get(f"/admin/review/{stored().pk}/").content.decode()
    for label in ("姓名", "角色", "职务", "应到", "实到", "群体"):
        assert f">{label}</label>" in shown
    assert 'class="cell-label"' in shown
