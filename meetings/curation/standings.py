"""Keep how each correction stands against the newest reading, and settle what is queued."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from meetings.curation import need
from meetings.models import Correction, Official, Standing


@dataclass(frozen=True, slots=True)
class Judged:
    """One correction against one reading; `reading` is what the machine read now."""

    correction: Correction
    state: str
    reading: Any = None


def write_standings(sha256: str, judged: Iterable[Judged]) -> None:
    """Keep these as the standings of an article's corrections.

    What a curator decided stays decided while the machine reads the same.
    """
    worst = _worst(judged)
    stored = Standing.objects.filter(correction__sha256=sha256)
    stored.exclude(correction__in=worst).delete()
    known = {standing.pk: standing for standing in stored}
    for pk, one in worst.items():
        if (standing := known.get(pk)) is None:
            Standing.objects.create(correction=one.correction, state=one.state, reading=one.reading)
        elif (standing.state, standing.reading) != (one.state, one.reading):
            standing.state, standing.reading = one.state, one.reading
            standing.decided_at = standing.decided_by = None
            standing.since = timezone.now()
            standing.save()


def _worst(judged: Iterable[Judged]) -> dict[int, Judged]:
    """One a correction: an added row has one judgement for each of its fields."""
    order = [*Standing.State]
    found: dict[int, Judged] = {}
    for one in judged:
        known = found.get(one.correction.pk)
        if known is None or _rank(order, one) < _rank(order, known):
            found[one.correction.pk] = one
    return found


def _rank(order: list[Standing.State], one: Judged) -> int:
    return order.index(Standing.State(one.state))


def to_root(official: int | None) -> int | None:
    """The official that an id means today, by its merges."""
    seen: set[int] = set()
    while official is not None and official not in seen:
        seen.add(official)
        into = Official.objects.filter(pk=official).values_list("merged_into", flat=True).first()
        if into is None:
            break
        official = into
    return official


def queue() -> Any:
    """Corrections that await a decision, newest first, with what they name."""
    return need.queued().select_related("correction__who")


@transaction.atomic
def keep_person(standing: Standing, *, who: Any) -> bool:
    """Settle for the person's value; False when it is settled already."""
    row = Standing.objects.select_for_update().get(pk=standing.pk)
    if row.decided_at is not None:
        return False
    row.decided_at, row.decided_by_id = timezone.now(), who.pk
    row.save(update_fields=["decided_at", "decided_by"])
    need.refresh_told(standing.correction.sha256)
    return True
