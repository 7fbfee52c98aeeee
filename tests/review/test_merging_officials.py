"""Officials are joined, parted and split without anything lost or doubled."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings import index
from meetings.curation import Refused, namesakes, officials
from meetings.models import Attendance, Correction, Directive, Official, OfficialMerge, Report
from tests.ingest.hand import BODY, full, ingest
from tests.review.archive import apart, attend, official, snapshot, stored

pytestmark = pytest.mark.django_db
CITIES = ("430300", "430100", "430000")
NAMES = ("王玉", "王钰", "汪玉")

# Who is of which name and city, who attended which report, and what is merged or undone in turn.
people = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(CITIES)), min_size=2, max_size=5
)
seats = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=12)
steps = st.lists(
    st.tuples(st.sampled_from(("merge", "undo")), st.integers(0, 9), st.integers(0, 9)), max_size=8
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=people, seats=seats, steps=steps)
def test_merges_undone_in_any_order_leave_everything_as_it_was(
    curator: User,
    people: list[tuple[str, str]],
    seats: list[tuple[int, int]],
    steps: list[tuple[str, int, int]],
) -> None:
    with transaction.atomic():
        made = [official(name, code) for name, code in people]
        told = [Report.objects.get(meeting=apart(n)) for n in range(1, 5)]
        Attendance.objects.all().delete()
        for who, where in {(who % len(made), where) for who, where in seats}:
            attend(made[who], told[where])
        before, rows = snapshot(), Attendance.objects.count()
        for act, one, other in steps:
            _try(act, made, one, other, curator)
            assert Attendance.objects.count() == rows
        while standing := OfficialMerge.objects.filter(undone_at=None).first():
            officials.undo(standing, who=curator)
        assert snapshot() == before
        transaction.set_rollback(True)


def _try(act: str, made: list[Official], one: int, other: int, curator: User) -> None:
    """Merge or undo; what is refused changes nothing."""
    before = snapshot()
    standing = list(OfficialMerge.objects.filter(undone_at=None).order_by("pk"))
    try:
        if act == "merge":
            officials.merge(made[one % len(made)], made[other % len(made)], who=curator)
        elif standing:
            officials.undo(standing[one % len(standing)], who=curator)
    except Refused:
        assert snapshot() == before


def test_a_merge_moves_everything_and_keeps_the_old_address(curator: User) -> None:
    meeting = stored()
    gone = Official.objects.get(name="王玉")
    stays = official("王钰", "430100")
    officials.merge(gone, stays, who=curator, why="同一人")
    gone.refresh_from_db()
    assert gone.merged_into == stays
    row = Attendance.objects.get(name="王玉", report__meeting=meeting)
    assert row.official == stays
    assert list(stays.other_names.values_list("name", flat=True)) == ["王玉"]


def test_a_merge_outlives_a_new_reading_across_cities(curator: User) -> None:
    stored()
    stays = official("王玉", "430100")
    officials.merge(Official.objects.get(name="王玉", city__code="430300"), stays, who=curator)
    ingest(full(), version="newer")
    assert Attendance.objects.get(name="王玉").official == stays
    assert Official.objects.filter(name="王玉").count() == 2


def test_two_in_one_report_are_not_merged(curator: User) -> None:
    stored()
    one, other = Official.objects.get(name="王玉"), Official.objects.get(name="李明")
    assert officials.preview(one, other).same_reports
    with pytest.raises(Refused, match="同一篇报道"):
        officials.merge(one, other, who=curator)


def test_a_meeting_that_both_attended_is_shown_before(curator: User) -> None:
    meeting = stored()
    other = official()
    second = apart(1)
    report = Report.objects.get(meeting=second)
    Report.objects.filter(pk=report.pk).update(meeting=meeting)
    Attendance.objects.filter(report=report).delete()
    attend(other, report)
    index.refresh([meeting.pk, second.pk])
    first = Attendance.objects.get(name="王玉", report__article__text=BODY).official
    seen = officials.preview(other, first)
    assert [row.report.meeting for row in seen.same_meetings] == [meeting]
    assert not seen.same_reports


def test_an_earlier_merge_is_undone_only_after_the_later(curator: User) -> None:
    one, two, three = official(), official("王钰"), official("汪玉")
    first = officials.merge(one, two, who=curator)
    officials.merge(two, three, who=curator)
    with pytest.raises(Refused, match="先撤销后一次合并"):
        officials.undo(first, who=curator)


def test_a_split_moves_the_chosen_attendances_and_outlives_a_reading(curator: User) -> None:
    stored(), apart(1, date_edtf="2018-01-01")
    who = Official.objects.get(name="王玉")
    chosen = Attendance.objects.filter(official=who).order_by("-pk")[:1]
    other = officials.split(who, chosen, who=curator, why="两个人")
    text = f"{BODY}来源1。"
    ingest(full(text), text=text, version="newer")
    moved = Attendance.objects.get(report__article__text=text, name="王玉", withdrawn_at=None)
    assert moved.official == other
    assert Attendance.objects.filter(official=who, withdrawn_at=None).count() == 1
    assert Correction.objects.filter(field="official").count() == 1


def test_a_split_of_all_or_of_none_is_refused(curator: User) -> None:
    stored()
    who = Official.objects.get(name="王玉")
    for rows in (Attendance.objects.none(), Attendance.objects.filter(official=who)):
        with pytest.raises(Refused, match="至少"):
            officials.split(who, rows, who=curator, why="")


def test_a_correction_that_names_a_merged_official_means_the_one_that_stays(curator: User) -> None:
    from meetings import curation

    stored()
    chosen, stays = official("王玉", "430100"), official("王玉", "430200")
    curation.correct(Attendance.objects.get(name="王玉"), "official", chosen.pk, who=curator)
    officials.merge(chosen, stays, who=curator)
    ingest(full(), version="newer")
    assert Attendance.objects.get(name="王玉").official == stays


def test_namesakes_are_suggested_until_somebody_has_judged(curator: User) -> None:
    one, other = official(), official("王玉", "430100")
    official("李明")
    namesakes.refresh_all()
    assert [(pair.one, pair.other) for pair in namesakes.pairs()] == [(one, other)]
    officials.judge(other, one, "unsure", who=curator)
    namesakes.refresh_all()
    assert not namesakes.pairs().exists()


def test_what_an_official_said_moves_along(curator: User) -> None:
    stored()
    gone, stays = Official.objects.get(name="李明"), official("李铭")
    Directive.objects.filter(verb="强调").update(speaker="李明", official=gone)
    merge = officials.merge(gone, stays, who=curator)
    assert Directive.objects.get(verb="强调").official == stays
    officials.undo(merge, who=curator)
    assert Directive.objects.get(verb="强调").official == gone
