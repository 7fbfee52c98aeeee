"""The rows that a search reads, written whenever what they rest on changes."""

from meetings.index.writing import refresh

__all__ = ["refresh"]
