"""Offer wider queries, and fields rightly named, where a query finds nothing."""

import re
from collections.abc import Iterator

from meetings.search.query.asked import Query
from meetings.search.query.faults import Fault
from meetings.search.query.fields import to_nearest_field
from meetings.search.query.nodes import And, Near, Node, Not, Or, Words, all_of, any_of
from meetings.search.query.reading import LONGEST, read
from meetings.search.query.tokens import FIELD, Sort, folded, tokens
from meetings.search.query.writing import written

# What a phrase can be opened at, folded: «会议指出,要防汛» is two words.
PUNCTUATION = re.compile(r"[,、。;:!?()《》〈〉\"'—…]+")


def relaxed(query: Query) -> list[Query]:
    """Queries that find all that this one finds and may find more, those that lose least first.

    Phrases and near strings opened into their words; what is excluded let in; then each part
    that must hold left out in turn.
    """
    trees = [_opened(query.tree, _openings(query.typed)), _without_not(query.tree)]
    if isinstance(query.tree, And):
        parts = query.tree.parts
        trees += [all_of(parts[:at] + parts[at + 1 :]) for at in range(len(parts))]
    several = dict.fromkeys(tree for tree in trees if tree is not None and tree != query.tree)
    return [asked for tree in several if (asked := _asked(tree))]


def renamed(query: Query) -> Query | None:
    """The query with «城巿:», «地区:», «citty:» read as the nearest field; None without any."""
    typed = query.typed
    for token in reversed(list(tokens(typed))):
        name = FIELD.match(typed, token.start) if token.sort is Sort.WORD else None
        near = to_nearest_field(name["name"]) if name else None
        if name and near:
            right = near.en if name["name"].isascii() else near.zh
            changed = f"{typed[: token.start]}{right}:{typed[name.end() :]}"
            typed = changed if _readable(changed) else typed
    return Query(read(typed), typed) if typed != query.typed else None


def _readable(typed: str) -> bool:
    try:
        return read(typed) is not None
    except Fault:
        return False


def _asked(tree: Node) -> Query | None:
    """The query of a tree, where it keeps the bounds."""
    typed = written(tree)
    return Query(tree, typed) if len(typed) <= LONGEST and _readable(typed) else None


def _openings(typed: str) -> dict[str, list[str]]:
    """The words in each phrase that was typed with white space in it, by the folded phrase."""
    phrases = (token.text for token in tokens(typed) if token.sort is Sort.PHRASE)
    return {folded(phrase): [folded(word) for word in phrase.split()] for phrase in phrases}


def _opened(tree: Node | None, openings: dict[str, list[str]]) -> Node | None:
    """With the words of phrases and of near strings anywhere; under a Not nothing changes."""
    match tree:
        case Words(text):
            return all_of(map(Words, _words(text, openings)))
        case Near(first, second):
            return all_of([Words(first), Words(second)])
        case And(parts):
            return all_of(part for one in parts if (part := _opened(one, openings)))
        case Or(parts):
            return any_of(part for one in parts if (part := _opened(one, openings)))
    return tree


def _words(text: str, openings: dict[str, list[str]]) -> Iterator[str]:
    words = openings.get(text, [text])
    pieces = [piece for word in words for piece in PUNCTUATION.split(word) if piece]
    # A piece of a word must stand where the word stands, however the pieces fold alone.
    held = [piece for piece in pieces if piece in text and folded(piece) == piece]
    yield from held or [text]


def _without_not(tree: Node | None) -> Node | None:
    """Without the parts that exclude something, where other parts remain."""
    match tree:
        case Not():
            return None
        case And(parts):
            return all_of(part for one in parts if (part := _without_not(one)))
        case Or(parts):
            opened = [one if isinstance(one, Not) else _without_not(one) for one in parts]
            return any_of(part for part in opened if part) if all(opened) else tree
    return tree
