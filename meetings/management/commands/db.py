"""`manage.py db start|stop|status|shell`: the embedded PostgreSQL server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

ACTIONS = {
    "start": "start the server and keep it running until `db stop`",
    "stop": "give it back: it stops when no other process uses it",
    "status": "say whether it runs, where its data are, who keeps it",
    "shell": "open psql on the archive's database",
}


class Command(BaseCommand):
    """Parse, ask the backend's server, print."""

    help = "The embedded PostgreSQL server: " + "; ".join(f"{k}: {v}" for k, v in ACTIONS.items())
    requires_system_checks = []  # noqa: RUF012 - Django's own declaration

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word: what to do."""
        parser.add_argument("action", choices=ACTIONS)

    def handle(self, *_: Any, **options: Any) -> None:
        """Run one action."""
        action = options["action"]
        if action == "shell":
            call_command("dbshell")
            return
        # A user's own PostgreSQL (DATABASE_URL) comes with Django's backend, which has no server.
        server: Any = getattr(connection, "server", None)
        if server is None:
            msg = "DATABASE_URL names a PostgreSQL of your own: start, stop and look at it there."
            raise CommandError(msg)
        getattr(self, action)(server)

    def start(self, server: Any) -> None:
        """Hold the server."""
        new = server.hold()
        self.stdout.write("Started; it runs until `db stop`." if new else "It was held already.")
        self.status(server)

    def stop(self, server: Any) -> None:
        """Release the server."""
        status = server.release()
        if not status.running:
            self.stdout.write("Stopped.")
        elif status.used:
            self.stdout.write("Other processes use the server: it stops after the last of them.")
        else:
            self.stdout.write(f"The server is still stopping: see {status.log}.")

    def status(self, server: Any) -> None:
        """Print how the server is."""
        status = server.status()
        lines = {
            "server": "running" if status.running else "stopped",
            "held": "by `db start`" if status.held else "no",
            "in use": "yes" if status.used else "no",
            "data": status.folder,
            "log": status.log,
            "socket": status.socket or "none",
            "account": status.account,
        }
        for name, value in lines.items():
            self.stdout.write(f"{name:8}{value}")
