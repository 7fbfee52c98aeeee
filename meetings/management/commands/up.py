"""Bring the archive up: database, tables, cities, the seed articles, static files, server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from archive.postgres.trigrams import check_trigrams
from archive.server import HOST, PortError, listen, serve
from meetings.index import reindexing
from meetings.ingest import cities
from meetings.ingest.batch import find_all, ingest_all
from meetings.ingest.locks import lock_key
from meetings.management.faults import faults_told
from meetings.management.progress import print_outcomes, progress
from meetings.management.static import collect

PORT = 8000


class Command(BaseCommand):
    """`up [--port N] [--no-serve]`"""

    help = "Start the database, fill it with the seed articles, and serve on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The port, and whether to serve."""
        parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
        parser.add_argument("--no-serve", action="store_true", help="prepare all, serve nothing")

    def handle(self, *, port: int, no_serve: bool, **_: Any) -> None:
        """Prepare all that is not yet so, then serve until Ctrl-C. Safe to repeat."""
        if not no_serve:
            self._check(port)
        with faults_told():
            self._prepare()
        if not no_serve:
            self._serve(port)

    def _check(self, port: int) -> None:
        if not 1 <= port <= 65535:
            msg = f"--port {port} is no port: choose one from 1 to 65535."
            raise CommandError(msg)
        self._listen(port).close()

    def _prepare(self) -> None:
        with alone("up"):
            self._say("Database: " + self._database())
            call_command("migrate", interactive=False, verbosity=0)
            check_trigrams(connection)
            filled = cities.fill()
            self._say(f"Cities: {filled.cities} units written, {filled.names} names.")
            collect()
        self._ingest_seeds()
        if due := reindexing.due():
            self._say(f"Search: {reindexing.reindex(due)} meetings indexed.")

    def _database(self) -> str:
        connection.ensure_connection()
        version = ".".join(map(str, connection.get_database_version()))
        return f"PostgreSQL {version}, {connection.settings_dict['NAME']}."

    def _ingest_seeds(self) -> None:
        files = find_all([settings.SEEDS_DIR])
        with progress("Ingesting", len(files)) as watch:
            tally = ingest_all(files, watch)
        print_outcomes(tally, self.stdout, self.stderr)

    def _serve(self, port: int) -> None:
        def announce() -> None:
            self._say(f"Serving on http://{HOST}:{port}/ (Ctrl-C stops).")
            self._say("To make a curator: python manage.py createsuperuser")

        serve(self._listen(port), announce)

    def _listen(self, port: int) -> Any:
        try:
            return listen(port)
        except PortError as fault:
            raise CommandError(str(fault)) from fault

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until no other process does this on the same database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", (lock_key(name),))
    try:
        yield
    finally:
        if connection.connection and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (lock_key(name),))
