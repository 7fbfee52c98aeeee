"""What is searched: rows that follow the archive, and answers from them."""

from collections.abc import Mapping, Sequence

from meetings.index import store
from meetings.index.answers import Answer
from meetings.index.asking import TooSlow
from meetings.index.copies import keep_texts
from meetings.index.finding import Count
from meetings.index.matching import Tree
from meetings.index.reindexing import clean_pending
from meetings.index.resolving import by_voices, in_cities, resolved
from meetings.index.sealing import seal_due
from meetings.index.units import Unit
from meetings.index.writing import refresh
from meetings.models import Meeting
from meetings.search.query import Query

__all__ = [
    "Answer",
    "Count",
    "TooSlow",
    "Unit",
    "ask",
    "by_voices",
    "in_cities",
    "number_of_meetings",
    "refresh",
    "settle",
]


def ask(unit: Unit, query: Query, chosen: Mapping[str, Tree] | None = None) -> Answer:
    """The records that answer a query and meet every chosen condition. Raises TooSlow."""
    words = resolved(query.tree) if query.tree else None
    terms: Sequence[str] = query.terms
    return Answer(store.current(), unit, words, chosen or {}, terms)


def number_of_meetings() -> int:
    """How many public meetings there are; nothing is read into the process for that alone."""
    if store.is_loaded():
        return store.current().meetings.total
    return Meeting.objects.published().count()


def settle() -> None:
    """After many writes: bring the index up to date, seal the segments that are due."""
    clean_pending()
    seal_due()
    keep_texts()
