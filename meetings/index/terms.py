"""The lexemes that a string needs of a text, as the index of pairs has them."""

from collections.abc import Iterable
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


def marked(strings: Iterable[str], mark: str = "") -> list[str]:
    """The lexemes that several strings need, each once."""
    return list(dict.fromkeys(mark + pair for string in strings for pair in pairs(string)))


def tsquery(lexemes: Iterable[str]) -> str:
    """The condition on the indexed expression: every pair, and any pair that begins so."""
    return " & ".join(map(_condition, lexemes))


def of_source(name: str) -> str:
    """The condition on a source whose name begins so."""
    return f"{_quoted(SOURCE + name)}:*"


def _condition(lexeme: str) -> str:
    prefix = ":*" if len(lexeme.removeprefix(TITLE)) == 1 else ""
    return f"{_quoted(lexeme)}{prefix}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
