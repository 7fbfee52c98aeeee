"""The data directory: made whole or not at all, of the right version, free of leftovers."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from archive.postgres import environment
from archive.postgres.account import Account
from archive.postgres.errors import EmbeddedServerError
from archive.postgres.place import Place

ROLE = "archive"  # the only role, and so the only one that is let in
DRAFT = "cluster.new-"
# With lc_ctype=C pg_trgm finds no trigrams in Chinese text; the builtin provider's order and case
# rules are the same on every system.
INITDB = (
    f"--username={ROLE}",
    "--encoding=UTF8",
    "--data-checksums",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)
ACCESS = f"# type database user method\nlocal all {ROLE} trust\n"


def prepare(place: Place, programs: Path, major: int, guard: int) -> None:
    """Have a data directory of this version; `guard` is the start lock, for initdb to keep."""
    _sweep(place)
    if not place.cluster.exists():
        _initialise(place, programs, guard)
    _check_version(place, major)


def forget_server(place: Place) -> None:
    """Remove the pid file of a server that is known to be gone (its lock is free).

    PostgreSQL refuses to start over an empty pid file, or one whose number another process has now.
    """
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)


def _initialise(place: Place, programs: Path, guard: int) -> None:
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=place.folder))
    try:
        _own(draft, place.account)
        _initdb(place, programs, draft, guard)
        (draft / "pg_hba.conf").write_text(ACCESS)
        draft.rename(place.cluster)
        _settle(place.folder)
    except OSError as fault:
        msg = f"The database cannot be made in {place.folder}: {fault}."
        raise EmbeddedServerError(msg) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _initdb(place: Place, programs: Path, draft: Path, guard: int) -> None:
    """Run initdb; if we are killed, it goes on holding the start lock, so nobody sweeps it away."""
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 - the wheel's own program
            [programs / "initdb", "-D", draft, *INITDB],
            cwd=place.folder,
            env=environment.for_server(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[guard],
            start_new_session=True,
            check=False,
            **place.account.becoming,
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if done.returncode:
        msg = (
            f"The database cannot be made in {place.folder}: initdb ended with status "
            f"{done.returncode}. Put right what it says, or set DATABASE_URL:\n{tail(said)}"
        )
        raise EmbeddedServerError(msg)


def _check_version(place: Place, major: int) -> None:
    path = place.cluster / "PG_VERSION"
    try:
        found = path.read_text().strip()
    except OSError as fault:
        msg = (
            f"{place.cluster} is no PostgreSQL data directory ({fault.strerror}: {path}): move it "
            "away and start again; the archive is then built anew."
        )
        raise EmbeddedServerError(msg) from fault
    if found != str(major):
        msg = (
            f"The database in {place.cluster} was made by PostgreSQL {found}, but PostgreSQL "
            f"{major} is installed: install the former version again, or dump the data with its "
            "pg_dump and restore them, or move that folder away and ingest anew."
        )
        raise EmbeddedServerError(msg)


def _sweep(place: Place) -> None:
    """Remove what a killed initdb left."""
    for path in place.folder.glob(f"{DRAFT}*"):
        shutil.rmtree(path, ignore_errors=True)


def _own(path: Path, account: Account) -> None:
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)


def _settle(folder: Path) -> None:
    """Make the rename survive a power cut."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def tail(text: str, lines: int = 15) -> str:
    """The last lines, for an error message."""
    return "\n".join(text.strip().splitlines()[-lines:])
