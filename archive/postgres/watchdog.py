"""A detached process: starts the server when told to, and stops it when its last user is gone.

Run as a script, alone (`python -I -S watchdog.py JSON`), so that it needs neither Django nor the
virtual environment. Descriptors named in the plan come inherited and locked:

watch   the watchdog's own lock, kept open: there is a watchdog
server  the server's lock, handed on to the server: every process of the server holds it
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

GRACE = 1.0  # seconds that a server without users is kept for the next one
PATIENCE = 60.0  # seconds for an orderly stop, before a stop that needs recovery


def main() -> None:
    """Detach, start, watch, stop."""
    plan: dict[str, Any] = json.loads(sys.argv[1])
    if os.fork():
        os._exit(0)
    os.setsid()
    child = start(plan) if plan["command"] else None
    threading.Thread(target=end_with_server, args=(plan,), daemon=True).start()
    wait_until_unused(Path(plan["users"]))
    stop(plan, child)


def hold() -> None:
    """Keep the inherited locks until told to end: the hold of `db start`."""
    fd = int(sys.argv[2])
    if pid := os.fork():
        os.truncate(fd, 0)
        os.write(fd, str(pid).encode())
        os._exit(0)
    os.setsid()
    signal.pause()


def start(plan: dict[str, Any]) -> "subprocess.Popen[bytes]":
    """Start the server with the server's lock, and let go of our copy of it."""
    server: int = plan["server"]
    child = subprocess.Popen(  # noqa: S603 - the command of the process that started us
        plan["command"],
        cwd=plan["folder"],
        stdin=subprocess.DEVNULL,
        pass_fds=[server],
        start_new_session=True,
        **plan["becoming"],
    )
    os.close(server)
    return child


def wait_until_unused(users: Path) -> None:
    """Return with the users' lock held exclusively, so that nobody comes while we stop."""
    fd = os.open(users, os.O_RDWR)
    while True:
        fcntl.flock(fd, fcntl.LOCK_EX)
        fcntl.flock(fd, fcntl.LOCK_UN)
        time.sleep(GRACE)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return


def stop(plan: dict[str, Any], child: "subprocess.Popen[bytes] | None") -> None:
    """Ask for a fast shutdown, later for an immediate one; `end_with_server` ends this process."""
    for request in (signal.SIGINT, signal.SIGQUIT):
        try:
            pid = child.pid if child else int(Path(plan["pid"]).read_text().split()[0])
            os.kill(pid, request)
        except (OSError, ValueError, IndexError) as fault:
            sys.stderr.write(f"watchdog: the server could not be stopped: {fault}\n")
        time.sleep(PATIENCE)


def end_with_server(plan: dict[str, Any]) -> None:
    """Wait until no process of the server is left, remove its socket, and end."""
    fcntl.flock(os.open(plan["lock"], os.O_RDWR), fcntl.LOCK_SH)
    if plan["socket"]:
        with suppress(OSError):
            clear(Path(plan["socket"]))
            Path(plan["socket"]).rmdir()
    os._exit(0)


def clear(folder: Path) -> None:
    """Remove what a server leaves in the folder of its socket."""
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (folder / name).unlink(missing_ok=True)


if __name__ == "__main__":
    hold() if sys.argv[1] == "hold" else main()
