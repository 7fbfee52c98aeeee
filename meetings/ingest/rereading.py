"""Read many stored articles again, as much with each request as a browser waits for."""

from collections import Counter
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import DataError, IntegrityError
from django.db.models import F
from django.utils import timezone

from meetings import index
from meetings.ingest.store import reextract
from meetings.models import Article, Rereading

# One request reads for so long, and then one more article at most is finished.
SECONDS = 4.0
# What is done, or was left, is forgotten after this.
KEPT = timedelta(days=30)
# So many faults are told by name.
MOST_FAULTS = 50


def begin(articles: list[int], *, who: Any) -> Rereading:
    """Keep which articles are to be read; nothing is read yet."""
    Rereading.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return Rereading.objects.create(who=who, articles=articles)


def unfinished(who: Any) -> Any:
    """The readings of a curator that were begun and are not done, newest first."""
    return Rereading.objects.filter(who=who, done__lt=F("articles__len")).order_by("-pk")


def read_some(reading: Rereading) -> None:
    """Read the next articles for a few seconds, at least one; a fault never stops the rest.

    Each article is stored by itself. Where two requests read at once, one of them counts.
    """
    until, before = monotonic() + SECONDS, reading.done
    outcomes, faults = Counter(reading.outcomes), list(reading.faults)
    for pk in reading.articles[before:]:
        fault = _read(pk, outcomes)
        faults += [fault] if fault and len(faults) < MOST_FAULTS else []
        reading.done += 1
        if monotonic() >= until:
            break
    values = {"done": reading.done, "outcomes": dict(outcomes), "faults": faults}
    Rereading.objects.filter(pk=reading.pk, done=before).update(**values)
    reading.refresh_from_db()
    if not reading.left:
        index.settle()


def _read(pk: int, outcomes: "Counter[str]") -> list[Any] | None:
    """Read one article and count it; its id and the reason where it could not be read."""
    try:
        sha256 = Article.objects.values_list("sha256", flat=True).get(pk=pk)
        outcomes[reextract(sha256).outcome.value] += 1
    except (DataError, IntegrityError, Article.DoesNotExist) as fault:
        outcomes["unreadable"] += 1
        return [pk, str(fault).splitlines()[0]]
    return None
