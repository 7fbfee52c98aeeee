"""Write a tree as the query that reads as this tree again."""

from calendar import monthrange
from datetime import date

from meetings.extraction.vocabulary import Role
from meetings.search.query.faults import Fault
from meetings.search.query.fields import FieldName
from meetings.search.query.nodes import (
    And,
    Held,
    Leaf,
    Near,
    Node,
    Not,
    OfKind,
    OfOrgan,
    Or,
    Person,
    Place,
    Session,
    Source,
    Speaker,
    WithVerb,
    Words,
)
from meetings.search.query.tokens import Sort, folded, tokens
from meetings.search.query.values import UNKNOWN

# What may stand before a word and draw it into its own value.
BEFORE = ("", "年:2019 ", "届次:12届 ")


def written(tree: Node | None) -> str:
    """The canonical query for a tree; empty for none."""
    match tree:
        case None:
            return ""
        case And(parts):
            return " ".join(map(_part, parts))
        case Or(parts):
            return " OR ".join(map(_part, parts))
        case Not(Near() as part):
            return f"-({written(part)})"
        case Not(part):
            return f"-{_part(part)}"
        case Words(text):
            return quoted(text)
        case Near(first, second, within):
            return f"{quoted(first)} ~{within} {quoted(second)}"
        case _:
            return _field(tree)


def _part(part: Node) -> str:
    return f"({written(part)})" if isinstance(part, And | Or) else written(part)


def _field(leaf: Leaf) -> str:
    match leaf:
        case Place(name):
            return _named(FieldName.CITY, name)
        case Person(name, role):
            return _named(FieldName.CHAIR if role == Role.CHAIR else FieldName.OFFICIAL, name)
        case Source(name):
            return _named(FieldName.SOURCE, name)
        case Speaker(name):
            return _named(FieldName.SPEAKER, name)
        case OfOrgan(organ):
            return _named(FieldName.ORGAN, organ.zh if organ else UNKNOWN.zh)
        case OfKind(kind):
            return _named(FieldName.KIND, kind.zh if kind else UNKNOWN.zh)
        case WithVerb(verb):
            return _named(FieldName.VERB, verb.zh)
        case Session(term, number):
            return _named(FieldName.SESSION, _sitting(term, number))
        case Held():
            return _period(leaf)
    msg = f"{leaf!r} is no condition of a query"
    raise TypeError(msg)


def _sitting(term: int | None, number: int | None) -> str:
    return (f"{term}届" if term else "") + (f"{number}次" if number else "")


def _period(held: Held) -> str:
    if held.unknown:
        return _named(FieldName.DATE, UNKNOWN.zh)
    first = _shortest(held.first, 1, 1) if held.first else ""
    last = ""
    if held.last:
        last = _shortest(held.last, 12, monthrange(held.last.year, held.last.month)[1])
    whole_year = len(first) <= 4 and len(last) <= 4
    one = first == last
    return _named(
        FieldName.YEAR if whole_year else FieldName.DATE, first if one else f"{first}..{last}"
    )


def _shortest(day: date, month: int, edge: int) -> str:
    """A day by its year, or its month, where it is the first or the last of it."""
    if day.day != edge:
        return day.isoformat()
    return f"{day.year:04}" if day.month == month else day.isoformat()[:7]


def _named(name: FieldName, value: str) -> str:
    """A field; its value bare where it reads as itself."""
    before = f"{name.zh}:"
    return before + (value if _reads_alone(before, value) else _in_quotes(value))


def quoted(text: str) -> str:
    """A folded string, bare where it reads as itself, else in quotes."""
    bare = text != "或" and all(_reads_alone(before, text) for before in BEFORE)
    return text if bare else _in_quotes(text)


def _reads_alone(before: str, text: str) -> bool:
    """Whether the string read behind this one is one word, and nothing of it goes in folding."""
    if text.startswith("'") or folded(text) != text:
        return False
    try:
        last = list(tokens(before + text))[-1]
    except Fault:
        return False
    return last.sort is Sort.WORD and last.text == text


def _in_quotes(text: str) -> str:
    """In curly quotes, which no folded string holds; spaced out where a part of it would fold."""
    return f"“{text}”" if folded(text) == text else f"“ {' '.join(text)}”"
