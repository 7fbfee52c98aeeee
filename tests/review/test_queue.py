"""Meetings are handed out one curator each, reviewed by their article, never overwritten."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from meetings import curation
from meetings.admin.review_forms import told
from meetings.admin.review_text import article_text
from meetings.curation import need, review
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Claim,
    Correction,
    Directive,
    Lease,
    Meeting,
    Report,
)
from tests.ingest.hand import BODY, full, ingest
from tests.review.archive import apart, stored

pytestmark = pytest.mark.django_db


def fields_of(desk: Client, meeting: Meeting) -> dict[str, Any]:
    """What the review page's forms hold, as a browser would send them back."""
    form = desk.get(f"/admin/review/{meeting.pk}/").context["form"]
    values: dict[str, Any] = {}
    managed = [table.rows for table in form.tables]
    forms = [form.meeting, form.selected, *(rows.management_form for rows in managed)]
    for one in [*forms, *(row for rows in managed for row in rows.forms)]:
        for bound in one:
            shown = bound.field.prepare_value(bound.value())
            if shown is not None and shown is not False:
                values[bound.html_name] = shown
    return values


def send(desk: Client, meeting: Meeting, do: str = "save", **changed: Any) -> Any:
    values = fields_of(desk, meeting) | changed
    return desk.post(f"/admin/review/{meeting.pk}/", values | {"do": do})


def test_the_neediest_comes_first(curator: User) -> None:
    plain, dated = stored(), apart(1, number=39)
    undated = apart(2, date_edtf="", date_first=None, date_last=None)
    weak = apart(3, number=40)
    report = Report.objects.get(meeting=weak)
    Claim.objects.create(
        article=report.article, report=report, field="x", value="y", rule="r", confidence="weak"
    )
    need.refresh_all()
    order = list(review.pending(Meeting))
    assert order == [weak, undated, dated, plain]
    assert need.reasons(order[0].need) == ["依据薄弱"]
    assert review.take_next(curator) == weak


def test_two_curators_never_get_the_same_meeting(curator: User, second: User) -> None:
    stored(), apart(1)
    taken = {review.take_next(curator), review.take_next(second)}
    assert len(taken) == 2
    third = User.objects.create_superuser("third")
    assert review.take_next(third) is None


def test_a_lease_runs_out(curator: User, second: User) -> None:
    meeting = stored()
    assert review.lease(meeting, curator)
    assert not review.lease(meeting, second)
    Lease.objects.update(until=timezone.now())
    assert review.take_next(second) == meeting


def test_a_skipped_meeting_comes_last(desk: Client) -> None:
    one, other = stored(), apart(1)
    first = desk.get("/admin/review/next/")["Location"]
    answer = desk.post(first, {"do": "skip"}, follow=True)
    assert answer.redirect_chain[-1][0] != first
    assert {f"/admin/review/{m.pk}/" for m in (one, other)} == {
        first,
        answer.redirect_chain[-1][0],
    }


def test_the_marked_article_is_the_source_code_point_for_code_point() -> None:
    from html import unescape

    text = f"{BODY}\r\n<b>&amp;\r\n"
    ingest(full(text), text=text)
    report = told(Meeting.objects.get())[0]
    assert unescape(strip_tags(article_text(report))).replace("\r", "\n") == text.replace(
        "\r", "\n"
    )
    assert "&#13;\n" in article_text(report)
    assert "<b>" not in article_text(report)


def test_each_fact_leads_to_its_words_and_back(desk: Client) -> None:
    meeting = stored()
    shown = desk.get(f"/admin/review/{meeting.pk}/").content.decode()
    rows = [("p", row.pk) for row in Attendance.objects.all()]
    rows += [("d", row.pk) for row in Directive.objects.all()]
    rows += [("a", row.pk) for row in AgendaItem.objects.all()]
    for key, pk in rows:
        for anchor in (f'id="t-{key}{pk}"', f'id="f-{key}{pk}"'):
            assert shown.count(anchor) == 1
        assert f'href="#t-{key}{pk}"' in shown
        assert f'href="#f-{key}{pk}"' in shown


def test_accepting_saves_what_was_changed_and_opens_the_next(desk: Client) -> None:
    meeting, other = stored(), apart(1)
    row = Attendance.objects.get(report__meeting=meeting, name="王玉")
    prefix = f"r{row.report_id}p"
    answer = send(desk, meeting, "accept", **{f"{prefix}-0-role": "speaker", "m-number": "40"})
    assert answer["Location"] == "/admin/review/next/"
    meeting.refresh_from_db()
    assert (meeting.state, meeting.number) == ("accepted", 40)
    assert Attendance.objects.get(pk=row.pk).role == "speaker"
    assert desk.get("/admin/review/next/")["Location"] == f"/admin/review/{other.pk}/"
    assert not Lease.objects.filter(meeting=meeting).exists()


def test_saving_without_a_change_corrects_nothing(desk: Client) -> None:
    assert send(desk, stored()).status_code == 302
    assert not Correction.objects.exists()


def test_the_second_of_two_curators_is_told_and_overwrites_nothing(desk: Client) -> None:
    meeting = stored()
    opened = fields_of(desk, meeting)
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=None)
    late = opened | {"m-title": "乙", "do": "accept"}
    answer = desk.post(f"/admin/review/{meeting.pk}/", late)
    assert answer.status_code == 409
    assert "刚被其他人修改过" in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.title, meeting.state) == ("湘潭市委常委会第38次会议", "pending")


