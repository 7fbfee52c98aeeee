"""The bench's corpus is the same each time, agrees with what it tells, and fills an archive."""

import pytest
from django.test import Client

from meetings import index
from meetings.extraction.report import extract
from meetings.extraction.vocabulary import Role
from meetings.models import Attendance, Directive, Meeting, Report
from tests.bench import fill as filling
from tests.bench.cast import OFFICIALS, everybody, towns
from tests.bench.corpus import MEETING, Reporter, articles, rows_before

FEW = 50


def test_a_report_is_the_same_whatever_was_made_before() -> None:
    whole = list(Reporter().records(0, FEW))
    assert Reporter().record(FEW - 1) == whole[-1]
    assert Reporter(2).record(FEW - 1) != whole[-1]


def test_there_are_as_many_towns_and_officials_as_promised() -> None:
    assert len(towns()) > 300
    assert len(everybody()) == OFFICIALS >= 20_000
    assert [one.number for one, _ in everybody()] == list(range(OFFICIALS))


def test_every_place_of_a_report_holds_what_it_tells() -> None:
    for record in Reporter().records(0, FEW):
        if record.script != "hans":
            continue
        assert record.text[record.named :].startswith(record.sitting.name)
        for one in record.people:
            assert record.text[slice(*one.post_span)] == one.post
            assert record.text[one.start :].startswith(one.somebody.name)
        for said in record.directives:
            speaker = said.speaker.name if said.speaker else MEETING
            assert record.words(said).startswith(f"{speaker}{said.verb}，")


def test_rows_are_counted_before_they_are_made() -> None:
    records = list(Reporter().records(0, FEW))
    said = sum(len(record.directives) for record in records)
    present = sum(len(record.people) for record in records)
    assert rows_before(FEW) == (said, present)


def test_the_extractor_reads_a_report_as_it_was_meant() -> None:
    agreeing = 0
    for (_, content), record in zip(articles(FEW), Reporter().records(0, FEW), strict=True):
        meetings = extract(content.decode()).meetings
        assert len(meetings) == 1
        said = [tuple(one.span) for one in meetings[0].directives]
        agreeing += (
            meetings[0].city == record.place.code
            and meetings[0].date == record.edtf
            and said == [(one.start, one.end) for one in record.directives]
        )
    assert agreeing >= 0.95 * FEW


@pytest.fixture
def filled(db: None) -> None:
    filling.fill(FEW)


def test_a_filled_archive_holds_the_reports(filled: None) -> None:
    records = list(Reporter().records(0, FEW))
    assert Meeting.objects.count() == FEW
    assert Directive.objects.count() == sum(len(one.directives) for one in records)
    chaired = Attendance.objects.filter(role=Role.CHAIR).values_list("name", flat=True)
    assert sorted(chaired) == sorted(
        one.somebody.name for record in records for one in record.people if one.role == Role.CHAIR
    )


def test_filling_goes_on_where_it_stopped(filled: None) -> None:
    filling.fill(FEW + 10)
    filling.fill(FEW + 10)
    assert Report.objects.count() == FEW + 10
    last = Reporter().record(FEW + 9)
    assert Report.objects.latest("pk").article.text == last.text


def test_pages_of_a_filled_archive_render_with_marks_and_hits(filled: None) -> None:
    index.refresh(Meeting.objects.values_list("pk", flat=True))
    client = Client()
    record = Reporter().record(0)
    report = Report.objects.order_by("pk")[0]
    page = client.get(report.meeting.get_absolute_url(), follow=True).content.decode()
    assert record.people[0].somebody.name in page
    assert "<mark" in page
    word = record.words(record.directives[0])[10:16]
    found = client.get("/meetings/", {"q": word})
    assert found.status_code == 200
    assert f"/meetings/{report.meeting_id}" in found.content.decode()
    assert client.get("/directives/", {"q": word}).status_code == 200
