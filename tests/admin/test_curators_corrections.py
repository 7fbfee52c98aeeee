"""What curators change on their site is kept as corrections, and nothing is deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    City,
    Correction,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)
from tests.admin.desk import MODELS, NAMES, first, form_of, page, send
from tests.ingest.hand import BODY, full, ingest

pytestmark = pytest.mark.django_db


def test_saving_without_a_change_corrects_nothing(desk: Client) -> None:
    before = Correction.objects.count()
    for model in (Meeting, Article, Report, Attendance, AgendaItem, Directive, Quorum):
        send(desk, page(str(model._meta.model_name), "change", first(model).pk))
    assert Correction.objects.count() == before


def test_a_meeting_changed_on_the_site_is_a_correction_with_its_reason(
    desk: Client, curator: User
) -> None:
    told = Meeting.objects.get()
    send(desk, page("meeting", "change", told.pk), date_edtf="2017-09-24", why="原文误读")
    kept = Correction.objects.latest("pk")
    assert (kept.field, kept.person_value, kept.who, kept.why) == (
        "date_edtf",
        "2017-09-24",
        curator,
        "原文误读",
    )
    ingest(full())
    assert str(Meeting.objects.get().date_first) == "2017-09-24"


def test_a_meeting_that_somebody_changed_meanwhile_is_not_overwritten(desk: Client) -> None:
    address = page("meeting", "change", Meeting.objects.get().pk)
    opened = form_of(desk, address)
    send(desk, address, title="甲")
    answer = desk.post(address, opened | {"title": "乙"})
    assert "刚被其他人修改过" in answer.content.decode()
    assert Meeting.objects.get().title == "甲"


def test_a_date_that_is_none_is_refused_in_words(desk: Client) -> None:
    address = page("meeting", "change", Meeting.objects.get().pk)
    answer = desk.post(address, form_of(desk, address) | {"date_edtf": "九月"})
    assert "不是可用的日期" in answer.content.decode()


def test_a_fact_changed_under_its_report_is_a_correction(desk: Client) -> None:
    address = page("report", "change", Report.objects.get().pk)
    send(desk, address, **{"attendances-1-role": "observer", "attendances-0-posts": "书记、主任"})
    rows = Attendance.objects.order_by("ordinal")
    assert [(row.role, row.posts) for row in rows] == [
        ("chair", ["书记", "主任"]),
        ("observer", ["市长"]),
    ]
    assert set(Correction.objects.values_list("field", flat=True)) == {"title", "role", "posts"}


def test_a_corrected_name_leads_to_the_official_of_that_name(desk: Client) -> None:
    address = page("report", "change", Report.objects.get().pk)
    send(desk, address, **{"attendances-0-name": "王钰"})
    assert Attendance.objects.get(name="王钰").official.name == "王钰"


def test_a_fact_deleted_under_its_report_is_withdrawn_and_does_not_return(desk: Client) -> None:
    address = page("report", "change", Report.objects.get().pk)
    send(desk, address, **{"directives-0-DELETE": "on", "agenda-0-DELETE": "on"})
    ingest(full())
    assert (Directive.objects.count(), AgendaItem.objects.count()) == (2, 1)
    assert Directive.objects.filter(withdrawn_at=None).count() == 1
    assert not AgendaItem.objects.filter(withdrawn_at=None).exists()


def new_attendance(desk: Client, name: str) -> Any:
    address = page("report", "change", Report.objects.get().pk)
    count = Attendance.objects.count()
    values = form_of(desk, address) | {
        "attendances-TOTAL_FORMS": str(count + 1),
        f"attendances-{count}-name": name,
        f"attendances-{count}-role": "mentioned",
        f"attendances-{count}-report": str(Report.objects.get().pk),
    }
    return desk.post(address, values)


def test_a_person_added_under_a_report_must_stand_in_the_article(desk: Client) -> None:
    assert new_attendance(desk, "底线").status_code == 302
    row = Attendance.objects.get(name="底线")
    assert (BODY[row.start : row.end], row.official.city) == (
        "底线",
        City.objects.get(code="430300"),
    )
    assert "文章中找不到" in new_attendance(desk, "赵六").content.decode()
    ingest(full())
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_one_official_is_not_added_to_a_report_twice(desk: Client) -> None:
    assert "本报道中已有" in new_attendance(desk, "王玉").content.decode()
    other = Attendance.objects.get(name="李明")
    address = page("attendance", "change", Attendance.objects.get(name="王玉").pk)
    answer = desk.post(address, form_of(desk, address) | {"official": other.official_id})
    assert "本报道中已有" in answer.content.decode()


@pytest.mark.parametrize("model", [Attendance, AgendaItem, Directive, Quorum, Report])
def test_deleting_on_the_site_withdraws(desk: Client, model: type[Any]) -> None:
    row, count = first(model), model._default_manager.count()
    answer = desk.post(page(model._meta.model_name, "delete", row.pk), {"post": "yes"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert model._default_manager.count() == count
    chosen = {"action": "restore", "_selected_action": [row.pk]}
    desk.post(page(model._meta.model_name, "changelist"), chosen)
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_deleting_a_meeting_rejects_it(desk: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [first(Meeting).pk], "post": "yes"}
    desk.post(page("meeting", "changelist"), chosen)
    assert Meeting.objects.get().state == "rejected"


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("flag", "flagged")])
def test_meetings_are_reviewed_from_the_list(desk: Client, action: str, state: str) -> None:
    chosen = {"action": action, "_selected_action": [first(Meeting).pk]}
    answer = desk.post(page("meeting", "changelist"), chosen, follow=True)
    assert "已将 1 次会议标为" in answer.content.decode()
    assert Meeting.objects.get().state == state
    ingest(full())
    assert Meeting.objects.get().state == state


def test_the_text_of_an_article_is_not_changed_by_a_form(desk: Client) -> None:
    address = page("article", "change", Article.objects.get().pk)
    desk.post(address, form_of(desk, address) | {"text": "x", "sha256": "0" * 64})
    assert Article.objects.get().text == BODY


@pytest.mark.parametrize("name", ["correction", "claim", "city", "cityname", "original"])
def test_what_is_shown_only_cannot_be_added_changed_or_deleted(desk: Client, name: str) -> None:
    model = dict(zip(NAMES, MODELS, strict=True))[name]
    row = first(model)
    assert desk.post(page(name, "add"), {}).status_code == 403
    assert desk.post(page(name, "change", row.pk), {}).status_code == 403
    assert desk.post(page(name, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_new_official_gets_pinyin_and_sort_key(desk: Client) -> None:
    address = page("official", "add")
    desk.post(address, form_of(desk, address) | {"name": "单玉"})
    official = Official.objects.get(name="单玉")
    assert (official.pinyin, official.sort_key) == ("shan yu", "shan4 yu4 单玉")


def test_words_that_hold_nul_are_refused_by_the_form(desk: Client) -> None:
    address = page("official", "add")
    answer = desk.post(address, form_of(desk, address) | {"name": "单\0玉"})
    assert answer.status_code == 200
    assert not Official.objects.filter(name__startswith="单").exists()


def test_a_fact_added_on_its_own_page_rests_on_the_article(desk: Client) -> None:
    report = str(Report.objects.get().pk)
    send(desk, page("agendaitem", "add"), report=report, verb="要求", text="抓好落实")
    row = AgendaItem.objects.get(text="抓好落实")
    assert BODY[row.start : row.end] == "抓好落实"
    ingest(full())
    row.refresh_from_db()
    assert row.withdrawn_at is None
