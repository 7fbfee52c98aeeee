"""From a file to rows in the archive, once."""

from meetings.ingest.readers import Source, Unreadable, find_files, read
from meetings.ingest.store import Outcome, Stored, reextract, store

__all__ = [
    "Outcome",
    "Source",
    "Stored",
    "Unreadable",
    "find_files",
    "read",
    "reextract",
    "store",
]
