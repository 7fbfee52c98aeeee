"""Print what is read from files, without a database."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.extraction.form import to_json
from meetings.extraction.report import extract
from meetings.ingest.outline import to_lines
from meetings.ingest.readers import Unreadable, find_files, read


class Command(BaseCommand):
    """`extract [--json] FILE…`"""

    help = "Print what is read from files or folders of .txt files, without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and the form."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, paths: list[Path], json: bool, **_: Any) -> None:
        """Print each file; unreadable ones are told on stderr and make the exit status 1."""
        try:
            faults = self._print(paths, as_json=json)
        except BrokenPipeError:  # the reader has seen enough: `extract … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if faults:
            msg = f"{faults} not read."
            raise CommandError(msg)

    def _print(self, paths: list[Path], *, as_json: bool) -> int:
        faults = 0
        for path in find_files(paths):
            try:
                self.stdout.write(self._shown(path, as_json=as_json))
            except Unreadable as fault:
                self.stderr.write(str(fault))
                faults += 1
        return faults

    def _shown(self, path: Path | Unreadable, *, as_json: bool) -> str:
        if isinstance(path, Unreadable):
            raise path
        source = read(path)
        values = to_json(extract(source.text), name=source.name, sha256=source.sha256)
        if as_json:
            return json.dumps(values, ensure_ascii=False)
        return "\n".join([*to_lines(values), ""])
