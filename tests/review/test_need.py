"""How badly a record needs a look follows whatever it rests on, without anybody asking."""

import importlib

import pytest
from django.contrib.auth.models import User
from django.db import connection

from meetings import curation
from meetings.curation import duplicates, need, review, standings
from meetings.extraction.vocabulary import Role
from meetings.ingest import store
from meetings.ingest.readers import of_bytes
from meetings.models import Article, Attendance, Claim, Meeting, Report
from tests.ingest.hand import full, ingest, meeting, person
from tests.review.archive import apart, stored

pytestmark = pytest.mark.django_db


def kept(record: Meeting | Article) -> list[str]:
    """The reasons that stand beside the row, which must be those reckoned anew."""
    record.refresh_from_db()
    before = record.need
    need.refresh_all()
    record.refresh_from_db()
    assert record.need == before
    return need.reasons(record.need, article=isinstance(record, Article))


def test_a_corrected_date_ends_an_unknown_year_and_a_pair_of_one_day(curator: User) -> None:
    one, other = stored(), apart(1)
    assert kept(one) == kept(other) == ["可能重复"]
    curation.correct(one, "date_edtf", "XXXX-09-25", who=curator)
    assert (kept(one), kept(other)) == (["年份不详"], [])
    curation.correct(one, "date_edtf", "2017-09-25", who=curator)
    assert kept(one) == kept(other) == ["可能重复"]


def test_a_verdict_a_merge_and_its_undoing_count(curator: User) -> None:
    one, other = stored(), apart(1)
    duplicates.judge(one, other, "no", who=curator)
    assert kept(one) == kept(other) == []
    three = apart(2)
    assert kept(three) == ["可能重复"]
    merge = duplicates.merge(three, one, who=curator)
    assert kept(three) == kept(one) == []
    duplicates.undo(merge, who=curator)
    assert kept(three) == ["可能重复"]


def test_a_meeting_that_is_read_as_of_another_day_leaves_its_pair(curator: User) -> None:
    one, other = stored(), apart(1)
    text = other.reports.get().article.text
    ingest(meeting(text, date="2017-09-26"), text=text, version="newer")
    assert kept(one) == kept(other) == []


def test_a_contradicted_correction_counts_until_it_is_settled(curator: User) -> None:
    told = stored()
    article = told.reports.get().article
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    text = article.text
    people = (person(text, "王玉", role=Role.OBSERVER), person(text, "李明"))
    ingest(meeting(text, officials=people), text=text, version="newer")
    assert "更正冲突" in kept(told)
    assert "更正冲突" in kept(article)
    standings.keep_person(standings.queue().get(), who=curator)
    assert "更正冲突" not in kept(told) + kept(article)


def test_what_a_person_has_decided_needs_no_second_look(curator: User) -> None:
    told = stored(date_edtf="", date_first=None, date_last=None)
    assert kept(told) == ["年份不详"]
    review.decide(told, "accepted", who=curator)
    assert kept(told) == []


def test_an_article_without_a_meeting_or_a_day_or_with_the_title_of_another(curator: User) -> None:
    ingest(text="甲讯", title="同一个标题", published="2017-09-26")
    ingest(text="乙讯", title="同一个标题")
    one, other = Article.objects.order_by("pk")
    assert kept(other) == ["刊发日期不详", "标题与另一篇相同"]
    assert kept(one) == ["标题与另一篇相同"]
    refused = store(of_bytes("招聘公告\n本单位招聘二人。".encode(), name="a.txt")).article
    assert "没有提取到会议" in kept(Article.objects.get(pk=refused))


def test_the_migration_reckons_as_the_code_does(curator: User) -> None:
    stored(), apart(1), apart(2, date_edtf="", date_first=None, date_last=None)
    apart(3, state="accepted", number=39)
    report = Report.objects.latest("pk")
    for place, field in ((report, "meetings.0.date"), (None, "article.title")):
        Claim.objects.create(
            article=report.article,
            report=place,
            field=field,
            value="x",
            rule="r",
            confidence="weak",
        )
    ingest(full(), version="newer")
    need.refresh_all()
    before = [list(model.objects.order_by("pk").values_list("need", flat=True)) for model in BOTH]
    assert any(before[0])
    for model in BOTH:
        model.objects.update(need=0)
    with connection.cursor() as cursor:
        cursor.execute(importlib.import_module("meetings.migrations.0005_needs_and_entries").RECKON)
    after = [list(model.objects.order_by("pk").values_list("need", flat=True)) for model in BOTH]
    assert after == before


BOTH = (Meeting, Article)
