"""A question that takes too long is stopped, and the reader is told how to narrow it."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import translation

from meetings import index
from meetings.index import TooSlow, Unit
from meetings.index.asking import limited
from meetings.search.query import Words
from tests.index.archive import forget
from tests.index.asking import ask
from tests.index.elsewhere import begun
from tests.index.test_reindexing import run
from tests.pages.factories import make_city, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(transactional_db: None) -> None:
    """One meeting."""
    forget()
    make_meeting(make_city("430300", "湘潭市"), text="防汛", said=[("会议", "指出", "要防汛。")])


@pytest.fixture
def locked(archive: None) -> Iterator[None]:
    """Another connection keeps everybody from the search rows, and questions may not take long."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "LOCK meetings_meetingtext, meetings_directivetext IN ACCESS EXCLUSIVE MODE"
            )
            held.set()
            done.wait(120)

    holder = begun(hold)
    assert held.wait(60)
    with override_settings(SEARCH_TIMEOUT=200):
        yield
    done.set()
    holder.result(60)


LISTS = ("/meetings/", "/directives/", "/en/meetings/", "/en/directives/")


def check_told(client: Client, address: str, typed: str) -> None:
    """The page says in its language that the search was stopped, and keeps what was typed."""
    response = client.get(address)
    assert response.status_code == 503, address
    assert "503.html" in {template.name for template in response.templates}
    assert "ETag" not in response
    page = response.content.decode()
    with translation.override("en" if "/en/" in address else "zh-hans"):
        assert translation.gettext("检索用时过长") in page
    assert ('value="防汛"' in page) is (typed == "防汛")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("typed", ["防汛", ""])
def test_a_list_that_takes_too_long_says_how_to_narrow_it(
    client: Client, locked: None, path: str, typed: str
) -> None:
    check_told(client, f"{path}?q={typed}&kind=executive", typed)


def test_a_process_that_has_read_the_columns_stops_at_texts(
    client: Client, archive: None, request: pytest.FixtureRequest
) -> None:
    assert client.get("/meetings/?q=抗旱").status_code == 200
    request.getfixturevalue("locked")
    for path in LISTS:
        check_told(client, f"{path}?q=防汛", "防汛")


def test_when_the_way_is_free_again_lists_are_answered(client: Client, archive: None) -> None:
    for path in LISTS:
        assert client.get(f"{path}?q=防汛").status_code == 200


def test_the_terminal_is_told_too(locked: None) -> None:
    out, _, fault = run("search", "防汛")
    assert out == ""
    assert fault.startswith("The search takes too long")


def test_only_a_question_that_took_too_long_is_too_slow(archive: None) -> None:
    with override_settings(SEARCH_TIMEOUT=50), pytest.raises(TooSlow):
        limited("SELECT pg_sleep(20)", [])
    assert ask(Unit.MEETING, Words("防汛")).total == index.Count(1, exact=True)


def test_the_limit_of_a_question_ends_with_it(archive: None) -> None:
    ask(Unit.MEETING, Words("防汛")).page()
    check_no_limit()
    with transaction.atomic():
        ask(Unit.MEETING, Words("抗旱")).page()
        check_no_limit()


def check_no_limit() -> None:
    """What a question sets stands as if none had been asked."""
    with connection.cursor() as cursor:
        for name in ("statement_timeout", "lock_timeout", "work_mem", "enable_seqscan"):
            cursor.execute("SELECT setting = reset_val FROM pg_settings WHERE name = %s", [name])
            assert cursor.fetchone() == (True,), name
