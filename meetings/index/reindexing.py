"""Bring the search rows into step with the archive, and tell where they are not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from meetings.index.writing import (
    LONGEST,
    UPDATED,
    VERSION,
    directive_rows,
    meeting_rows,
    refresh,
)
from meetings.models import DirectiveText, Meeting, MeetingText, Report
from meetings.models.base import columns

BATCH = 200
Watch = Callable[[int], None]


@dataclass(frozen=True)
class Drift:
    """The meetings whose rows do not say what the archive says, and over-long texts."""

    missing: tuple[int, ...] = ()
    outdated: tuple[int, ...] = ()
    different: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()

    @property
    def meetings(self) -> list[int]:
        """The meetings to write anew."""
        return sorted({*self.missing, *self.outdated, *self.different})


def due() -> list[int]:
    """The meetings without a row, or with one of an earlier folding: what a reindex writes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id FROM meetings_meeting m LEFT JOIN meetings_meetingtext t "
            "ON t.meeting_id = m.id AND t.version = %s WHERE t.meeting_id IS NULL ORDER BY m.id",
            [VERSION],
        )
        return [pk for (pk,) in cursor]


def is_due() -> bool:
    """Whether a search would miss something until `manage.py reindex` has run."""
    return bool(due())


def reindex(meetings: list[int], watch: Watch = lambda _: None) -> int:
    """Write rows anew, in small transactions while the site serves; how many meetings.

    Whoever is interrupted goes on where it stopped: what is written is no longer due.
    """
    for start in range(0, len(meetings), BATCH):
        some = meetings[start : start + BATCH]
        refresh(some)
        watch(len(some))
    clean_pending()
    return len(meetings)


def clean_pending() -> None:
    """Move what an ingest left in the waiting lists of the indexes into the indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list('meeting_text_terms'), "
            "gin_clean_pending_list('directive_text_terms')"
        )


def drift(meetings: list[int] | None = None, watch: Watch = lambda _: None) -> Drift:
    """Compare the rows of meetings, of all without a list, with what would be written today."""
    every = meetings if meetings is not None else _every()
    missing, outdated, different, cut = [], [], [], []
    for start in range(0, len(every), BATCH):
        some = every[start : start + BATCH]
        held = MeetingText.objects.in_bulk(some)
        missing += [pk for pk in some if pk not in held]
        outdated += [pk for pk, row in held.items() if row.version != VERSION]
        cut += [pk for pk, row in held.items() if len(row.text) >= LONGEST]
        different += [pk for pk in _differing(some, held) if pk not in missing]
        watch(len(some))
    return Drift(tuple(missing), tuple(outdated), tuple(dict.fromkeys(different)), tuple(cut))


def _every() -> list[int]:
    return list(Meeting.objects.order_by("pk").values_list("pk", flat=True))


def _differing(meetings: list[int], held: dict[int, MeetingText]) -> Iterator[int]:
    found = list(Meeting.objects.filter(pk__in=meetings).order_by("pk"))
    reports = list(Report.objects.filter(meeting__in=meetings).order_by("article_id", "ordinal"))
    for row in meeting_rows(found, reports):
        if row.meeting_id in held and not _same(row, held[row.meeting_id]):
            yield row.meeting_id
    said = directive_rows(found, reports)
    rows = DirectiveText.objects.in_bulk([row.directive_id for row in said])
    for new in said:
        if new.directive_id not in rows or not _same(new, rows[new.directive_id]):
            yield new.meeting_id


def _same(a: MeetingText | DirectiveText, b: MeetingText | DirectiveText) -> bool:
    fields = columns(type(a))
    names = [fields[name].attname for name in UPDATED[type(a)]]
    return all(getattr(a, name) == getattr(b, name) for name in names)
