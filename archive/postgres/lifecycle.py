"""One embedded server from a process's point of view: use it, hold it, ask how it is."""

import os
import signal
import time
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from archive.postgres import binaries, cluster, environment, locks, place, server
from archive.postgres.errors import EmbeddedServerError
from archive.postgres.place import Place

WAIT = 330.0  # seconds: as long as somebody else's start may take
USED = 1.0  # seconds to see a process that has just been told to end go
STOP = 15.0  # seconds to see the server off after its last user

# The users' locks of this process, by folder, kept until it ends; a forked child shares them.
_leases: dict[Path, int] = {}
# The databases, as (folder, name), that this process has seen to exist.
_seen: set[tuple[Path, str]] = set()


@dataclass(frozen=True)
class Status:
    """What `db status` prints."""

    running: bool
    used: bool
    held: bool
    folder: Path
    log: Path
    socket: Path | None
    account: str


@cache
def embedded(folder: Path) -> "EmbeddedServer":
    """The one object for a folder in this process."""
    return EmbeddedServer(folder)


class EmbeddedServer:
    """The server of one data folder, shared by all processes that use the folder."""

    def __init__(self, folder: Path) -> None:
        self.wanted = folder

    @cached_property
    def place(self) -> Place:
        """Where the data are."""
        return place.locate(self.wanted)

    @property
    def socket(self) -> str:
        """The folder to name as the host of a connection; without one libpq would try others."""
        return str(server.socket_folder(self.place) or "/nonexistent")

    def ensure(self, database: str) -> None:
        """Have the server running and the database there, and keep both while this process lives.

        Quick when this process has called it before. EmbeddedServerError when it cannot be done.
        """
        if (self.place.folder, database) not in _seen:
            self.revive(database)
            _seen.add((self.place.folder, database))

    def revive(self, database: str) -> None:
        """As `ensure`, but look again: the server may have been killed since."""
        environment.drop_client_variables()
        place.make(self.place)
        try:
            with locks.exclusive(self.place.lock("start"), wait=WAIT) as guard:
                self._lease()
                self._start(guard)
                self._create(database)
        except PermissionError as fault:
            msg = f"The server in {self.place.folder} is not yours ({fault}): {place.WAY_OUT}."
            raise EmbeddedServerError(msg) from fault
        except (OSError, psycopg.Error) as fault:
            msg = (
                f"The server in {self.place.folder} cannot be used: {fault}. Put that right (the "
                f"log is {self.place.log}), or set DATABASE_URL to another server."
            )
            raise EmbeddedServerError(msg) from fault

    def is_answering(self) -> bool:
        """Whether a connection that failed now would fail for another reason than no server."""
        return server.answers(self.place)

    def hold(self) -> bool:
        """Keep the server for processes to come, until `release`; False if it was held before."""
        self.ensure("postgres")
        try:
            held = locks.take(self.place.lock("hold"), wait=1)
        except locks.BusyError:
            return False
        users = locks.take(self.place.lock("users"), shared=True, wait=WAIT)
        try:
            server.run_detached(self.place, ["hold", str(held)], [held, users])
        finally:
            os.close(held)
            os.close(users)
        return True

    def release(self) -> Status:
        """Undo `hold`, and wait for the server to stop if nobody else uses it."""
        if locks.is_held(self.place.lock("hold")):
            self._end_hold()
        if server.is_running(self.place):
            with locks.exclusive(self.place.lock("start"), wait=WAIT):
                server.watch_again(self.place)
        began = time.monotonic()
        while (status := self.status()).running:
            if time.monotonic() - began > (USED if status.used else STOP):
                break
            time.sleep(locks.PAUSE)
        return status

    def status(self) -> Status:
        """How the server is, without starting or using it."""
        where = self.place
        return Status(
            running=server.is_running(where),
            used=locks.is_shared(where.lock("users")),
            held=locks.is_held(where.lock("hold")),
            folder=where.folder,
            log=where.log,
            socket=server.socket_folder(where),
            account=where.account.name,
        )

    def _lease(self) -> None:
        """Hold the users' lock, anew if the folder was removed under us."""
        path, fd = self.place.lock("users"), _leases.get(self.place.folder)
        if fd is None or not path.exists() or not os.path.samestat(os.fstat(fd), path.stat()):
            _leases[self.place.folder] = locks.take(path, shared=True, wait=WAIT)

    def _start(self, guard: int) -> None:
        if server.is_running(self.place) and server.wait_until_answering(self.place):
            server.watch_again(self.place)
            return
        programs = binaries.usable(self.place)
        major = binaries.major(programs, self.place.account)
        cluster.prepare(self.place, programs, major, guard)
        server.start(self.place, programs)

    def _create(self, database: str) -> None:
        if database == "postgres":
            return
        with psycopg.connect(
            host=self.socket, user=cluster.ROLE, dbname="postgres", autocommit=True
        ) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [database]
            ).fetchone()
            if found is None:
                command = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
                connection.execute(command.format(sql.Identifier(database)))

    def _end_hold(self) -> None:
        path = self.place.lock("hold")
        try:
            os.kill(int(path.read_text()), signal.SIGTERM)
        except (OSError, ValueError) as fault:
            msg = (
                f"The server is held by a `db start` that cannot be ended ({fault}; see {path}): "
                "run `db stop` as the account that ran it, or as root."
            )
            raise EmbeddedServerError(msg) from fault
        while locks.is_held(path):
            time.sleep(locks.PAUSE)
