"""Print what a search finds."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings import index
from meetings.index.texts import dump
from meetings.management.faults import faults_told
from meetings.search.query import Query, QueryError

SORTS = ("newest", "oldest", "relevance")


class Command(BaseCommand):
    """`search [QUERY] [--unit meeting|directive] [--json] [--explain] [--dump]`"""

    help = "Print the ids of what a query finds, or every record as it is searched."

    def add_arguments(self, parser: CommandParser) -> None:
        """The query, and the form."""
        parser.add_argument("query", nargs="?", default="", metavar="QUERY")
        parser.add_argument("--unit", choices=[str(u) for u in index.Unit], default="meeting")
        parser.add_argument("--sort", choices=SORTS, default="newest")
        parser.add_argument("--limit", type=int, default=0, help="print no more than so many ids")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--dump", action="store_true", help="print id and text of all records")
        parser.add_argument("--explain", action="store_true", help="say how the answer was found")

    def handle(self, *, query: str, unit: str, dump: bool, **options: Any) -> None:
        """Print one line for each record; what a query lacks is told on stderr."""
        with faults_told():
            lines = self._dump(unit) if dump else self._found(query, index.Unit(unit), **options)
            for line in lines:
                self.stdout.write(self._shown(line, as_json=options["json"]))

    def _dump(self, unit: str) -> Iterator[dict[str, Any]]:
        return ({"id": pk, "text": text} for pk, text in dump(index.Unit(unit)))

    def _found(
        self, query: str, unit: index.Unit, *, sort: str, limit: int, explain: bool, **_: Any
    ) -> Iterator[dict[str, Any]]:
        try:
            answer = index.ask(unit, Query.of(query))
            ids = answer.page(sort, limit or answer.matcher.rows.total)
            if explain:
                self.stderr.write("\n".join(answer.explain()))
        except QueryError as fault:
            way_out = f" Try: {fault.suggestion}" if fault.suggestion else ""
            msg = f"{fault}{way_out}"
            raise CommandError(msg) from fault
        except index.TooSlow as fault:
            msg = (
                "The search takes too long: give more words or conditions, or raise SEARCH_TIMEOUT."
            )
            raise CommandError(msg) from fault
        return ({"id": pk} for pk in ids)

    def _shown(self, line: dict[str, Any], *, as_json: bool) -> str:
        if as_json:
            return json.dumps(line, ensure_ascii=False)
        return " ".join(str(value).replace("\n", " ") for value in line.values())
