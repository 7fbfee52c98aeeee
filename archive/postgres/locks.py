"""File locks (flock): they end with the processes that hold them, however those end.

A lock belongs to an open file, not to a process: a forked child shares it, and a program that is
exec'd gets it only when the descriptor is passed on purpose.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.postgres.errors import EmbeddedServerError

PAUSE = 0.03  # seconds between two tries


class BusyError(EmbeddedServerError):
    """A lock was not free in time."""

    def __init__(self, path: Path, wait: float) -> None:
        super().__init__(
            f"The lock {path} was not free within {wait:.0f} s: another process is starting or "
            "stopping the server (see server.log beside it); wait for it or end it, and try again."
        )


def create(path: Path, flags: int) -> int:
    """Open a file of our own (mode 0600), never through a symbolic link.

    A file made by root goes to the owner of its folder, who must be able to use it later.
    """
    fd = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        folder, file = path.parent.stat(), os.fstat(fd)
        if file.st_uid == 0 and file.st_nlink == 1 and folder.st_uid != 0:
            os.fchown(fd, folder.st_uid, folder.st_gid)
    return fd


def take(path: Path, *, shared: bool = False, wait: float = 0) -> int:
    """Lock the file within `wait` seconds and return its descriptor; else BusyError."""
    fd = create(path, os.O_RDWR)
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(fd)
                raise BusyError(path, wait) from None
            time.sleep(PAUSE)
        else:
            return fd


@contextmanager
def exclusive(path: Path, *, wait: float) -> Iterator[int]:
    """Hold a lock for a block of code, and end it there even if a child was forked meanwhile."""
    fd = take(path, wait=wait)
    try:
        yield fd
    finally:
        fcntl.flock(fd, fcntl.LOCK_UN)
        os.close(fd)


def is_held(path: Path) -> bool:
    """Whether a process holds the lock exclusively."""
    return not _can_take(path, fcntl.LOCK_SH)


def is_shared(path: Path) -> bool:
    """Whether processes share the lock."""
    return not _can_take(path, fcntl.LOCK_EX) and _can_take(path, fcntl.LOCK_SH)


def _can_take(path: Path, kind: int) -> bool:
    try:
        fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(fd)
