"""`manage.py search` prints what a search finds, and says what is wrong with a question."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from meetings.index import Unit
from meetings.models import Meeting
from tests.index.archive import forget
from tests.index.test_reindexing import run
from tests.pages.factories import make_city, make_meeting
from tests.sharing import database_told

LINES = 3000


@pytest.fixture
def meetings(db: None) -> list[Meeting]:
    """Three meetings."""
    forget()
    city = make_city("430300", "湘潭市")
    return [
        make_meeting(city, text=f"防汛{day}", day=day, said=[("会议", "指出", "要防汛。")])
        for day in ("2019-01-01", "2020-01-01", "")
    ]


def numbers(*words: str) -> list[int]:
    """The ids that a search prints."""
    return [int(line) for line in run("search", *words)[0].splitlines()]


def test_ids_are_printed_in_the_order_asked_for(meetings: list[Meeting]) -> None:
    early, late, unknown = (meeting.pk for meeting in meetings)
    assert numbers("防汛") == [late, early, unknown]
    assert numbers("防汛", "--sort", "oldest") == [early, late, unknown]
    assert set(numbers("防汛", "--sort", "relevance")) == {early, late, unknown}
    assert numbers("防汛", "--limit", "1") == [late]
    assert numbers() == [late, early, unknown]
    assert numbers("抗旱") == []


def test_json_is_one_object_a_line(meetings: list[Meeting]) -> None:
    lines = [json.loads(line) for line in run("search", "防汛", "--json")[0].splitlines()]
    assert {line["id"] for line in lines} == {meeting.pk for meeting in meetings}


def test_directives_are_searched_too(meetings: list[Meeting]) -> None:
    wanted = [d.pk for m in meetings for d in m.reports.get().directives.all()]
    assert sorted(numbers("防汛", "--unit", "directive")) == sorted(wanted)


def test_the_text_of_a_dump_stays_on_its_line(meetings: list[Meeting]) -> None:
    lines = run("search", "--dump")[0].splitlines()
    assert [int(line.split(" ")[0]) for line in lines] == [meeting.pk for meeting in meetings]


def test_how_an_answer_was_found_is_told_beside_it(meetings: list[Meeting]) -> None:
    out, err, _ = run("search", "防汛", "--explain")
    assert len(out.splitlines()) == 3
    assert err.splitlines()[-1] == "3 of 3 rows"
    assert "index of pairs" in err


@pytest.mark.parametrize("typed", ["防" * 300, " ".join("防汛抗旱工作会议要求强调指出")])
def test_what_is_wrong_with_a_query_is_told(meetings: list[Meeting], typed: str) -> None:
    out, _, fault = run("search", typed)
    assert out == ""
    assert "上限" in fault


def test_a_unit_or_order_that_does_not_exist_is_refused(meetings: list[Meeting]) -> None:
    assert "invalid choice" in run("search", "防汛", "--unit", "city")[2]
    assert "invalid choice" in run("search", "防汛", "--sort", "best")[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("words", [("--dump", "--json"), ("--dump",), ("会议", "--json")])
def test_a_reader_who_has_seen_enough_ends_the_command_in_silence(
    words: tuple[str, ...], unit: Unit
) -> None:
    many = "会议" * LINES
    for _ in range(9):
        make_meeting(None, text=many, said=[("会议", "指出", many)])
    program = [sys.executable, "-c", STARTED, "search", *words, "--unit", unit]
    search = subprocess.Popen(
        program,
        cwd=project.BASE_DIR,
        env=os.environ | {"TEST_DATABASE": database_told()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert search.stdout
    assert search.stderr
    search.stdout.read(1)
    search.stdout.close()
    assert search.stderr.read() == b""
    assert search.wait(60) == 0


# manage.py, on the database of the tests.
STARTED = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE"]))
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
