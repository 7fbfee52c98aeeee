"""Read the rule tables in `data/`: every row carries an example that a test runs."""

import csv
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv` in the file's order, comment lines left out."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def rules(name: str) -> list[dict[str, str]]:
    """The `[[rule]]` tables of `data/<name>.toml`, for patterns."""
    with (DATA / f"{name}.toml").open("rb") as file:
        found: list[dict[str, str]] = tomllib.load(file)["rule"]
    return found


@cache
def words(name: str, column: str = "word", *, where: str = "", equals: str = "") -> frozenset[str]:
    """One column of a CSV table as a set, of all rows or of those where a column equals a value."""
    return frozenset(row[column] for row in rows(name) if not where or row[where] == equals)


def alternation(found: Iterable[str]) -> str:
    """A regex that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))
