"""Read stored articles anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.ingest.batch import hashes, reextract_all
from meetings.management.faults import faults_told
from meetings.management.progress import print_changes, print_outcomes, progress


class Command(BaseCommand):
    """`reextract [--all | SHA…]`"""

    help = (
        "Run the current extractor over stored articles: those that an older one read, those "
        "named by the beginning of their SHA-256, or all. Corrections stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which articles."""
        parser.add_argument("hashes", nargs="*", metavar="SHA")
        parser.add_argument("--all", action="store_true", help="every stored article")

    def handle(self, *, hashes: list[str], all: bool, **_: Any) -> None:  # noqa: A002  # the option
        """Read them and print the counts, and what changed by row and field."""
        with faults_told():
            wanted = self._wanted(hashes, every=all)
            with progress("Reading", len(wanted)) as watch:
                tally = reextract_all(wanted, watch)
        print_outcomes(tally, self.stdout, self.stderr)
        print_changes(tally, self.stdout.write)

    def _wanted(self, prefixes: list[str], *, every: bool) -> list[str]:
        try:
            return hashes(prefixes, every=every)
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
