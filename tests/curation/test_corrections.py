"""A person's correction outlives every new reading."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from meetings import curation
from meetings.extraction.facts import Meeting as ToldMeeting
from meetings.extraction.facts import Participant
from meetings.extraction.vocabulary import Role
from meetings.ingest import Outcome, Stored
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Correction,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)
from tests.ingest.hand import BODY, directive, full, ingest, meeting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(db: None) -> Stored:
    return ingest(full())


def with_role(role: Role) -> ToldMeeting:
    """The meeting, 王玉 in a role."""
    told = full()
    return replace(told, officials=(replace(told.officials[0], role=role), told.officials[1]))


def role_of(name: str) -> str:
    return Attendance.objects.get(name=name).role


def test_a_correction_is_written_at_once_and_kept_with_its_key(
    stored: Stored, curator: User
) -> None:
    row = Attendance.objects.get(name="王玉")
    assert curation.correct(row, "role", "speaker", who=curator, why="全文如此")
    kept = Correction.objects.get()
    assert (role_of("王玉"), row.role) == ("speaker", "speaker")
    assert (kept.sha256, kept.report_ordinal) == (Article.objects.get().sha256, 0)
    assert (kept.row_type, kept.anchor, kept.field) == ("attendance", "王玉", "role")
    assert (kept.machine_value, kept.person_value) == ("chair", "speaker")
    assert (kept.who, kept.why) == (curator, "全文如此")


def test_the_same_value_is_no_correction(stored: Stored, curator: User) -> None:
    assert not curation.correct(Attendance.objects.get(name="王玉"), "role", "chair", who=curator)
    assert not Correction.objects.exists()


def test_the_person_wins_while_the_machine_reads_as_before(stored: Stored, curator: User) -> None:
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    again = ingest(full())
    assert (again.outcome, role_of("王玉")) == (Outcome.KEPT, "speaker")


def test_a_correction_that_the_machine_now_agrees_with_stands_against_nothing(
    stored: Stored, curator: User
) -> None:
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    again = ingest(with_role(Role.SPEAKER))
    assert (again.outcome, role_of("王玉")) == (Outcome.UNCHANGED, "speaker")


def test_the_person_wins_against_a_third_value(stored: Stored, curator: User) -> None:
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    again = ingest(with_role(Role.OBSERVER))
    assert (again.outcome, role_of("王玉")) == (Outcome.KEPT, "speaker")


def test_the_last_of_two_corrections_counts_and_the_machine_s_value_stays_known(
    stored: Stored, curator: User
) -> None:
    for role in ("speaker", "observer"):
        curation.correct(Attendance.objects.get(name="王玉"), "role", role, who=curator)
    ingest(full())
    assert role_of("王玉") == "observer"
    assert {c.machine_value for c in Correction.objects.all()} == {"chair"}


def test_a_corrected_name_is_still_found_by_the_printed_one(stored: Stored, curator: User) -> None:
    row = Attendance.objects.get(name="王玉")
    curation.correct(row, "name", "王钰", who=curator)
    curation.correct(row, "role", "speaker", who=curator)
    ingest(full())
    row.refresh_from_db()
    assert (row.name, row.role, row.withdrawn_at) == ("王钰", "speaker", None)
    assert row.official.name == "王钰"


def test_an_official_chosen_by_a_person_stays_and_speaks(stored: Stored, curator: User) -> None:
    text = "王玉主持。王玉强调,要抓好落实。"
    told = meeting(
        text,
        officials=(person(text, "王玉"),),
        directives=(directive(text, "王玉强调,要抓好落实。", verb="强调", speaker="王玉"),),
    )
    ingest(told, text=text)
    other = Official.objects.create(name="王玉", sort_key="wang2 yu4 王玉")
    row = Attendance.objects.get(report__article__text=text)
    curation.correct(row, "official", other.pk, who=curator)
    assert Directive.objects.get(speaker="王玉").official == other
    assert ingest(told, text=text).outcome is not Outcome.UPDATED
    row.refresh_from_db()
    assert row.official == other
    assert Directive.objects.get(speaker="王玉").official == other


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "市委常委会第三十八次会议"),
        ("organ", "government"),
        ("term", 12),
        ("number", None),
        ("date_edtf", "2017-09-24"),
        ("city", "430100"),
        ("city", None),
        ("state", "accepted"),
    ],
)
def test_a_meeting_s_field_stays_corrected(
    stored: Stored, curator: User, field: str, value: Any
) -> None:
    curation.correct(Meeting.objects.get(), field, value, who=curator)
    ingest(full())
    assert curation.to_json(Meeting.objects.get(), field) == value


def test_a_corrected_date_moves_the_bounds_and_the_version(stored: Stored, curator: User) -> None:
    told = Meeting.objects.get()
    curation.correct(told, "date_edtf", "2017-10", who=curator)
    ingest(full())
    after = Meeting.objects.get()
    assert (str(after.date_first), str(after.date_last)) == ("2017-10-01", "2017-10-31")
    assert after.version == told.version == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("outlet", "湘潭日报"), ("kind", "digest"), ("reporters", ["焦炬"]), ("city", "430100")],
)
def test_an_article_s_field_stays_corrected(
    stored: Stored, curator: User, field: str, value: Any
) -> None:
    curation.correct(Article.objects.get(), field, value, who=curator)
    assert ingest(full()).outcome is Outcome.KEPT
    assert curation.to_json(Article.objects.get(), field) == value


@pytest.mark.parametrize("model", [Attendance, AgendaItem, Directive, Quorum])
def test_a_rejected_fact_never_returns_until_it_is_restored(
    stored: Stored, curator: User, model: type[Any]
) -> None:
    row = model.objects.first()
    assert curation.reject(row, who=curator)
    assert not curation.reject(row, who=curator)
    assert ingest(full(), version="newer").outcome is Outcome.KEPT
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert curation.restore(row, who=curator)
    ingest(full(), version="newest")
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_a_rejected_report_takes_its_meeting_out_of_sight(stored: Stored, curator: User) -> None:
    curation.reject(Report.objects.get(), who=curator)
    assert ingest(full()).outcome is Outcome.KEPT
    assert Report.objects.get().withdrawn_at is not None
    assert Meeting.objects.get().state == "withdrawn"


def test_a_passage_that_grows_is_still_the_rejected_one(stored: Stored, curator: User) -> None:
    text = "会议指出,要抓好落实,要守住底线。会议结束。"
    shorter = directive(text, "会议指出,要抓好落实,要守住底线。")
    ingest(meeting(text, directives=(shorter,)), text=text)
    curation.reject(Directive.objects.get(report__article__text=text), who=curator)
    ingest(meeting(text, directives=(directive(text, text),)), text=text)
    said = Directive.objects.filter(report__article__text=text, withdrawn_at=None)
    assert not said.exists()


def added(name: str, curator: User) -> Attendance:
    row = Attendance(
        report=Report.objects.get(),
        official=Official.objects.create(name=name, sort_key=name),
        name=name,
        role="observer",
        ordinal=9,
    )
    row.start, row.end = curation.locate(BODY, "底线") or (0, 0)
    curation.add(row, who=curator)
    return row


def test_an_added_fact_stays_though_the_machine_finds_none(stored: Stored, curator: User) -> None:
    row = added("底线", curator)
    assert ingest(full()).outcome is Outcome.KEPT
    row.refresh_from_db()
    assert (row.withdrawn_at, row.role) == (None, "observer")


def test_an_added_fact_that_the_machine_now_finds_is_one_row(stored: Stored, curator: User) -> None:
    row = added("底线", curator)
    told = full()
    found: Participant = person(BODY, "底线", role=Role.CHAIR)
    ingest(replace(told, officials=(*told.officials, found)))
    row.refresh_from_db()
    assert row.role == "observer"
    assert Attendance.objects.filter(name="底线").count() == 1


def test_a_correction_finds_its_meeting_by_title_when_another_comes_before_it(
    stored: Stored, curator: User
) -> None:
    curation.correct(Meeting.objects.get(), "number", 40, who=curator)
    earlier = meeting(title="会议", title_span=None, number=None, date="")
    ingest(earlier, full())
    assert Report.objects.get(ordinal=1).meeting.number == 40
    assert Report.objects.get(ordinal=0).meeting.number is None


def test_a_correction_survives_a_rebuild_from_nothing(stored: Stored, curator: User) -> None:
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    for model in (Attendance, AgendaItem, Directive, Quorum, Report, Meeting, Article):
        model.objects.all().delete()
    ingest(full())
    assert role_of("王玉") == "speaker"


def test_a_field_that_people_do_not_correct_is_refused(stored: Stored, curator: User) -> None:
    with pytest.raises(ValueError, match=r"Article\.text"):
        curation.correct(Article.objects.get(), "text", "x", who=curator)


def test_a_value_that_a_field_cannot_hold_is_refused_and_nothing_kept(
    stored: Stored, curator: User
) -> None:
    with pytest.raises(ValidationError):
        curation.correct(Attendance.objects.get(name="王玉"), "role", "boss", who=curator)
    assert not Correction.objects.exists()
    assert role_of("王玉") == "chair"


@pytest.mark.parametrize("statement", ["UPDATE {} SET why = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_correction(
    stored: Stored, curator: User, statement: str
) -> None:
    curation.correct(Meeting.objects.get(), "number", 40, who=curator)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("meetings_correction"))


def test_words_are_located_in_either_script_and_across_spaces() -> None:
    assert curation.locate("會(huì)議 指出", "会议指出") == (0, 10)
    assert curation.locate("会议指出", "强调") is None
    assert curation.locate("会议指出", " ") is None