def test_who_has_the_meeting_open_is_shown_to_others(desk: Client, second: User) -> None:
    meeting = stored()
    review.lease(meeting, second)
    assert "second 正在核校" in desk.get(f"/admin/review/{meeting.pk}/").content.decode()


def test_a_form_with_a_fault_saves_nothing(desk: Client) -> None:
    meeting = stored()
    answer = send(desk, meeting, "accept", **{"m-date_edtf": "九月", "m-title": "乙"})
    assert "不是可用的日期" in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.title, meeting.state) == ("湘潭市委常委会第38次会议", "pending")


def test_a_fact_is_dropped_on_the_review_page_and_does_not_return(desk: Client) -> None:
    meeting = stored()
    prefix = f"r{Report.objects.get().pk}"
    send(desk, meeting, **{f"{prefix}d-0-DELETE": "on"})
    ingest(full(), version="newer")
    assert Directive.objects.get(withdrawn_at=None).verb == "强调"


SELECTED = [
    ("name", "落实", {}, lambda m: Attendance.objects.get(name="落实").role == "attendee"),
    ("title", "预算方案", {}, lambda m: m.title == "预算方案"),
    ("date", "9月25日", {}, lambda m: m.date_edtf == "XXXX-09-25"),
    ("date", "2017年9月25日", {}, lambda m: m.date_edtf == "2017-09-25"),
    (
        "directive",
        "要守住底线",
        {"sel-verb": "要求", "sel-speaker": "会议"},
        lambda m: Directive.objects.get(verb="要求").text == "要守住底线",
    ),
    (
        "agenda",
        "抓好落实",
        {"sel-verb": "研究"},
        lambda m: AgendaItem.objects.get(verb="研究").text == "抓好落实",
    ),
]


@pytest.mark.parametrize(("what", "words", "more", "holds"), SELECTED)
def test_selected_words_become_a_fact(
    desk: Client, what: str, words: str, more: dict[str, str], holds: Any
) -> None:
    meeting = stored()
    start = BODY.index(words)
    place = {"sel-start": start, "sel-end": start + len(words)}
    send(desk, meeting, "set", **{"sel-words": words, "sel-what": what, **place, **more})
    meeting.refresh_from_db()
    assert holds(meeting)
    ingest(full(), version="newer")
    meeting.refresh_from_db()
    assert holds(meeting)


@pytest.mark.parametrize(
    ("what", "words", "said"),
    [
        ("name", "赵六", "文章中找不到"),
        ("name", "王玉", "本报道中已有"),
        ("date", "抓好落实", "不是日期"),
        ("directive", "抓好落实", "verb|不是有效选项|值"),
    ],
)
def test_a_selection_that_is_none_is_refused_in_words(
    desk: Client, what: str, words: str, said: str
) -> None:
    import re

    more = {"sel-verb": "没有的动词", "m-title": "乙"}
    answer = send(desk, stored(), "set", **{"sel-words": words, "sel-what": what, **more})
    assert re.search(said, answer.content.decode())
    assert not Correction.objects.exists()


def test_a_selected_date_keeps_the_words_it_rests_on(desk: Client) -> None:
    send(desk, stored(), "set", **{"sel-words": "9月25日", "sel-what": "date"})
    assert Correction.objects.get().basis == "9月25日"


def test_many_are_accepted_at_once_and_doubtful_ones_refused(desk: Client) -> None:
    rows = [stored(), apart(1, state="flagged"), apart(2)]
    chosen = {"action": "accept", "_selected_action": [row.pk for row in rows]}
    answer = desk.post("/admin/meetings/meeting/", chosen, follow=True).content.decode()
    assert "已将 2 次会议标为" in answer
    assert "1 次不是待核" in answer
    states = Meeting.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "flagged", "accepted"]


def test_a_selection_is_exported_and_no_cell_is_a_formula(desk: Client) -> None:
    row = stored(title="=1+1")
    chosen = {"action": "export", "_selected_action": [row.pk]}
    answer = desk.post("/admin/meetings/meeting/", chosen)
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[:3] == [str(row.pk), "'=1+1", "430300"]


@pytest.mark.parametrize("table", ["meeting", "article"])
def test_many_are_read_again(desk: Client, table: str) -> None:
    stored(), apart(1)
    model = Meeting if table == "meeting" else Article
    chosen = {"action": "reextract", "_selected_action": [row.pk for row in model.objects.all()]}
    answer = desk.post(f"/admin/meetings/{table}/", chosen, follow=True).content.decode()
    assert "已重新提取 2 篇" in answer


def test_a_withdrawal_needs_a_reason_and_leaves_a_page_that_says_it(
    desk: Client, client: Client
) -> None:
    meeting = stored()
    assert "请写明为什么撤回" in send(desk, meeting, "withdraw").content.decode()
    send(desk, meeting, "withdraw", **{"m-why": "原文已由媒体撤稿"})
    ingest(full(), version="newer")
    answer = client.get(meeting.get_absolute_url())
    assert answer.status_code == 410
    assert "原文已由媒体撤稿" in answer.content.decode()
