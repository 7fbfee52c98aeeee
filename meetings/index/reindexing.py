"""Bring the search rows into step with the archive, and tell where they are not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection

from meetings.index.reading import NEXT
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
    """What a reindex writes: meetings without a row of this folding, written on this server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id FROM meetings_meeting m LEFT JOIN meetings_meetingtext t "  # noqa: S608  # a constant
            f"ON t.meeting_id = m.id AND t.version = %s AND (t.stamp < {NEXT} "
            "OR t.stamp = pg_current_xact_id_if_assigned()::text::bigint) "
            "WHERE t.meeting_id IS NULL ORDER BY m.id",
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


def rebuild(meetings: list[int], watch: Watch = lambda _: None) -> int:
    """As `reindex`, without the indexes of pairs, which are made anew at the end."""
    indexes = [(model, _index_of(model)) for model in (MeetingText, DirectiveText)]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS meeting_text_terms, directive_text_terms")
    try:
        return reindex(meetings, watch)
    finally:
        for model, terms in indexes:
            _create(model, terms)


def complete_indexes() -> list[str]:
    """Make the indexes of pairs that are not there, as after a rebuild that was killed; which."""
    made = []
    for model in (MeetingText, DirectiveText):
        terms = _index_of(model)
        if not _stands(terms.name):
            with connection.cursor() as cursor:
                cursor.execute(f"DROP INDEX IF EXISTS {terms.name}")
            _create(model, terms)
            made.append(terms.name)
    return made


def _stands(index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [index]
        )
        return bool(cursor.fetchone() == (True,))


def _index_of(model: Any) -> GinIndex:
    found: GinIndex = next(i for i in model._meta.indexes if isinstance(i, GinIndex))  # noqa: SLF001  # a documented name
    return found


def _create(model: Any, terms: GinIndex) -> None:
    with connection.cursor() as cursor, connection.schema_editor(atomic=False) as editor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        editor.add_index(model, terms)
        cursor.execute(f"ALTER INDEX {terms.name} ALTER COLUMN 1 SET STATISTICS 10")
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute(f"ANALYZE {model._meta.db_table}")  # noqa: SLF001  # a documented name


def clean_pending() -> None:
    """Move what an ingest left in the waiting lists of the indexes into the indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(oid) FROM pg_class "
            "WHERE relname IN ('meeting_text_terms', 'directive_text_terms') AND relkind = 'i'"
        )


def drift(meetings: list[int], watch: Watch = lambda _: None) -> Drift:
    """Compare the rows of these meetings with what would be written today."""
    missing: list[int] = []
    outdated: list[int] = []
    different: list[int] = []
    cut: list[int] = []
    for start in range(0, len(meetings), BATCH):
        some = meetings[start : start + BATCH]
        held = MeetingText.objects.in_bulk(some)
        missing += [pk for pk in some if pk not in held]
        outdated += [pk for pk, row in held.items() if row.version != VERSION]
        cut += [pk for pk, row in held.items() if len(row.text) >= LONGEST]
        different += [pk for pk in _differing(some, held) if pk not in missing]
        watch(len(some))
    return Drift(tuple(missing), tuple(outdated), tuple(dict.fromkeys(different)), tuple(cut))


def every() -> list[int]:
    """All meetings."""
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
