"""What a query asks for, as a tree of conditions; every string in it is folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from meetings.extraction.vocabulary import Kind, Organ, Role, Verb


@dataclass(frozen=True, slots=True)
class Words:
    """The string stands in the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both strings stand in the text, in either order, at most `within` characters between."""

    first: str
    second: str
    within: int


@dataclass(frozen=True, slots=True)
class Place:
    """The meeting is a unit's, or one of a unit below it; a name, short name or six-digit code."""

    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """An official of this name took part, in this role where one is named."""

    name: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The term of the organ and the number of the sitting, as far as given."""

    term: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OfOrgan:
    """The organ that met; None asks for meetings without a known one."""

    organ: Organ | None


@dataclass(frozen=True, slots=True)
class OfKind:
    """The kind of meeting; None asks for meetings without a known one."""

    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Held:
    """Held, or possibly held, between two days, both included; or on an unknown day."""

    first: date | None = None
    last: date | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A report's outlet bears this name."""

    name: str


@dataclass(frozen=True, slots=True)
class WithVerb:
    """A directive opens with this verb."""

    verb: Verb


@dataclass(frozen=True, slots=True)
class Speaker:
    """A directive is this speaker's."""

    name: str


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more different parts, none of which is an And."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of two or more different parts, none of which is an Or."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the part, which is no Not, does not hold for."""

    part: "Node"


Text = Words | Near
Field = Place | Person | Session | OfOrgan | OfKind | Held | Source | WithVerb | Speaker
Leaf = Text | Field
Node = Leaf | And | Or | Not


def all_of(parts: Iterable[Node]) -> Node | None:
    """The parts joined by AND, flattened and each once; None without any."""
    flat = (one for part in parts for one in (part.parts if isinstance(part, And) else (part,)))
    several = tuple(dict.fromkeys(flat))
    return And(several) if len(several) > 1 else next(iter(several), None)


def any_of(parts: Iterable[Node]) -> Node | None:
    """The parts joined by OR, flattened and each once; None without any."""
    flat = (one for part in parts for one in (part.parts if isinstance(part, Or) else (part,)))
    several = tuple(dict.fromkeys(flat))
    return Or(several) if len(several) > 1 else next(iter(several), None)


def none_of(part: Node) -> Node:
    """The opposite of a part; twice turned round it is itself again."""
    return part.part if isinstance(part, Not) else Not(part)


def leaves(tree: Node | None) -> Iterator[Leaf]:
    """The conditions at the bottom of a tree, from left to right."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from leaves(part)
    elif isinstance(tree, Not):
        yield from leaves(tree.part)
    elif tree is not None:
        yield tree


def positive_words(tree: Node | None) -> Iterator[str]:
    """The strings that make a text an answer: none under a Not, both sides of a Near."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from positive_words(part)
    elif isinstance(tree, Words):
        yield tree.text
    elif isinstance(tree, Near):
        yield from (tree.first, tree.second)
