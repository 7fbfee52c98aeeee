"""The desk says why, agrees with itself, and leads to what it names."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.curation import namesakes, officials, review
from meetings.models import Attendance, City, Claim, ErrorReport, Meeting, OfficialPair, Report
from tests.ingest.hand import BODY, full, ingest
from tests.ingest.hand import meeting as told
from tests.review.archive import apart, official, stored

pytestmark = pytest.mark.django_db


def weak(report: Report, field: str, start: int, **more: Any) -> None:
    """A claim that the machine was unsure of."""
    Claim.objects.create(
        article=report.article, report=report, field=field, value="x", spans=[[start, start + 2]],
        confidence="weak", **({"rule": "name.relaxed"} | more),
    )  # fmt: skip


def test_the_number_of_doubts_is_that_of_the_badges_and_each_says_why(desk: Client) -> None:
    meeting = stored()
    report, row = meeting.reports.get(), Attendance.objects.get(name="李明")
    weak(report, "meetings.0.date", 0, rule="date.relative", reason="只有“昨日”")
    weak(report, "meetings.0.officials.1.name", row.start)
    weak(report, "meetings.0.script", 1)
    from meetings.curation import need

    need.refresh_all()
    address = f"/admin/review/{meeting.pk}/"
    shown = desk.get(address).content.decode()
    assert shown.count('class="doubt"') == 2
    assert "标着“机器拿不准”的 2 处" in shown
    assert "机器拿不准：只有“昨日”" in shown
    assert "机器拿不准：姓不在姓氏表里" in shown
    review.decide(meeting, "accepted", who=User.objects.get())
    shown = desk.get(address).content.decode()
    assert 'class="doubt"' not in shown
    assert "请特别看" not in shown
    assert "机器没有拿不准的地方" not in shown


def test_an_article_with_several_meetings_leads_to_the_others(desk: Client) -> None:
    second = told(BODY, title="抓好落实", title_span=None, number=39, date="2017-09-26")
    ingest(full(), second)
    one, other = Meeting.objects.order_by("pk")
    shown = desk.get(f"/admin/review/{one.pk}/").content.decode()
    assert "这篇文章还讲到" in shown
    assert f'<a href="/admin/review/{other.pk}/">{other}</a>' in shown


def test_a_reader_s_report_names_the_meeting_and_leads_to_its_review(desk: Client) -> None:
    meeting = stored()
    kept = ErrorReport.objects.create(page=f"/en/meetings/{meeting.pk}/", text="错")
    assert meeting.title in desk.get("/admin/meetings/errorreport/").content.decode()
    page = desk.get(f"/admin/meetings/errorreport/{kept.pk}/change/").content.decode()
    assert f'href="/admin/review/{meeting.pk}/"' in page
    for odd in ("/", "/meetings/", "/meetings/99999999999999/", "/articles/abc/", "/officials/ff/"):
        ErrorReport.objects.create(page=odd, text="错")
    assert desk.get("/admin/meetings/errorreport/").status_code == 200


def test_a_curator_finds_the_way_from_a_public_page_and_readers_are_asked_nothing(
    desk: Client, client: Client
) -> None:
    meeting = stored()
    page, link = meeting.get_absolute_url(), f'href="/admin/review/{meeting.pk}/"'
    own, read = desk.get(page, follow=True), client.get(page, follow=True)
    assert link in own.content.decode()
    assert "private" in own["Cache-Control"]
    assert link not in read.content.decode()
    assert "Cookie" not in read.get("Vary", "")
    assert own["ETag"] != read["ETag"]


def test_meetings_are_found_by_the_name_of_their_city(desk: Client) -> None:
    meeting = stored(title="常委会会议")
    row = f"/admin/review/{meeting.pk}/"
    assert row in desk.get("/admin/meetings/meeting/?q=湘潭市").content.decode()
    assert row not in desk.get("/admin/meetings/meeting/?q=株洲市").content.decode()


def test_what_was_uploaded_leads_to_its_meetings(desk: Client) -> None:
    file = SimpleUploadedFile("甲.txt", "2017年9月25日,湘潭市委召开常委会会议。".encode())
    batch = desk.post("/admin/upload/", {"chosen": file})["Location"]
    desk.post(batch, {"do": "ingest"})
    shown = desk.get(f"{batch}?started=1").content.decode()
    for row in Report.objects.all():
        assert f'href="/admin/review/{row.meeting_id}/"' in shown
    assert "甲.txt" in shown
    assert "/admin/review/" in shown


def test_units_of_one_name_are_told_apart_and_found_by_sound(desk: Client) -> None:
    asked = "/admin/autocomplete/?app_label=meetings&model_name=meeting&field_name=city&term="
    texts = [one["text"] for one in desk.get(f"{asked}鼓楼区").json()["results"]]
    assert "鼓楼区 · 江苏省南京市" in texts
    assert len(texts) == len(set(texts)) > 1
    for term in ("gulou", "gl", "GuLou"):
        found = [one["text"] for one in desk.get(f"{asked}{term}").json()["results"]]
        assert any(text.startswith("鼓楼区 · ") for text in found), term
    meeting = stored(city=City.objects.get(code="320106"))
    shown = desk.get(f"/admin/review/{meeting.pk}/").content.decode()
    assert "鼓楼区 · 江苏省南京市" in shown


def test_the_pair_of_an_undone_merge_goes_back_to_where_it_came_from(
    desk: Client, curator: User
) -> None:
    one, other = official("王玉", "430100"), official("王玉", "430300")
    namesakes.refresh_all()
    officials.undo(officials.merge(other, one, who=curator), who=curator)
    assert OfficialPair.objects.get().verdict == "open"
    shown = desk.get("/admin/officials/matches/").content.decode()
    assert 'value="no"' in shown
    assert "先前不确定的" not in shown
    officials.judge(one, other, "no", who=curator)
    officials.undo(officials.merge(other, one, who=curator), who=curator)
    assert OfficialPair.objects.get().verdict == "no"


def test_the_page_of_a_merge_can_say_that_they_are_two(desk: Client, curator: User) -> None:
    one, other = official("王玉", "430100"), official("王玉", "430300")
    officials.judge(one, other, "unsure", who=curator)
    shown = desk.get(f"/admin/officials/merge/{other.pk}/{one.pk}/").content.decode()
    assert "不是同一人" in shown
    sent = {"one": one.pk, "other": other.pk, "verdict": "no"}
    desk.post("/admin/officials/matches/", sent)
    assert OfficialPair.objects.get().verdict == "no"


def test_the_record_of_a_merge_tells_who_and_undoes_it(desk: Client, curator: User) -> None:
    one, other = official("王玉", "430100"), official("王玉", "430300")
    merge = officials.merge(other, one, who=curator)
    both = f"王玉 #{other.pk} 湘潭市 → 王玉 #{one.pk} 长沙市"
    assert both in desk.get("/admin/meetings/officialmerge/").content.decode()
    address = f"/admin/meetings/officialmerge/{merge.pk}/change/"
    undo = f"/admin/merges/official/{merge.pk}/undo/"
    assert undo in desk.get(address).content.decode()
    desk.post(undo)
    assert undo not in desk.get(address).content.decode()


def test_a_page_that_is_gone_is_asked_for_again_when_it_is_back(
    client: Client, curator: User
) -> None:
    meeting = stored()
    address = client.get(meeting.get_absolute_url(), follow=True).request["PATH_INFO"]
    review.decide(meeting, "rejected", who=curator)
    gone = client.get(address)
    assert gone.status_code == 410
    assert gone["Cache-Control"] == "no-cache"
    assert "ETag" not in gone
    review.decide(Meeting.objects.get(), "accepted", who=curator)
    assert client.get(address).status_code == 200


def test_the_way_of_a_merged_meeting_is_not_kept_for_ever(client: Client, curator: User) -> None:
    from meetings.curation import duplicates

    stays, gone = stored(), apart(1, number=39)
    duplicates.merge(gone, stays, who=curator)
    answer = client.get(f"/meetings/{gone.pk}/")
    assert answer.status_code == 301
    assert answer["Cache-Control"] == "no-cache"
