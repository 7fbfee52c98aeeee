"""A reader reports an error without a name, and sees what became of it."""

from typing import Any

import pytest
from django.test import Client

from meetings.curation import reporting
from meetings.models import ErrorReport

pytestmark = pytest.mark.django_db
ADDRESS = "/report-error/"


def report(client: Client, **changed: Any) -> Any:
    sent = {"page": "/meetings/1/", "text": "日期应当是 9 月 24 日。"} | changed
    return client.post(ADDRESS, sent)


def test_a_report_is_kept_and_its_state_is_shown_under_a_token(client: Client) -> None:
    status = report(client)["Location"]
    kept = ErrorReport.objects.get()
    assert (kept.page, kept.text, kept.state) == ("/meetings/1/", "日期应当是 9 月 24 日。", "new")
    assert len(kept.token) >= 20
    assert "已收到" in client.get(status).content.decode()
    ErrorReport.objects.update(state="mended", answer="已改为 9 月 24 日。")
    shown = client.get(status).content.decode()
    assert "已更正" in shown
    assert "已改为 9 月 24 日。" in shown


def test_a_token_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/report-error/nosuchtoken/").status_code == 404


def test_markup_stays_text(client: Client, desk: Client) -> None:
    status = report(client, text="<script>alert(1)</script>")["Location"]
    kept = ErrorReport.objects.get()
    for browser, address in (
        (client, status),
        (desk, f"/admin/meetings/errorreport/{kept.pk}/change/"),
    ):
        assert "<script>alert" not in browser.get(address).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " "}, "还没有写内容"),
        ({"text": "长" * 4001}, "写得简短一些"),
        ({"text": "a\0b"}, "不知道说的是哪一页"),
        ({"page": "https://elsewhere.example/"}, "不知道说的是哪一页"),
        ({"page": "//elsewhere.example/"}, "不知道说的是哪一页"),
        ({"page": "/\\elsewhere.example/"}, "不知道说的是哪一页"),
        ({"page": "javascript:alert(1)"}, "不知道说的是哪一页"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_lost(
    client: Client, changed: dict[str, str], said: str
) -> None:
    answer = report(client, **changed)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert said in shown
    assert changed.get("text", "日期应当").strip()[:20].replace("\0", "") in shown.replace("\0", "")
    assert not ErrorReport.objects.exists()


def test_too_many_from_one_address_are_asked_to_wait(client: Client) -> None:
    answers = [report(client).status_code for _ in range(reporting.FROM_ONE + 1)]
    assert answers == [302] * reporting.FROM_ONE + [400]
    other = client.post(ADDRESS, {"page": "/", "text": "x"}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_the_address_of_a_reader_is_not_kept(client: Client) -> None:
    report(client)
    assert "127.0.0.1" not in repr(ErrorReport.objects.values().get())


def test_a_curator_answers_from_the_queue(client: Client, desk: Client) -> None:
    status = report(client)["Location"]
    kept = ErrorReport.objects.get()
    assert "/meetings/1/" in desk.get("/admin/meetings/errorreport/").content.decode()
    address = f"/admin/meetings/errorreport/{kept.pk}/change/"
    desk.post(address, {"state": "declined", "answer": "原文如此。"})
    assert "未采纳" in client.get(status).content.decode()
