"""Read a report of a meeting: text in, frozen dataclasses out, no Django and no database."""

VERSION = "4"
