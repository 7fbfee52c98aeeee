"""The lexemes that a string needs of a text, as the index of pairs has them."""

from collections.abc import Iterator
from itertools import pairwise

# What stands before the lexemes of a title and of a source, as in `meetings_terms`.
TITLE, SOURCE = "\x01", "\x02"


def pairs(words: str) -> tuple[str, ...]:
    """The pairs of neighbours of a folded string; of a single character, itself."""
    if len(words) == 1:
        return (words,)
    return tuple(dict.fromkeys(map("".join, pairwise(words))))


def is_exact(words: str) -> bool:
    """Whether holding its lexemes means holding the string."""
    return len(words) <= 2


def tsquery(words: str, mark: str = "") -> str:
    """The condition on the indexed expression: every pair, or any pair that begins so."""
    return " & ".join(_lexemes(words, mark))


def _lexemes(words: str, mark: str) -> Iterator[str]:
    if mark == SOURCE:
        yield f"{_quoted(SOURCE + words)}:*"
        return
    prefix = ":*" if len(words) == 1 else ""
    for pair in pairs(words):
        yield f"{_quoted(mark + pair)}{prefix}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
