"""Meetings told by several outlets become one, by a person's word alone, and part again."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.curation import Refused, duplicates
from meetings.models import Meeting, MeetingMerge, MeetingPair, Report
from tests.ingest.hand import BODY, full, ingest
from tests.review.archive import apart, snapshot, stored

pytestmark = pytest.mark.django_db
TITLED = {"title": "市委常委会会议", "number": None}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(("merge", "undo")), st.integers(0, 3), st.integers(0, 3)),
        max_size=8,
    )
)
def test_merges_undone_leave_everything_as_it_was(
    curator: User, steps: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        made = [apart(n) for n in range(1, 5)]
        before = snapshot()
        for act, one, other in steps:
            standing = list(MeetingMerge.objects.filter(undone_at=None).order_by("pk"))
            try:
                if act == "merge":
                    duplicates.merge(made[one], made[other], who=curator)
                elif standing:
                    duplicates.undo(standing[one % len(standing)], who=curator)
            except Refused:
                continue
            assert Report.objects.count() == len(made)
        while last := MeetingMerge.objects.filter(undone_at=None).first():
            duplicates.undo(last, who=curator)
        assert snapshot() == before
        transaction.set_rollback(True)


def test_two_outlets_of_one_day_are_suggested_and_never_merged_by_themselves() -> None:
    one, other = stored(), apart(1, **TITLED)
    found = duplicates.pairs_of(duplicates.suggestions())
    assert [(pair.one, pair.other) for pair in found] == [(one, other)]
    assert (found[0].directives, found[0].people, found[0].score) == (2, 2, 1.0)
    assert found[0].outlets == ("来源不详", "来源不详")
    assert Meeting.objects.filter(state="pending").count() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"date_edtf": "2017-09-26"},
        {"date_edtf": "2017-09", "date_last": "2017-09-30"},
        {"number": 39},
        {"organ": "government"},
        {"city": None},
        {"state": "rejected"},
    ],
)
def test_another_day_number_organ_or_city_is_another_meeting(changed: dict[str, object]) -> None:
    stored()
    apart(1, **changed)
    assert not duplicates.suggestions().exists()
    assert not duplicates.pairs_of(Meeting.objects.all())


def test_a_pair_that_was_judged_is_not_suggested_again(curator: User) -> None:
    one, other = stored(), apart(1)
    duplicates.judge(other, one, "no", who=curator)
    assert not duplicates.suggestions().exists()


def test_a_merge_outlives_new_readings_of_both_articles(curator: User) -> None:
    one, other = stored(), apart(1, **TITLED)
    duplicates.merge(one, other, who=curator)
    text = f"{BODY}来源1。"
    ingest(full(), version="newer")
    ingest(full(text), text=text, version="newer")
    assert set(Report.objects.values_list("meeting", flat=True)) == {other.pk}
    one.refresh_from_db()
    assert (one.state, one.merged_into) == ("merged", other)


def test_directives_are_set_side_by_side() -> None:
    one, other = stored(), apart(1)
    rows = duplicates.compare(one, other)
    assert [(row.one and row.one.text, row.alike) for row in rows] == [
        ("会议指出,要抓好落实。", 1.0),
        ("会议强调,要守住底线。", 1.0),
    ]
    other.reports.get().directives.filter(verb="强调").delete()
    assert [bool(row.other) for row in duplicates.compare(one, other)] == [True, False]


def test_a_curator_compares_merges_and_undoes_on_the_site(desk: Client) -> None:
    one, other = stored(), apart(1, **TITLED)
    listed = desk.get("/admin/duplicates/").content.decode()
    address = f"/admin/duplicates/{one.pk}/{other.pk}/"
    assert address in listed
    assert "会议指出" in desk.get(address).content.decode()
    desk.post(address, {"verdict": "yes", "keep": str(one.pk), "why": "两家媒体"})
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("merged", one)
    answer = desk.get(other.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, one.get_absolute_url())
    chosen = {"action": "undo", "_selected_action": [MeetingMerge.objects.get().pk]}
    desk.post("/admin/meetings/meetingmerge/", chosen)
    other.refresh_from_db()
    assert other.state == "pending"
    assert not MeetingPair.objects.exists()
    assert address in desk.get("/admin/duplicates/").content.decode()
