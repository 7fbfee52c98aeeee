"""Say what the names in a query mean in this archive: cities, officials, speakers."""

from collections.abc import Iterable
from hashlib import blake2b

from meetings.extraction.text import normalise
from meetings.index.conditions import (
    ByVerbs,
    ByVoices,
    During,
    InCities,
    Numbered,
    OfKinds,
    OfOrgans,
    Took,
)
from meetings.index.matching import Tree
from meetings.models import City, Official
from meetings.querysets.held import UNKNOWN
from meetings.search.folding import fold
from meetings.search.query import (
    And,
    Held,
    Node,
    Not,
    OfKind,
    OfOrgan,
    Or,
    Person,
    Place,
    Session,
    Speaker,
    WithVerb,
)


def resolved(tree: Node) -> Tree:
    """The tree with its fields as conditions. A name that nothing bears fits nothing."""
    if isinstance(tree, And | Or):
        return type(tree)(tuple(resolved(part) for part in tree.parts))  # type: ignore[misc]
    if isinstance(tree, Not):
        return Not(resolved(tree.part))  # type: ignore[arg-type]  # conditions stand for fields
    return _leaf(tree)


def _leaf(leaf: Node) -> Tree:
    match leaf:
        case Place(name):
            return in_cities(City.objects.called(normalise(name)))
        case Person(name, role):
            return Took(frozenset(Official.objects.called([fold(name)])), role or "")
        case Session(term, number):
            return Numbered(term, number)
        case OfOrgan(organ):
            return OfOrgans(frozenset([organ or UNKNOWN]))
        case OfKind(kind):
            return OfKinds(frozenset([kind or UNKNOWN]))
        case Held(first, last, unknown):
            return During(first=first, last=last, unknown=unknown)
        case WithVerb(verb):
            return ByVerbs(frozenset([verb]))
        case Speaker(name):
            return by_voices([name])
    return leaf


def in_cities(codes: Iterable[str]) -> InCities:
    """Held in one of these units or below; `unknown` asks for meetings without a city."""
    codes = list(codes)
    known = [code for code in codes if code != UNKNOWN]
    below = City.objects.below(known).values_list("pk", flat=True) if known else []
    return InCities(frozenset([*below, *([0] if UNKNOWN in codes else [])]))


def by_voices(names: Iterable[str]) -> ByVoices:
    """Said by one of these."""
    return ByVoices(frozenset(voice(name) for name in names))


def voice(name: str) -> int:
    """The 64-bit digest that stands for a speaker's name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
