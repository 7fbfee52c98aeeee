"""A query as a value: read from what was typed, written in its canonical form."""

from dataclasses import dataclass, field

from meetings.search.query.faults import Fault, QueryError
from meetings.search.query.mending import mended
from meetings.search.query.nodes import Node, positive_words
from meetings.search.query.reading import LONGEST, read
from meetings.search.query.writing import written


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked, as a tree and as typed; empty when nothing was asked.

    Two queries with the same tree are equal, whatever script or signs they were typed in.
    """

    tree: Node | None = None
    typed: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return self.tree is not None

    def __str__(self) -> str:
        """The canonical form, which reads as the same tree; as typed where that is too long."""
        text = written(self.tree)
        return self.typed if self.typed and len(text) > LONGEST else text

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded strings to mark and to rank by: not under NOT, both sides of a Near."""
        return tuple(dict.fromkeys(positive_words(self.tree)))

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Read a query; raises QueryError, with its place and a query that can be read."""
        try:
            return cls(read(typed), typed)
        except Fault as fault:
            raise QueryError(fault, mended(typed, fault)) from None
