"""What a curator changed is found again, by person and meeting, read in words, and taken back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings import curation
from meetings.curation import Refused, review, traced
from meetings.models import AgendaItem, Attendance, Correction, Directive, Meeting, Quorum
from tests.ingest.hand import full, ingest
from tests.review.archive import apart, stored
from tests.review.test_queue import send

pytestmark = pytest.mark.django_db
LIST = "/admin/meetings/correction/"


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A meeting that nobody has touched."""
    return stored()


def rows_of(answer: Any) -> str:
    """The table of a list."""
    page: str = answer.content.decode()
    return page[page.index('id="result_list"') :].split("</table>")[0]


def test_the_desk_leads_to_ones_own_corrections_newest_first(
    meeting: Meeting, desk: Client, curator: User, second: User
) -> None:
    curation.correct(meeting, "number", 40, who=second)
    curation.correct(meeting, "organ", "government", who=curator, why="误读")
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)
    home = desk.get("/admin/").content.decode()
    address = f"{LIST}?who__id__exact={curator.pk}"
    assert f'href="{address}"' in home
    assert "主持 → 讲话" in home
    shown = rows_of(desk.get(address))
    for words in (meeting.title, f"/admin/review/{meeting.pk}/", "机构", "党委", "政府", "误读"):
        assert words in shown
    assert "second" not in shown
    assert shown.index("讲话") < shown.index("政府")
    assert "39" not in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [("curator", True), ("second", False), ("第38次", True), ("第99次", False), ("误读", True)],
)
def test_corrections_are_searched_by_person_meeting_and_reason(
    meeting: Meeting, desk: Client, curator: User, second: User, asked: str, found: bool
) -> None:
    curation.correct(meeting, "organ", "government", who=curator, why="误读")
    answer = desk.get(LIST, {"q": asked}).content.decode()
    assert ("政府</td>" in answer) is found


def test_a_correction_is_read_in_words_and_taken_back_on_its_page(
    meeting: Meeting, desk: Client, curator: User
) -> None:
    curation.correct(meeting, "city", "430100", who=curator, why="误读")
    made = Correction.objects.get()
    page = desk.get(f"{LIST}{made.pk}/change/").content.decode()
    for words in ("湘潭市", "长沙市", "误读", f"/admin/review/{meeting.pk}/", "撤销这条更正"):
        assert words in page
    answer = desk.post(f"/admin/corrections/{made.pk}/undo/", {"back": LIST}, follow=True)
    assert "已撤销这条更正" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.city is not None
    assert meeting.city.name == "湘潭市"


def test_every_kind_of_correction_is_taken_back(meeting: Meeting, curator: User) -> None:
    before = state_of(meeting)
    curation.correct(meeting, "number", 40, who=curator)
    curation.correct(meeting, "number", 41, who=curator)
    curation.correct(Attendance.objects.get(name="王玉"), "posts", ["市长"], who=curator)
    curation.reject(Directive.objects.get(verb="强调"), who=curator)
    report = meeting.reports.get()
    row = AgendaItem(report=report, start=0, end=4, ordinal=9, verb="研究", text="甲")
    curation.add(row, who=curator)
    review.decide(Meeting.objects.get(), "flagged", who=curator, why="看不准")
    made = list(Correction.objects.order_by("-pk"))
    assert [one.old for one in traced.traced(made) if one.correction.field == "number"] == [40, 38]
    for one in made:
        traced.take_back(one, who=curator)
    assert state_of(meeting) == before
    with pytest.raises(Refused, match="不能再单独撤销"):
        traced.take_back(made[0], who=curator)
    ingest(full(), version="newer")
    assert state_of(meeting) == before


def state_of(meeting: Meeting) -> Any:
    """What is public of a meeting."""
    told = Meeting.objects.get(pk=meeting.pk)
    people = Attendance.objects.filter(withdrawn_at=None).order_by("pk")
    return (
        (told.number, told.state),
        list(people.values_list("name", "posts")),
        sorted(Directive.objects.filter(withdrawn_at=None).values_list("pk", flat=True)),
        sorted(AgendaItem.objects.filter(withdrawn_at=None).values_list("pk", flat=True)),
    )


def test_who_may_not_change_a_record_takes_nothing_back(
    meeting: Meeting, curator: User, member: Any
) -> None:
    curation.correct(meeting, "number", 40, who=curator)
    made = Correction.objects.get()
    reader = member("查阅")
    assert "formaction" not in reader.get(LIST).content.decode()
    assert reader.post(f"/admin/corrections/{made.pk}/undo/").status_code == 403


def test_the_list_of_corrections_asks_little(meeting: Meeting, desk: Client, curator: User) -> None:
    def correct_all() -> None:
        for told in Meeting.objects.all():
            curation.correct(told, "city", "430100", who=curator)
            curation.correct(told.reports.get().article, "outlet", "甲", who=curator)
        for model in (Attendance, AgendaItem, Directive, Quorum):
            for row in model.objects.filter(withdrawn_at=None):
                curation.reject(row, who=curator)

    correct_all()
    desk.get(LIST)
    with CaptureQueriesContext(connection) as few:
        desk.get(LIST)
    apart(1, number=39)
    correct_all()
    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)
    assert len(many) <= len(few) < 20


def test_a_reason_typed_with_doubt_is_shown_to_the_next_curator(
    meeting: Meeting, desk: Client
) -> None:
    send(desk, meeting, "flag", **{"m-why": "届次看不准"})
    page = desk.get(f"/admin/review/{meeting.pk}/").content.decode()
    decision = page[page.index('class="reasons decision"') :].split("</p>")[0]
    assert all(words in decision for words in ("存疑", "curator", "届次看不准"))
    send(desk, meeting, "flag", **{"m-why": "仍看不准"})
    assert "仍看不准" in desk.get(f"/admin/review/{meeting.pk}/").content.decode()
    history = desk.get(f"/admin/meetings/meeting/{meeting.pk}/history/").content.decode()
    assert all(words in history for words in ("届次看不准", "仍看不准"))
