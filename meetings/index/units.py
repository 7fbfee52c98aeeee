"""The two things that are searched for, and where their rows stand."""

from enum import StrEnum

from meetings.extraction import vocabulary as vocab

# A segment of ids whose common terms are packed together: 2 ** 14.
SEGMENT_BITS = 14
SEGMENT = 1 << SEGMENT_BITS
ROLES = tuple(vocab.Role)
ORGANS = ("", *vocab.Organ)
KINDS = ("", *vocab.Kind)
VERBS = ("", *vocab.Verb)


class Unit(StrEnum):
    """What a search lists."""

    MEETING = "meeting"
    DIRECTIVE = "directive"

    @property
    def table(self) -> str:
        """The table of its search rows."""
        return f"meetings_{self}text"

    @property
    def key(self) -> str:
        """The column that names the record, the primary key of that table."""
        return f"{self}_id"

    @property
    def terms(self) -> str:
        """The indexed expression over its rows."""
        return "meetings_terms(text, sources)" if self is Unit.MEETING else "meetings_terms(text)"
