"""The system account that the server runs as: ours, or an unprivileged one when we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.postgres import environment
from archive.postgres.errors import EmbeddedServerError

# Existing accounts that own little else. A dedicated one is not ours to create.
SYSTEM_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """Who runs the server; `becoming` are the subprocess arguments that change to them."""

    name: str
    uid: int
    gid: int

    @property
    def becoming(self) -> dict[str, Any]:
        """Empty unless we are root."""
        if os.geteuid() != 0:
            return {}
        groups = os.getgrouplist(self.name, self.gid)
        return {"user": self.uid, "group": self.gid, "extra_groups": groups}

    def can_enter(self, folder: Path) -> bool:
        """Whether this account gets into the folder, found out by trying."""
        command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        tried = subprocess.run(  # noqa: S603 - a fixed command
            command,
            cwd="/",
            env=environment.for_server(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **self.becoming,
        )
        return tried.returncode == 0


def name_of(uid: int) -> str:
    """An account's name for a message, its number if it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"number {uid}"


def owner_of(path: Path) -> Account | None:
    """The owner of a file, unless that is root or an account without a name."""
    uid = path.stat().st_uid
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return None if uid == 0 else Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def current() -> Account:
    """The account of this process (initdb needs it to have a name)."""
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        msg = (
            f"PostgreSQL cannot run as user {uid}, which has no entry in the password file: "
            "run as a named account, or set DATABASE_URL to a server."
        )
        raise EmbeddedServerError(msg) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def instead_of_root(folder: Path) -> Account:
    """For root: the owner of the folder, so that owner and root share it; else a system account."""
    if owner := owner_of(folder):
        return owner
    for name in SYSTEM_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    msg = (
        "PostgreSQL refuses to run as root, and this system has no account "
        f"{' or '.join(SYSTEM_ACCOUNTS)}: run as an ordinary user, or set DATABASE_URL."
    )
    raise EmbeddedServerError(msg)
