"""The history that curators read tells all that the public one does, and who did it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from meetings import curation
from meetings.curation import officials
from meetings.ingest.facts import place_official
from meetings.models import Attendance, Correction, Directive, Meeting, Official
from tests.ingest.hand import BODY, full, ingest
from tests.review.archive import official, stored
from tests.review.test_history import shown_on
from tests.review.test_queue import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    """A meeting that nobody has touched."""
    return stored()


def history_of(desk: Client, name: str, pk: int) -> str:
    """The table of changes on the desk."""
    page = desk.get(f"/admin/meetings/{name}/{pk}/history/").content.decode()
    return page[page.index('id="changes-h"') :].split("</section>")[0]


def test_the_desk_tells_of_facts_articles_and_reasons(
    meeting: Meeting, desk: Client, curator: User
) -> None:
    row = Attendance.objects.get(name="王玉")
    report = row.report
    curation.correct(row, "role", "speaker", who=curator, why="误读")
    curation.reject(Directive.objects.get(verb="强调"), who=curator, why="不是指令")
    curation.correct(report.article, "outlet", "湘潭日报", who=curator, why="版头")
    send(desk, meeting, "set", **{"sel-words": "落实", "sel-what": "agenda", "sel-verb": "研究"})
    for name, pk in (("meeting", meeting.pk), ("report", report.pk)):
        told = history_of(desk, name, pk)
        for words in ("与会 王玉", "误读", "不是指令", "湘潭日报", "版头", "落实", "curator"):
            assert words in told, (name, words)
        assert told.index("落实") < told.index("误读")
    assert "版头" in history_of(desk, "article", report.article_id)
    assert "误读" in history_of(desk, "attendance", row.pk)


def test_an_addition_is_taken_back_from_the_history_of_the_meeting(
    meeting: Meeting, desk: Client
) -> None:
    send(desk, meeting, "set", **{"sel-words": "落实", "sel-what": "name"})
    made = Correction.objects.get(action="add")
    assert f"/admin/corrections/{made.pk}/undo/" in history_of(desk, "meeting", meeting.pk)
    page = f"/admin/meetings/meeting/{meeting.pk}/history/"
    answer = desk.post(f"/admin/corrections/{made.pk}/undo/", {"back": page})
    assert answer["Location"] == page
    assert Attendance.objects.get(name="落实").withdrawn_at is not None


def test_nobody_is_led_to_another_site(meeting: Meeting, desk: Client, curator: User) -> None:
    curation.correct(meeting, "number", 40, who=curator)
    made = Correction.objects.get()
    sent = {"back": "https://example.org/"}
    answer = desk.post(f"/admin/corrections/{made.pk}/undo/", sent)
    assert answer["Location"] == "/admin/meetings/correction/"


def test_what_would_be_refused_or_is_so_already_is_not_offered(
    meeting: Meeting, desk: Client, curator: User
) -> None:
    gone, stays = official("王玉", "430100"), official("王玉", "430200")
    officials.merge(gone, stays, who=curator, why="同一人")
    told = history_of(desk, "official", gone.pk) + history_of(desk, "official", stays.pk)
    assert "恢复原值" not in told
    for words in ("并入", "合并", "王玉（株洲市）", "王玉（长沙市）", "同一人", "curator"):
        assert words in told
    curation.correct(meeting, "number", 40, who=curator)
    curation.correct(Meeting.objects.get(), "number", 38, who=curator)
    assert history_of(desk, "meeting", meeting.pk).count("恢复原值") == 1


def mistaken(curator: User, report_of: Meeting) -> Official:
    """An official made by one wrong fact, which is then rejected."""
    at = BODY.index("落实")
    row = Attendance(
        report=report_of.reports.get(),
        start=at,
        end=at + 2,
        ordinal=9,
        name="落实",
        role="attendee",
    )
    place_official(row)
    curation.add(row, who=curator)
    curation.reject(row, who=curator)
    return Official.objects.get(name="落实")


def test_an_official_made_by_a_mistake_leaves_the_list(
    meeting: Meeting, desk: Client, curator: User
) -> None:
    wrong = mistaken(curator, meeting)
    by_hand = official("赵六")
    row = f"/admin/meetings/official/{wrong.pk}/change/"
    listed = desk.get("/admin/meetings/official/").content.decode()
    assert row not in listed
    assert f"/admin/meetings/official/{by_hand.pk}/change/" in listed
    assert row in desk.get("/admin/meetings/official/?left=all").content.decode()
    curation.restore(Attendance.objects.get(name="落实"), who=curator)
    assert row in desk.get("/admin/meetings/official/").content.decode()


def test_an_official_with_a_merge_or_a_correction_stays_in_the_list(
    meeting: Meeting, desk: Client, curator: User
) -> None:
    wrong, other = mistaken(curator, meeting), official("落实", "430100")
    row = f"/admin/meetings/official/{wrong.pk}/change/"
    merge = officials.merge(other, wrong, who=curator)
    assert row in desk.get("/admin/meetings/official/").content.decode()
    officials.undo(merge, who=curator)
    assert row in desk.get("/admin/meetings/official/").content.decode()


def test_a_withdrawal_is_told_once(meeting: Meeting, client: Client, curator: User) -> None:
    mistaken(curator, meeting)
    curation.reject(Attendance.objects.get(name="李明"), who=curator)
    ingest(full(), version="newer")
    told = shown_on(client, meeting.get_absolute_url())
    assert told.count("公开 → 已撤下") == 2
    assert told.count("（空） → 落实") == 1
