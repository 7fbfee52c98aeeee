"""How a correction stands against a new reading is kept, queued and settled."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from meetings import curation
from meetings.curation import conflicts, portable, standings
from meetings.curation.rules import counts_by_rule
from meetings.extraction.facts import Claim, Meeting
from meetings.extraction.vocabulary import Confidence, Role
from meetings.ingest import store
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Correction,
    Directive,
    Official,
    Quorum,
    Report,
    Standing,
)
from meetings.models import Meeting as StoredMeeting
from tests.ingest.hand import BODY, extraction, full, ingest, source, span
from tests.review.archive import official

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def corrected(curator: User) -> None:
    """王玉, whom the machine read as chair, is a speaker."""
    ingest(full())
    curation.correct(Attendance.objects.get(name="王玉"), "role", "speaker", who=curator)


def reading(role: Role) -> Meeting:
    told = full()
    return replace(told, officials=(replace(told.officials[0], role=role), told.officials[1]))


def role() -> str:
    return Attendance.objects.get(name="王玉").role


@pytest.mark.parametrize(
    ("now", "state", "queued"),
    [
        (Role.CHAIR, "stands", 0),
        (Role.SPEAKER, "satisfied", 0),
        (Role.OBSERVER, "conflict", 1),
    ],
)
def test_the_person_wins_and_a_third_value_is_queued(now: Role, state: str, queued: int) -> None:
    ingest(reading(now))
    standing = Standing.objects.get()
    assert (role(), standing.state, standings.queue().count()) == ("speaker", state, queued)


def test_a_correction_whose_words_are_gone_is_queued() -> None:
    told = full()
    ingest(replace(told, officials=told.officials[1:]))
    assert [standing.state for standing in standings.queue()] == ["gone"]


def test_a_rejected_fact_that_the_machine_no_longer_finds_is_agreement(curator: User) -> None:
    curation.reject(Attendance.objects.get(name="李明"), who=curator)
    told = full()
    ingest(replace(told, officials=told.officials[:1]))
    assert Standing.objects.get(correction__action="reject").state == "satisfied"


def test_only_the_last_of_several_corrections_stands(curator: User) -> None:
    curation.correct(Attendance.objects.get(name="王玉"), "role", "mentioned", who=curator)
    ingest(reading(Role.OBSERVER))
    assert [s.correction.person_value for s in Standing.objects.all()] == ["mentioned"]


def test_what_was_settled_stays_settled_until_the_machine_reads_anew(curator: User) -> None:
    ingest(reading(Role.OBSERVER))
    assert standings.keep_person(standings.queue().get(), who=curator)
    ingest(reading(Role.OBSERVER), version="newer")
    assert not standings.queue().exists()
    ingest(reading(Role.MENTIONED))
    assert standings.queue().get().reading == "mentioned"


def test_the_machine_s_value_is_taken_as_a_new_correction(curator: User) -> None:
    ingest(reading(Role.OBSERVER))
    assert conflicts.take_machine(standings.queue().get(), who=curator)
    assert role() == "observer"
    ingest(reading(Role.OBSERVER), version="newer")
    assert (Standing.objects.get().state, Correction.objects.count()) == ("satisfied", 2)


def test_a_curator_settles_the_queue_on_the_site(desk: Client) -> None:
    ingest(reading(Role.OBSERVER))
    address = "/admin/meetings/standing/"
    assert "机器读出第三个值" in desk.get(address).content.decode()
    chosen = {"action": "take_machine", "_selected_action": [Standing.objects.get().pk]}
    assert "1 条采用机器的新值" in desk.post(address, chosen, follow=True).content.decode()
    assert role() == "observer"


def test_corrections_are_counted_by_the_rule_that_was_wrong(curator: User, desk: Client) -> None:
    text = f"{BODY}另有一段。"
    told = extraction(full(text), text=text)
    name = Claim(
        "meetings.0.officials.1.name", "李明", (span(text, "李明"),), "name.weak", Confidence.WEAK
    )
    store(source(text), extraction=replace(told, claims=(name,)))
    report = Report.objects.get(article__text=text)
    curation.reject(Attendance.objects.get(report=report, name="李明"), who=curator)
    curation.correct(report.meeting, "date_edtf", "2017-09-24", who=curator)
    rows = {row["rule"]: row for row in counts_by_rule()}
    assert (rows["name.weak"]["rejected"], rows["name.weak"]["values"]) == (1, 1)
    assert (rows["lead"]["changed"], rows["lead"]["values"]) == (1, 1)
    assert "name.weak" in desk.get("/admin/rules/").content.decode()


def rebuilt() -> None:
    """Lose everything but the users, and ingest anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE meetings_correction CASCADE")
    for model in (Attendance, AgendaItem, Directive, Quorum, Report, StoredMeeting, Article):
        model._default_manager.all().delete()
    Official.objects.all().delete()
    ingest(full())


def test_corrections_are_taken_into_a_rebuilt_archive(curator: User, tmp_path: Path) -> None:
    chosen = official("王玉", "430100")
    curation.correct(Attendance.objects.get(name="王玉"), "official", chosen.pk, who=curator)
    curation.reject(Directive.objects.get(verb="强调"), who=curator)
    file = tmp_path / "corrections.jsonl"
    call_command("corrections", "export", str(file), stdout=StringIO())
    rebuilt()
    assert role() == "chair"
    out = StringIO()
    call_command("corrections", "apply", str(file), stdout=out, stderr=StringIO())
    # The extractor reads the text otherwise than by hand: what the lines say is what counts.
    assert "3 corrections added, 0 known" in out.getvalue()
    assert list(portable.export()) == file.read_text(encoding="utf-8").splitlines()
    ingest(full())
    row = Attendance.objects.get(name="王玉", withdrawn_at=None)
    assert (row.role, row.official.city and row.official.city.code) == ("speaker", "430100")
    assert not Directive.objects.filter(verb="强调", withdrawn_at=None).exists()
    again = portable.apply(file.read_text(encoding="utf-8").splitlines())
    assert (again.added, again.known) == (0, 3)


@pytest.mark.parametrize("line", ["{}", "[]", "no json", '{"sha256": "x"}', "1"])
def test_a_file_that_holds_no_corrections_is_refused_by_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 2 is no correction"):
        call_command("corrections", "apply", str(file))
