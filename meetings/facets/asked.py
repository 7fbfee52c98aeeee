"""Say in words how a query was read, each part with the way to take it back."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from meetings.extraction.vocabulary import Term
from meetings.facets.chips import Chip
from meetings.facets.syntax import title
from meetings.filters import HeldFilter
from meetings.filters.labels import label, voice
from meetings.search.query import (
    And,
    FieldName,
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
    Query,
    Session,
    Source,
    Speaker,
    WithVerb,
    Words,
    all_of,
)

BY_NAME = {name.zh: name for name in FieldName}


def asked(found: HeldFilter) -> list[Chip]:
    """The parts of a query that asks for more than words; none for words alone.

    A part that must hold is a chip of its own; what is joined by OR stays together.
    """
    tree = found.query.tree
    parts = tree.parts if isinstance(tree, And) else (tree,) if tree else ()
    if all(isinstance(part, Words) for part in parts):
        return []
    return [
        Chip(*_said(part), _without(found, parts[:at] + parts[at + 1 :]))
        for at, part in enumerate(parts)
    ]


def _without(found: HeldFilter, rest: Iterable[Node]) -> str:
    query = str(Query(all_of(rest)))
    address = found.address.fresh()
    return str(address.instead("q", query) if query else address.without("q"))


def _said(node: Node) -> tuple[str, str]:
    """The label of a part and its value."""
    match node:
        case Not(part):
            what, value = _said(part)
            return _("不要"), value if isinstance(part, Words) else f"{what} {value}"
        case Or(parts):
            return _("任一"), _(" 或 ").join(map(_phrase, parts))
        case And(parts):
            return _("同时"), _(" 且 ").join(map(_phrase, parts))
        case Words(text):
            return _("文字"), f"“{text}”"
        case Near(first, second, within):
            said = _("“{first}”与“{second}”相隔不超过 {n} 字")
            return _("相邻"), said.format(first=first, second=second, n=within)
    return _field(node)


def _phrase(node: Node) -> str:
    """A part inside another; one that has parts itself stands in brackets."""
    what, value = _said(node)
    if isinstance(node, Words):
        return value
    return f"（{value}）" if isinstance(node, And | Or) else f"{what} {value}"


def _field(leaf: Leaf) -> tuple[str, str]:
    name, __, written = str(Query(leaf)).partition(":")
    return title(BY_NAME[name]), _value(leaf, written)


def _value(leaf: Leaf, written: str) -> str:
    """The value in the reader's language: terms by their label, both ends of a period."""
    match leaf:
        case OfOrgan(term) | OfKind(term) | WithVerb(term):
            return label(term) if isinstance(term, Term) else _("不详")
        case Session(term, number):
            known = ((_("第 {n} 届"), term), (_("第 {n} 次"), number))
            return " ".join(said.format(n=n) for said, n in known if n)
        case Held(unknown=True):
            return _("不详")
        case Speaker(name):
            return voice(name)
        case Place(name) | Person(name) | Source(name):
            return name
    return _period(*written.partition(".."))


def _period(first: str, dots: str, last: str) -> str:
    """«2019», «2019 至 2021», «2019 起», «至 2021»."""
    if not dots:
        return first
    if not last:
        return _("{first} 起").format(first=first)
    form = _("{first} 至 {last}") if first else _("至 {last}")
    return form.format(first=first, last=last)
