"""Store files in the archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from meetings.ingest.batch import find_all, ingest_all
from meetings.management.faults import faults_told
from meetings.management.progress import print_outcomes, progress, refuse_faults


class Command(BaseCommand):
    """`ingest PATH…`"""

    help = "Store files, or the .txt files under folders, in the archive; each once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The paths."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *, paths: list[Path], **_: Any) -> None:
        """Store all; unreadable files are told by name and make the exit status 1."""
        files = find_all(paths)
        with faults_told(), progress("Ingesting", len(files)) as watch:
            tally = ingest_all(files, watch)
        print_outcomes(tally, self.stdout, self.stderr)
        refuse_faults(tally)
