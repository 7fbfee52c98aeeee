"""Read what a reader typed into the search box: words that must all stand in the text."""

import re
from dataclasses import dataclass

from meetings.search.folding import fold

LONGEST = 200
MOST_TERMS = 12

# «"营商环境" 防汛», «“一 煤独大” 转型»: a quoted phrase, or a word up to the next white space.
# A quote that is not closed is an ordinary character of its word.
TERM = re.compile(
    r"[\"＂](?P<straight>[^\"＂]+)[\"＂]|“(?P<curly>[^“”]+)”|「(?P<corner>[^「」]+)」|(?P<word>\S+)"
)


class QueryError(ValueError):
    """What is wrong with a query, and the way out, in Chinese."""


@dataclass(frozen=True)
class Query:
    """The folded strings that a text must hold, all of them; empty when nothing was asked."""

    terms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Read a query: words by AND, quotes keep a phrase whole.

        Raises QueryError beyond 200 characters or 12 words, or when only marks were typed.
        """
        if len(typed) > LONGEST:
            msg = f"检索词有 {len(typed)} 个字，超过上限 {LONGEST} 个字。请缩短后再检索。"
            raise QueryError(msg)
        terms = tuple(dict.fromkeys(filter(None, map(_folded, TERM.finditer(typed)))))
        if len(terms) > MOST_TERMS:
            msg = f"检索词有 {len(terms)} 个，超过上限 {MOST_TERMS} 个。请删去一些词。"
            raise QueryError(msg)
        if typed.strip() and not terms:
            msg = "检索词里没有可检索的文字。请输入至少一个字。"
            raise QueryError(msg)
        return cls(terms)


def _folded(match: re.Match[str]) -> str:
    """The folded form of a term; a sentinel lets pinyin cut off from its character go too."""
    return fold("一" + match[match.lastgroup or 0])[1:]
