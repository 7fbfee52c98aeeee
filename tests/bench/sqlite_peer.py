"""The meetings in SQLite's FTS5; rows stand in the order of days, so that pages are cheap."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from shutil import rmtree
from typing import Any

from tests.bench.peers import FACETS, MOST_OFFICIALS, PAGE, without
from tests.bench.queries import Asked
from tests.bench.trees import And, Fact, Near, Not, Or, Tree, Words

# Only white space parts the tokens that are handed over.
TABLES = """
CREATE VIRTUAL TABLE texts USING fts5(pairs, characters, facts, content='',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
CREATE TABLE meta (rank INTEGER PRIMARY KEY, id INTEGER, city INTEGER, year INTEGER, organ TEXT,
    kind TEXT);
CREATE TABLE people (rank INTEGER, official INTEGER, role TEXT,
    PRIMARY KEY (rank, official)) WITHOUT ROWID;
"""
RANKS = "SELECT id FROM meetings_meeting ORDER BY date_last NULLS FIRST, id"
INSERTED = "INSERT INTO texts (rowid, pairs, characters, facts) VALUES (?, ?, ?, ?)"
BATCH = 10_000
MATCHED = "rank IN (SELECT rowid FROM texts WHERE texts MATCH ?)"


class Sqlite:
    """FTS5 with phrases of pairs, so exact."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "texts.db"

    def build(self) -> None:
        """Index every meeting."""
        from django.db import connection

        rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        with connection.cursor() as cursor:
            cursor.execute(RANKS)
            ranks = {pk: place for place, (pk,) in enumerate(cursor.fetchall(), start=1)}
        base = sqlite3.connect(self.file)
        base.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;")
        base.executescript("PRAGMA cache_size = -500000;" + TABLES)
        for texts, meta, people in _batches(ranks):
            base.executemany(INSERTED, texts)
            base.executemany("INSERT INTO meta VALUES (?, ?, ?, ?, ?, ?)", meta)
            base.executemany("INSERT INTO people VALUES (?, ?, ?)", people)
        base.commit()
        base.executescript("ANALYZE;")
        base.close()

    def open(self) -> None:
        """Ready to be asked."""
        self.base = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        self.base.executescript("PRAGMA mmap_size = 30000000000; PRAGMA cache_size = -200000;")

    def page(self, asked: Asked) -> list[int]:
        """The last rows, which are the newest."""
        sql = (
            "SELECT m.id FROM (SELECT rowid AS rank FROM texts WHERE texts MATCH ?"
            f" ORDER BY rowid DESC LIMIT {PAGE}) AS t JOIN meta AS m ON m.rank = t.rank"
        )
        return [pk for (pk,) in self._asked(sql, asked)]

    def count(self, asked: Asked) -> int:
        """All rows that match."""
        sql = "SELECT count(*) FROM texts WHERE texts MATCH ?"
        return int(self._asked(sql, asked)[0][0])

    def facets(self, asked: Asked) -> dict[str, dict[Any, int]]:
        """A query for each facet."""
        return {
            name: dict(
                self._asked(
                    f"SELECT {name}, count(*) FROM meta WHERE {MATCHED} GROUP BY 1",
                    without(asked, name),
                )
            )
            for name in FACETS
        }

    def officials(self, asked: Asked, role: str) -> dict[int, int]:
        """Over the lines of all who took part."""
        which = f" AND role = '{role}'" if role else ""
        sql = (
            f"SELECT official, count(*) FROM people WHERE {MATCHED}{which}"
            f" GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST_OFFICIALS}"
        )
        return dict(self._asked(sql, without(asked, "official")))

    def _asked(self, sql: str, asked: Asked) -> list[tuple[Any, ...]]:
        return self.base.execute(sql, (matching(asked.whole),)).fetchall()


def _batches(ranks: dict[int, int]) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    from tests.bench.documents import documents, pairs

    texts: list[Any] = []
    meta: list[Any] = []
    people: list[Any] = []
    for one in documents():
        rank = ranks[one.id]
        characters = " ".join(sorted(set(one.text) - {"\n"}))
        texts.append((rank, " ".join(pairs(one.text)), characters, " ".join(one.facts)))
        meta.append((rank, one.id, one.city, one.year, one.organ, one.kind))
        people += [(rank, official, role) for official, role in dict(one.people).items()]
        if len(texts) == BATCH:
            yield texts, meta, people
            texts, meta, people = [], [], []
    yield texts, meta, people


def matching(tree: Tree) -> str:
    """A tree in FTS5's language; Near asks for both words anywhere."""
    match tree:
        case Words(text) if len(text) == 1:
            return f"characters : {_quoted(text)}"
        case Words(text):
            return f"pairs : {_quoted(' '.join(map(''.join, pairwise(text))))}"
        case Near(first, second):
            return matching(And((Words(first), Words(second))))
        case Fact(field, value):
            return f"facts : {_quoted(f'{field}:{value}')}"
        case And(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            left_out = [f" NOT ({matching(p.part)})" for p in parts if isinstance(p, Not)]
            return f"({' AND '.join(map(matching, wanted))})" + "".join(left_out)
        case Or(parts):
            return f"({' OR '.join(map(matching, parts))})"
        case Not():
            msg = "FTS5 has no lone NOT."
            raise ValueError(msg)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
