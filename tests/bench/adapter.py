"""Ask the archive's own search what the bench asks the other engines."""

from typing import Any

from django.test import RequestFactory

from meetings import index
from meetings.filters import DirectiveFilter, MeetingFilter
from meetings.index import postings, store
from meetings.models import Directive, Meeting
from meetings.search import query as language
from tests.bench.peers import PAGE
from tests.bench.queries import Asked
from tests.bench.trees import And, Fact, Near, Not, Or, Tree, Words

MOST = 10
PATHS = {"meeting": "/meetings/", "directive": "/directives/"}
EVERYTHING = 10**9


class Own:
    """The archive's search by one unit; each question is asked anew, its address read once."""

    def __init__(self, unit: str = "meeting") -> None:
        self.unit = unit
        self.name = f"archive, {unit}s"
        self._read: dict[Asked, MeetingFilter | DirectiveFilter] = {}

    def _answer(self, asked: Asked) -> index.Answer:
        """The answer to what stands in the address of a page."""
        if asked not in self._read:
            self._read[asked] = self._filter(asked)
        found = self._read[asked]
        return index.ask(found.unit, found.query, found.conditions())

    def _filter(self, asked: Asked) -> MeetingFilter | DirectiveFilter:
        request = RequestFactory().get(PATHS[self.unit], address(asked))
        if self.unit == "meeting":
            return MeetingFilter.of(request, Meeting.objects.published())
        return DirectiveFilter.of(request, Directive.objects.published())

    def ids(self, asked: Asked) -> list[int]:
        """All ids, in the order of ids."""
        return sorted(self._answer(asked).page("newest", EVERYTHING))

    def ids_of_tree(self, tree: Tree) -> list[int]:
        """All ids for a tree that nobody typed."""
        asked = language.Query(to_language(tree))
        answer = index.ask(index.Unit(self.unit), asked)
        return sorted(answer.page("newest", EVERYTHING))

    def counted(self, asked: Asked) -> tuple[int, bool]:
        """How many answer, and whether that is exact."""
        return self._answer(asked).total

    def count(self, asked: Asked) -> int:
        """How many answer."""
        return self._answer(asked).total.number

    def page(self, asked: Asked, sort: str = "newest") -> list[int]:
        """The first ids in an order."""
        return self._answer(asked).page(sort, PAGE)

    def facets(self, asked: Asked) -> dict[str, dict[Any, int]]:
        """All facets but officials."""
        answer = self._answer(asked)
        found: dict[str, dict[Any, int]] = {
            "city": answer.by_city(),
            "year": answer.by_year(),
            "organ": answer.by_organ(),
            "kind": answer.by_kind(),
        }
        if self.unit == "directive":
            found |= {"verb": answer.by_verb(), "speaker": answer.by_speaker(MOST)}
        return found

    def officials(self, asked: Asked, role: str) -> dict[int, int]:
        """The officials with most, in any role or one."""
        return self._answer(asked).by_official(role, 2 * MOST)

    def explain(self, asked: Asked) -> list[str]:
        """How an answer was found."""
        return self._answer(asked).explain()


def address(asked: Asked) -> dict[str, str]:
    """The parameters of the page that answers a query."""
    return {"q": asked.typed, **dict(asked.chosen)}


def to_language(tree: Tree) -> language.Node:
    """A tree of the bench as one of the query language; facts are only ever typed."""
    match tree:
        case Words(text):
            return language.Words(text)
        case Near(first, second, within):
            return language.Near(first, second, within)
        case And(parts):
            return language.And(tuple(map(to_language, parts)))
        case Or(parts):
            return language.Or(tuple(map(to_language, parts)))
        case Not(part):
            return language.Not(to_language(part))
        case Fact():
            raise TypeError(tree)


def read_columns() -> None:
    """Read all that is kept in the process anew, as a fresh one does."""
    store.forget()
    store.current()


def forget_answers() -> None:
    """Let nothing be known of what was asked before; columns and common terms stay."""
    store.current().kept.clear()


def forget_terms() -> None:
    """Let common terms be read anew as well."""
    postings._kept.clear()
