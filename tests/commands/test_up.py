"""`up` prepares all that is not yet so, serves, and leaves nothing behind."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from archive.server import PortError, listen
from meetings.management.static import collect
from tests.archive.processes import gone, until
from tests.sharing import database_told

READY = 60  # seconds that a server may take to start on a busy machine
MOMENT = 5  # seconds in which a killed process goes


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_named_with_the_way_out(taken: int) -> None:
    with pytest.raises(CommandError, match=rf"Port {taken} .*choose another with --port"):
        call_command("up", port=taken)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(CommandError, match=rf"--port {port} is no port"):
        call_command("up", port=port)


def test_only_this_machine_is_listened_on(taken: int) -> None:
    with pytest.raises(PortError):
        listen(taken)
    with closing(listen(0)) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.django_db
def test_up_ingests_the_seeds_and_may_be_repeated(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    first, again = io.StringIO(), io.StringIO()
    call_command("up", no_serve=True, stdout=first)
    assert "5 articles: 5 added" in first.getvalue()
    call_command("up", no_serve=True, stdout=again)
    assert "Cities: 0 units written, 0 names." in again.getvalue()
    assert "5 articles: 0 added, 0 updated, 5 unchanged" in again.getvalue()
    assert connection.is_usable()


def test_static_files_are_collected_again_only_when_they_change(
    settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [own]
    (own / "a.css").write_text("a{}")
    assert collect()
    assert not collect()
    (own / "a.css").write_text("a{color:red}")
    os.utime(own / "a.css", (time.time() + 10, time.time() + 10))
    assert collect()
    assert (tmp_path / "static" / "a.css").read_text() == "a{color:red}"


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.django_db(transaction=True)
def test_a_served_archive_answers_and_a_signal_ends_all_of_it(
    ended_by: signal.Signals, tmp_path: Path
) -> None:
    with closing(listen(0)) as free:
        port = free.getsockname()[1]
    served = Served(port, tmp_path / "log")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=20) as page:
            assert page.status == 200
        workers = served.workers()
        assert len(workers) == 2
    finally:
        served.process.send_signal(ended_by)
        status = served.process.wait(20)
    assert status == 0
    # One that was slow to stop is killed last of all, and may not be cleared away yet.
    until(lambda: all(map(gone, workers)), MOMENT)


class Served:
    """A server of the test database in a process of its own."""

    def __init__(self, port: int, log: Path) -> None:
        words = [sys.executable, "-c", SERVE, str(port), database_told()]
        with log.open("wb") as file:
            self.process = subprocess.Popen(words, cwd=settings.BASE_DIR, stdout=file, stderr=file)
        deadline = time.monotonic() + READY
        while b"Serving" not in log.read_bytes():
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)

    def workers(self) -> list[int]:
        """The ids of its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


# Tests that run under nohup hand on that a closing terminal is not minded.
SERVE = """
import json, os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(sys.argv[2]))
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from archive.server import listen, serve
serve(listen(int(sys.argv[1])), lambda: print("Serving", flush=True))
"""
