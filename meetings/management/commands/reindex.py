"""Bring the search rows into step with the archive."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.index import copies, reindexing, sealing
from meetings.index.writing import LONGEST
from meetings.management.faults import faults_told
from meetings.management.progress import steps


class Command(BaseCommand):
    """`reindex [--all] [--seal] [--check] [--offline]`"""

    help = (
        "Write search rows that are missing or of an earlier folding, while the site serves; "
        "can be interrupted and repeated."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to write."""
        parser.add_argument("--all", action="store_true", help="write every row anew")
        parser.add_argument(
            "--seal", action="store_true", help="pack the common terms of all full segments anew"
        )
        parser.add_argument("--check", action="store_true", help="compare only, write nothing")
        parser.add_argument(
            "--offline",
            action="store_true",
            help="drop the indexes meanwhile: quicker for many rows, but no search until done",
        )

    def handle(self, *, all: bool, seal: bool, check: bool, offline: bool, **_: Any) -> None:  # noqa: A002  # the option
        """Print the counts; with --check the exit status is 1 where something has drifted."""
        with faults_told():
            if check:
                self._check()
                return
            wanted = reindexing.every() if all else reindexing.due()
            with steps("Writing", len(wanted)) as watch:
                write = reindexing.rebuild if offline else reindexing.reindex
                written = write(wanted, watch)
            for name in reindexing.complete_indexes():
                self.stdout.write(f"{name} was missing and is made anew.")
            sealed = sealing.seal_due(every=seal)
            copies.keep_texts()
        self.stdout.write(f"{written} meetings written, {sealed} segments sealed.")

    def _check(self) -> None:
        wanted = reindexing.every()
        with steps("Comparing", len(wanted)) as watch:
            found = reindexing.drift(wanted, watch)
        self.stdout.write(
            f"{len(wanted)} meetings: {len(found.missing)} without a row, "
            f"{len(found.outdated)} of an earlier folding, {len(found.different)} that differ, "
            f"{len(found.cut)} cut at {LONGEST} characters."
        )
        for pk in found.meetings[:20]:
            self.stdout.write(f"  meeting {pk}")
        if found.meetings:
            msg = f"{len(found.meetings)} meetings have drifted: run manage.py reindex --all."
            raise CommandError(msg)
