"""Read what was typed into the search box; a fault keeps its place and what would mend it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from meetings.search.query import Query, QueryError


class Unreadable(ValidationError):  # noqa: N818  # readers made it, no error
    """A query that cannot be read, told in the reader's language."""

    def __init__(self, typed: str, error: QueryError) -> None:
        super().__init__(gettext(error.template).format(**error.values))
        self.typed, self.error = typed, error


def query(word: str) -> Query:
    """The query that was typed."""
    try:
        return Query.of(word)
    except QueryError as error:
        raise Unreadable(word, error) from error
