"""Mend a query that cannot be read, so that the reader is offered one that can."""

import re

from meetings.search.query.faults import Edit, Fault
from meetings.search.query.nodes import Words, all_of
from meetings.search.query.reading import LONGEST, MOST_TERMS, read
from meetings.search.query.tokens import folded
from meetings.search.query.writing import quoted, written

# A query with more faults than this keeps its words alone.
MOST_ROUNDS = 24
# «防汛», «PPP», «2019»
LETTERS = re.compile(r"[^\W_]+")
BLANKS = re.compile(r"[\s\0]+")
# «(防汛 )»
INNER_BLANK = re.compile(r"(?<=[(（]) | (?=[)）])")


def mended(typed: str, fault: Fault) -> str:
    """A query close to what was typed that can be read; empty where nothing is left of it."""
    query = _edited(typed, fault.edit)
    for _ in range(MOST_ROUNDS):
        try:
            if read(query) is not None:
                return query
            break
        except Fault as next_fault:
            query = _edited(query, next_fault.edit)
    return _words_alone(typed[:LONGEST])


def _edited(query: str, edit: Edit) -> str:
    """The query after an edit, of bounded length; what does not fit goes before the edit."""
    after = edit.instead + query[edit.end :]
    before = query[: edit.start][: max(0, LONGEST - len(after))]
    return INNER_BLANK.sub("", BLANKS.sub(" ", before + after)).strip()


def _words_alone(typed: str) -> str:
    """Its words without any sign between them; where there are none, the signs as a phrase."""
    found = [text for piece in LETTERS.findall(typed) if (text := folded(piece))]
    query = written(all_of(map(Words, list(dict.fromkeys(found))[:MOST_TERMS])))
    if query and len(query) <= LONGEST:
        return query
    signs = folded(typed).strip("\"'")
    phrase = quoted(signs) if signs else ""
    return phrase if len(phrase) <= LONGEST else quoted(signs[:1])
