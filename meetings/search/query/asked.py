"""Read what a reader typed into the search box: words that must all stand in the text."""

import re
from dataclasses import dataclass

from meetings.search.folding import fold
from meetings.search.query.nodes import Node, Words, all_of, positive_words

LONGEST = 200
MOST_TERMS = 12

# «"营商环境" 防汛», «“一 煤独大” 转型»: a quoted phrase, or a word up to the next white space.
# A quote that is not closed is an ordinary character of its word.
TERM = re.compile(
    r"[\"＂](?P<straight>[^\"＂]+)[\"＂]|“(?P<curly>[^“”]+)”|「(?P<corner>[^「」]+)」|(?P<word>\S+)"
)


TOO_LONG = "检索词有 {count} 个字，超过上限 {most} 个字。请缩短后再检索。"
TOO_MANY = "检索词有 {count} 个，超过上限 {most} 个。请删去一些词。"
NO_WORDS = "检索词里没有可检索的文字。请输入至少一个字。"


class QueryError(ValueError):
    """What is wrong with a query, and the way out, in Chinese.

    `template` and `values` tell the same apart, for whoever translates it.
    """

    def __init__(self, template: str, **values: int) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, as a tree and as typed; empty when nothing was asked."""

    tree: Node | None = None
    typed: str = ""

    def __bool__(self) -> bool:
        return self.tree is not None

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded strings to mark and to rank by: not under NOT, both sides of a Near."""
        return tuple(dict.fromkeys(positive_words(self.tree)))

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Read a query: words by AND, quotes keep a phrase whole.

        Raises QueryError beyond 200 characters or 12 words, or when only marks were typed.
        """
        if len(typed) > LONGEST:
            raise QueryError(TOO_LONG, count=len(typed), most=LONGEST)
        terms = tuple(dict.fromkeys(filter(None, map(_folded, TERM.finditer(typed)))))
        if len(terms) > MOST_TERMS:
            raise QueryError(TOO_MANY, count=len(terms), most=MOST_TERMS)
        if typed.strip() and not terms:
            raise QueryError(NO_WORDS)
        return cls(all_of(map(Words, terms)), typed)


def _folded(match: re.Match[str]) -> str:
    """The folded form of a term; a sentinel lets pinyin cut off from its character go too."""
    return fold("一" + match[match.lastgroup or 0])[1:]
