"""The curators' site: every table, with its evidence, corrected only by way of `curation`."""

from meetings.admin import (
    accounts,
    articles,
    complaints,
    corrections,
    evidence,
    facts,
    meetings,
    people,
    places,
    queues,
    reports,
    rereadings,
)

__all__ = [
    "accounts",
    "articles",
    "complaints",
    "corrections",
    "evidence",
    "facts",
    "meetings",
    "people",
    "places",
    "queues",
    "reports",
    "rereadings",
]
