"""What a query of the bench asks for, in a form that is neither the parser's nor the index's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The folded string stands in the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both stand in one run of the text, in either order, few characters between them."""

    first: str
    second: str
    within: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What the archive says of the meeting or directive: `field` as in the query language."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the part does not hold for."""

    part: "Tree"


Leaf = Words | Near
Tree = Words | Near | Fact | And | Or | Not
# «数字经济»: what needs no quotes. A word of the language, or a mark of it, stands in quotes.
PLAIN = re.compile(r"[一-鿿0-9a-z]+")


def typed(tree: Tree) -> str:
    """The tree as a reader would type it."""
    match tree:
        case Words(text):
            return text if PLAIN.fullmatch(text) else f'"{text}"'
        case Near(first, second, within):
            return f"{first} ~{within} {second}"
        case Fact(field, value):
            return f"{field}:{value}"
        case And(parts):
            return " ".join(_within(part) for part in parts)
        case Or(parts):
            return " OR ".join(_within(part) for part in parts)
        case Not(part):
            return f"-{_within(part)}"


def _within(tree: Tree) -> str:
    return f"({typed(tree)})" if isinstance(tree, And | Or) else typed(tree)


def leaves(tree: Tree) -> Iterator[Words | Near | Fact]:
    """The conditions at the bottom, from left to right."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield tree


def holding(leaf: Leaf, texts: list[str]) -> set[int]:
    """The places in a list of folded texts that hold a leaf."""
    if isinstance(leaf, Words):
        word = leaf.text
        return {place for place, text in enumerate(texts) if word in text}
    both = holding(Words(leaf.first), texts) & holding(Words(leaf.second), texts)
    a, b = re.escape(leaf.first), re.escape(leaf.second)
    gap = rf"[^\n]{{0,{leaf.within}}}"
    near = re.compile(f"{a}{gap}{b}|{b}{gap}{a}")
    return {place for place in both if near.search(texts[place])}
