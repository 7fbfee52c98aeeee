"""Where the data live and whose they are: the wanted folder, or one under /var/lib for root."""

import hashlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from archive.postgres import account
from archive.postgres.account import Account
from archive.postgres.errors import EmbeddedServerError

ELSEWHERE = Path("/var/lib")
WAY_OUT = "run as its owner or as root, use a checkout of your own, or set DATABASE_URL"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """A folder that holds the locks, the log and, in `cluster`, the data of one server."""

    wanted: Path
    folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.folder / "server.log"

    def lock(self, name: str) -> Path:
        """The file of one lock: start, users, server, watchdog or hold."""
        return self.folder / f"{name}.lock"


def elsewhere(wanted: Path) -> Path:
    """Root's folder for a checkout that an unprivileged account cannot reach."""
    digest = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    return ELSEWHERE / f"archive-postgres-{digest}"


def locate(wanted: Path) -> Place:
    """Say where the data are or will be; nothing is made. EmbeddedServerError if out of reach."""
    wanted = Path(os.path.realpath(wanted))
    try:
        return _for_root(wanted) if os.geteuid() == 0 else _for_user(wanted)
    except PermissionError as fault:
        msg = f"The folder {wanted} cannot be reached ({fault.strerror}): {WAY_OUT}."
        raise EmbeddedServerError(msg) from fault


def make(place: Place) -> None:
    """Make the folder and its missing parents; existing ones keep owner and mode."""
    try:
        _make(place.folder)
    except OSError as fault:
        owner = account.name_of(_standing(place.folder).stat().st_uid)
        msg = (
            f"The folder {place.folder} for the database cannot be made ({fault.strerror}; the "
            f"folder above belongs to {owner}): {WAY_OUT}."
        )
        raise EmbeddedServerError(msg) from fault


def _for_user(wanted: Path) -> Place:
    me = account.current()
    place = Place(wanted, wanted, me)
    if place.cluster.exists():
        owner = place.cluster.stat().st_uid
        if owner != me.uid:
            msg = (
                f"The database in {wanted} belongs to the account {account.name_of(owner)}, not to "
                f"{me.name}: {WAY_OUT}."
            )
            raise EmbeddedServerError(msg)
    elif elsewhere(wanted).exists():
        logger.warning(
            "Root keeps this checkout's database in %s; as %s you get one of your own in %s.",
            elsewhere(wanted),
            me.name,
            wanted,
        )
    return place


def _for_root(wanted: Path) -> Place:
    for folder in (wanted, elsewhere(wanted)):
        if (folder / "cluster").exists():
            return _existing(wanted, folder)
    standing = _standing(wanted)
    if not standing.is_dir():
        msg = f"The folder {wanted} for the database cannot be made: {standing} is no folder."
        raise EmbeddedServerError(msg)
    chosen = account.instead_of_root(standing)
    if chosen.can_enter(standing):
        return Place(wanted, wanted, chosen)
    logger.warning(
        "PostgreSQL cannot run as root, and the account %s cannot enter %s: the data go to %s. "
        "An ordinary user of this checkout gets a database of their own in %s.",
        chosen.name,
        standing,
        elsewhere(wanted),
        wanted,
    )
    return Place(wanted, elsewhere(wanted), chosen)


def _existing(wanted: Path, folder: Path) -> Place:
    owner = account.owner_of(folder / "cluster")
    if owner is None:
        number = (folder / "cluster").stat().st_uid
        msg = (
            f"The database in {folder} belongs to {account.name_of(number)}, and PostgreSQL cannot "
            f"run as that: give it to another account (chown -R ACCOUNT '{folder}'), remove it "
            "(the archive is then built anew), or set DATABASE_URL."
        )
        raise EmbeddedServerError(msg)
    if not owner.can_enter(folder):
        msg = (
            f"The database in {folder} belongs to the account {owner.name}, which can no longer "
            "enter that folder: let it through the folders above, or set DATABASE_URL."
        )
        raise EmbeddedServerError(msg)
    return Place(wanted, folder, owner)


def _standing(path: Path) -> Path:
    """The nearest folder, upwards, that exists."""
    while not path.exists():
        path = path.parent
    return path


def _make(path: Path) -> None:
    if path.is_dir():
        return
    _make(path.parent)
    try:
        path.mkdir()
    except FileExistsError:
        return
    path.chmod(0o755)
    if os.geteuid() == 0:
        above = path.parent.stat()
        os.chown(path, above.st_uid, above.st_gid)
