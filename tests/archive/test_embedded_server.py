"""The embedded server: what it is like, who shares it, and that nothing is left of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.postgres.place import Place
from tests.archive.processes import Visitor, gone, parent, postmaster, stopped, until

Visit = Callable[..., Visitor]

PROPERTIES = [
    ("data_checksums", "on"),
    ("server_encoding", "UTF8"),
    ("TimeZone", "UTC"),
    ("log_timezone", "UTC"),
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("lc_messages", "C"),
]


@pytest.fixture
def visitor(visit: Visit, folder: Path) -> Visitor:
    """A process that uses the server already."""
    visitor = visit(folder)
    assert visitor.ask("SELECT 1") == [[1]]
    return visitor


def test_a_new_cluster_has_the_locale_and_the_settings_that_the_archive_needs(
    visitor: Visitor,
) -> None:
    found = [(name, visitor.show(name)) for name, _ in PROPERTIES]
    assert found == PROPERTIES
    locale = visitor.ask(
        "SELECT datlocprovider, datlocale, datcollate, datctype FROM pg_database "
        "WHERE datname = current_database()"
    )
    assert locale == [["b", "C.UTF-8", "C", "C.UTF-8"]]


def test_only_the_one_role_is_let_in_and_only_through_a_private_socket(
    visitor: Visitor, where: Place
) -> None:
    rules = visitor.ask("SELECT type, user_name, auth_method FROM pg_hba_file_rules")
    assert rules == [["local", ["archive"], "trust"]]
    socket = Path(visitor.show("unix_socket_directories"))
    assert socket.stat().st_mode & 0o777 == 0o700
    assert where.cluster.stat().st_mode & 0o777 == 0o700


def test_trigrams_of_chinese_text_are_found(visitor: Visitor) -> None:
    visitor.ask("CREATE EXTENSION pg_trgm")
    assert visitor.ask(":trigrams") is None


def test_a_database_without_the_trigram_extension_is_told_how_to_get_it(visitor: Visitor) -> None:
    assert "run manage.py migrate" in visitor.ask(":trigrams")


def test_a_database_whose_ctype_knows_no_chinese_letters_is_refused(visitor: Visitor) -> None:
    visitor.ask("CREATE DATABASE deaf TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
    visitor.ask(":close")
    visitor.ask(":name deaf")
    visitor.ask("CREATE EXTENSION pg_trgm")
    answer = visitor.ask(":trigrams")
    assert answer.startswith("TrigramError")
    assert "LC_CTYPE is C:" in answer


def test_a_test_database_is_made_beside_the_one_that_another_process_uses(
    visit: Visit, visitor: Visitor, folder: Path
) -> None:
    tester = visit(folder)
    assert tester.ask(":create-test-database") == "test_archive"
    assert tester.ask("SELECT current_database()") == [["test_archive"]]
    assert tester.show("synchronous_commit") == "off"
    assert visitor.ask("SELECT current_database()") == [["archive"]]


def test_a_test_database_is_kept_for_the_next_run_when_asked(visit: Visit, folder: Path) -> None:
    first, second, third = visit(folder), visit(folder), visit(folder)
    first.ask(":create-test-database keep")
    first.ask("CREATE TABLE mine (x int)")
    second.ask(":create-test-database keep")
    assert second.ask("SELECT * FROM mine") == []
    for visitor in (first, second):
        visitor.ask(":close")
    third.ask(":create-test-database")
    assert "does not exist" in third.ask("SELECT * FROM mine")


def test_psql_speaks_to_the_same_server(visitor: Visitor) -> None:
    assert visitor.ask(":psql SHOW data_checksums") == "on"


def test_six_processes_that_start_at_once_share_one_server(visit: Visit, new_folder: Path) -> None:
    visitors = [visit(new_folder) for _ in range(6)]
    for visitor in visitors:
        visitor.send("SELECT pg_postmaster_start_time()::text")
    answers = [visitor.answer() for visitor in visitors]
    assert answers[0][0][0].startswith("2")
    assert answers == [answers[0]] * 6


def test_two_folders_have_two_servers(visit: Visit, base: Path) -> None:
    one, two = visit(base / "one"), visit(base / "two")
    one.ask("CREATE TABLE mine (x int)")
    assert "does not exist" in two.ask("SELECT * FROM mine")


def test_the_server_stops_after_its_last_user_and_keeps_what_was_committed(
    visit: Visit, folder: Path, where: Place, visitor: Visitor
) -> None:
    other = visit(folder)
    visitor.ask("INSERT INTO kept VALUES (8)")
    visitor.leave()
    assert other.ask("SELECT x FROM kept") == [[7], [8]]
    other.leave()
    until(lambda: stopped(where))
    assert "database system is shut down" in where.log.read_text()
    assert visit(folder).ask("SELECT x FROM kept") == [[7], [8]]


def test_the_server_outlives_the_process_that_started_it(
    visit: Visit, folder: Path, visitor: Visitor
) -> None:
    other = visit(folder)
    started = other.ask("SELECT pg_postmaster_start_time()::text, pg_backend_pid()")
    os.killpg(visitor.process.pid, signal.SIGINT)
    visitor.process.wait()
    assert other.ask("SELECT pg_postmaster_start_time()::text, pg_backend_pid()") == started


def test_a_forked_child_keeps_the_server_after_its_parent(where: Place, visitor: Visitor) -> None:
    child, server = visitor.ask(":fork"), postmaster(where)
    visitor.kill()
    with pytest.raises(AssertionError, match="did not come"):
        until(lambda: stopped(where), seconds=2)
    assert postmaster(where) == server
    os.kill(child, signal.SIGKILL)
    until(lambda: stopped(where))


def test_a_program_that_a_user_runs_does_not_keep_the_server(
    where: Place, visitor: Visitor
) -> None:
    child = visitor.ask(":fork exec")
    visitor.kill()
    until(lambda: stopped(where))
    os.kill(child, signal.SIGKILL)


def test_a_killed_user_leaves_no_server_behind(where: Place, visitor: Visitor) -> None:
    server = postmaster(where)
    watchdog = parent(server)
    visitor.kill(signal.SIGKILL)
    until(lambda: stopped(where))
    until(lambda: gone(server) and gone(watchdog))


def test_the_server_is_found_again_after_its_watchdog_was_killed(
    visit: Visit, folder: Path, where: Place, visitor: Visitor
) -> None:
    server = postmaster(where)
    os.kill(parent(server), signal.SIGKILL)
    other = visit(folder)
    assert other.ask("SELECT 1") == [[1]]
    assert postmaster(where) == server
    visitor.leave()
    other.leave()
    until(lambda: stopped(where))


def manage(folder: Path, action: str) -> str:
    """The output of `manage.py db ACTION` for the server of a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "db", action],
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "tests.archive.embedded_settings", "DATA": str(folder)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_db_status_makes_no_database(new_folder: Path) -> None:
    assert "stopped" in manage(new_folder, "status")
    assert not new_folder.exists()


def test_db_start_holds_the_server_until_db_stop(folder: Path, where: Place) -> None:
    assert "running" in manage(folder, "start")
    with pytest.raises(AssertionError, match="did not come"):
        until(lambda: stopped(where), seconds=2)
    assert "held already" in manage(folder, "start")
    assert "Stopped." in manage(folder, "stop")
    assert stopped(where)


def test_db_stop_says_when_others_use_the_server(folder: Path, visitor: Visitor) -> None:
    assert "Other processes use the server" in manage(folder, "stop")
    assert visitor.ask("SELECT 1") == [[1]]
