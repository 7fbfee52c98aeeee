"""Take what people decided out of an archive, and into a rebuilt one."""

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.curation import identities, portable
from meetings.ingest.batch import reextract_all
from meetings.ingest.entering import take
from meetings.management.faults import faults_told
from meetings.management.progress import print_changes, print_outcomes, progress
from meetings.models import Article, Report


class Command(BaseCommand):
    """`corrections export [FILE]`, `corrections apply FILE`"""

    help = (
        "Write corrections, merges, verdicts and entries as JSON lines, or apply such a file and "
        "read its articles again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and the file."""
        parser.add_argument("act", choices=("export", "apply"))
        parser.add_argument("file", nargs="?", type=Path, help="a file; export: standard output")

    def handle(self, *, act: str, file: Path | None, **_: Any) -> None:
        """Do it and print counts."""
        if act == "apply" and file is None:
            msg = "apply needs a FILE that `corrections export` wrote."
            raise CommandError(msg)
        try:
            with faults_told():
                self._export(file) if file is None or act == "export" else self._apply(file)
        except OSError as fault:
            msg = f"{file}: cannot be used ({fault.strerror})."
            raise CommandError(msg) from fault

    def _export(self, file: Path | None) -> None:
        lines = [f"{line}\n" for line in portable.export()]
        if file is None:
            sys.stdout.writelines(lines)
            return
        file.write_text("".join(lines), encoding="utf-8")
        self.stdout.write(f"{len(lines)} lines written to {file}.")

    def _apply(self, file: Path) -> None:
        try:
            applied = portable.apply(file.read_text(encoding="utf-8").splitlines())
        except (ValueError, ValidationError) as fault:
            msg = f"{file}: {fault}"
            raise CommandError(msg) from fault
        entered = sum(take(text) for text in applied.entries)
        stored = Article.objects.filter(sha256__in=applied.articles)
        hashes = sorted(stored.values_list("sha256", flat=True))
        self.stdout.write(
            f"{applied.added} corrections added, {applied.known} known; "
            f"{len(applied.articles) - len(hashes)} of their articles are not stored here yet."
        )
        hashes += _beside(hashes)
        with progress("Reading", len(hashes)) as watch:
            tally = reextract_all(hashes, watch)
        print_outcomes(tally, self.stdout, self.stderr)
        print_changes(tally, self.stdout.write)
        self._settle(applied, entered)

    def _settle(self, applied: portable.Applied, entered: int) -> None:
        """Merges, verdicts and names: once their articles have been read."""
        settled = identities.apply(applied.identities)
        if applied.entries or applied.identities:
            self.stdout.write(
                f"{entered} of {len(applied.entries)} entries by hand stored; of "
                f"{len(applied.identities)} merges, verdicts and names {settled.done} done, "
                f"{settled.known} known, {settled.waiting} waiting for articles that are not "
                f"stored here yet, {len(settled.refused)} refused."
            )
        for reason in settled.refused:
            self.stderr.write(reason)


def _beside(hashes: list[str]) -> list[str]:
    """The articles that tell of the same meetings: what was corrected may part or join them."""
    told = Report.objects.filter(article__sha256__in=hashes, withdrawn_at=None)
    rows = Article.objects.filter(
        reports__meeting__in=told.values("meeting"), reports__withdrawn_at=None
    )
    others = rows.exclude(sha256__in=hashes).order_by("sha256")
    return list(others.values_list("sha256", flat=True).distinct())
