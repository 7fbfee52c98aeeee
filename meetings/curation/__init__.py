"""Corrections by people: made here, kept apart from the machine's reading, and laid over it."""

from meetings.curation import need
from meetings.curation.anchors import ROW_TYPES, Correctable, Fact, locate
from meetings.curation.fields import CORRECTABLE, to_json
from meetings.curation.overlay import overlay
from meetings.curation.refusal import Refused
from meetings.curation.rows import Account, Reading, Row, Rows
from meetings.curation.writing import add, correct, reject, restore, speaks_of_meeting

__all__ = [
    "CORRECTABLE",
    "ROW_TYPES",
    "Account",
    "Correctable",
    "Fact",
    "Reading",
    "Refused",
    "Row",
    "Rows",
    "add",
    "correct",
    "locate",
    "need",
    "overlay",
    "reject",
    "restore",
    "speaks_of_meeting",
    "to_json",
]
