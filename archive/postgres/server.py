"""The server process: starting it, knowing whether it lives and answers."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from archive.postgres import cluster, environment, locks, watchdog
from archive.postgres.errors import EmbeddedServerError
from archive.postgres.place import Place

START = 300.0  # seconds; recovery after a crash may take a while
SILENCE = 30.0  # seconds without any reply on the socket
GONE = 30.0  # seconds for the last processes of a killed server to end
MAX_LOG = 10_000_000  # bytes, after which the next start begins a new log
# A path of a socket holds 107 bytes (103 on macOS), and a checkout's may be longer.
SOCKETS = Path("/tmp")  # noqa: S108 - a folder of our own in it, 0700, its owner checked
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] ",
}


def is_running(place: Place) -> bool:
    """Whether any process of the server lives: all of them hold its lock."""
    return locks.is_held(place.lock("server"))


def answers(place: Place) -> bool:
    """Whether the server takes connections now."""
    return _ping(place) == pq.Ping.OK


def socket_folder(place: Place) -> Path | None:
    """The folder of the socket, as the last start wrote it down; None if it is not ours alone."""
    try:
        folder = Path((place.folder / "socket").read_text().strip())
        state = folder.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(state.st_mode) and state.st_uid == place.account.uid
    return folder if ours and not state.st_mode & 0o077 else None


def start(place: Place, programs: Path) -> None:
    """Start the server under a new watchdog; returns when it answers. Needs the start lock."""
    with ExitStack() as stack:
        server, watch = (_take_over(place, name, stack) for name in ("server", "watchdog"))
        cluster.forget_server(place)
        folder = _fresh_socket_folder(place)
        before = _trim_log(place)
        command = [str(programs / "postgres"), "-D", str(place.cluster)]
        for name, value in (SETTINGS | {"unix_socket_directories": str(folder)}).items():
            command += ["-c", f"{name}={value}"]
        _launch(place, folder, command, server, watch)
    if not wait_until_answering(place):
        said = place.log.read_bytes()[before:].decode(errors="replace")
        msg = (
            f"The embedded PostgreSQL server on {place.cluster} did not start. Put right what its "
            f"log ({place.log}) says, or set DATABASE_URL:\n{cluster.tail(said)}"
        )
        raise EmbeddedServerError(msg)


def watch_again(place: Place) -> None:
    """Give a running server a watchdog if its own was killed. Needs the start lock."""
    try:
        watch = locks.take(place.lock("watchdog"))
    except locks.BusyError:
        return
    try:
        _launch(place, socket_folder(place), None, None, watch)
    finally:
        os.close(watch)


def wait_until_answering(place: Place) -> bool:
    """True once the server takes connections, False if it ended, EmbeddedServerError if neither."""
    began = heard = time.monotonic()
    while time.monotonic() < min(began + START, heard + SILENCE):
        reply = _ping(place)
        if reply == pq.Ping.OK:
            return True
        if not is_running(place):
            return False
        if reply == pq.Ping.REJECT:
            heard = time.monotonic()
        time.sleep(locks.PAUSE)
    msg = (
        f"The embedded PostgreSQL server on {place.cluster} runs but takes no connections (socket "
        f"folder: {socket_folder(place) or 'gone'}): see {place.log}; end the server, whose number "
        f"is the first line of {place.cluster / 'postmaster.pid'}, by kill -INT and try again."
    )
    raise EmbeddedServerError(msg)


def _take_over(place: Place, name: str, stack: ExitStack) -> int:
    """A lock of the server before this one, once that has ended."""
    try:
        fd = locks.take(place.lock(name), wait=GONE)
    except locks.BusyError as fault:
        msg = (
            f"Processes of an earlier server on {place.cluster} are still at work: wait, or end "
            f"them (postgres, of the account {place.account.name}), and try again."
        )
        raise EmbeddedServerError(msg) from fault
    stack.callback(os.close, fd)
    return fd


def _ping(place: Place) -> pq.Ping:
    """OK, REJECT (it starts, recovers or stops) or NO_RESPONSE."""
    folder = socket_folder(place)
    if folder is None:
        return pq.Ping.NO_RESPONSE
    conninfo = make_conninfo(
        host=str(folder), user=cluster.ROLE, dbname="postgres", connect_timeout=5
    )
    return pq.Ping(pq.PGconn.ping(conninfo.encode()))


def _fresh_socket_folder(place: Place) -> Path:
    """The folder written down, if it is still ours, else a new one; without leftovers."""
    folder = socket_folder(place)
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="archive-", dir=SOCKETS))
        if os.geteuid() == 0:
            os.chown(folder, place.account.uid, place.account.gid)
        fd = locks.create(place.folder / "socket", os.O_WRONLY | os.O_TRUNC)
        with os.fdopen(fd, "w") as file:
            file.write(f"{folder}\n")
    watchdog.clear(folder)
    return folder


def _trim_log(place: Place) -> int:
    """Begin a new log after a long one; the length of what is kept."""
    if place.log.exists() and place.log.stat().st_size > MAX_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    return place.log.stat().st_size if place.log.exists() else 0


def _launch(
    place: Place, folder: Path | None, command: list[str] | None, server: int | None, watch: int
) -> None:
    plan = {
        "folder": str(place.folder),
        "command": command,
        "becoming": place.account.becoming,
        "users": str(place.lock("users")),
        "lock": str(place.lock("server")),
        "pid": str(place.cluster / "postmaster.pid"),
        "socket": folder and str(folder),
        "server": server,
    }
    run_detached(place, [json.dumps(plan)], [fd for fd in (server, watch) if fd is not None])


def run_detached(place: Place, arguments: list[str], descriptors: list[int]) -> None:
    """Run the watchdog script as a process of its own session, its output in the server's log."""
    log = locks.create(place.log, os.O_WRONLY | os.O_APPEND)
    try:
        subprocess.run(  # noqa: S603 - this interpreter and our own script
            [sys.executable, "-I", "-S", watchdog.__file__, *arguments],
            cwd="/",
            env=environment.for_server(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=descriptors,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as fault:
        msg = f"The server's watchdog cannot be started with {sys.executable!r}: {fault}."
        raise EmbeddedServerError(msg) from fault
    finally:
        os.close(log)
