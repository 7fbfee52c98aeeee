"""Store what a curator enters by hand, as a meeting of its own or as more on one that stands."""

from typing import Any

from django.db import transaction

from meetings.curation import Refused, correct, duplicates, need
from meetings.ingest import entries
from meetings.ingest.entries import Entry
from meetings.ingest.facts import follow_city
from meetings.ingest.readers import of_bytes
from meetings.ingest.store import Outcome, store
from meetings.models import Article, Meeting, Report


@transaction.atomic
def enter(entry: Entry, *, who: Any, into: Meeting | None = None) -> Meeting:
    """Store an entry; the meeting it tells of. Raises `Refused` when it is here already.

    With `into` its meeting is merged into that one, as a curator merges two reports of one sitting.
    """
    text = entries.compose(entry)
    source = of_bytes(text.encode(), name="手工录入.txt")
    stored = store(source)
    if stored.outcome is not Outcome.ADDED:
        told = _meeting_of(stored.article)
        msg = f"这些内容已经录入过（会议 #{told.pk}）：请在那次会议的核校页修改。"
        raise Refused(msg)
    meeting = _finish(stored.article)
    city = meeting.city.code if meeting.city else ""
    if entry.city and city != entry.city:
        correct(meeting, "city", entry.city, who=who, why="手工录入")
        follow_city(meeting)
    if into is not None and into.pk != meeting.pk:
        duplicates.merge(meeting, into, who=who, why="补录")
        return into
    return meeting


@transaction.atomic
def take(text: str) -> bool:
    """Store an entry that another archive exported; False when it is here already."""
    stored = store(of_bytes(text.encode(), name="手工录入.txt"))
    if stored.outcome is Outcome.ADDED:
        _finish(stored.article)
    return stored.outcome is Outcome.ADDED


def _finish(article: int) -> Meeting:
    """Tell on the meeting where it was found; the article itself awaits nobody."""
    text = Article.objects.values_list("text", flat=True).get(pk=article)
    Article.objects.filter(pk=article).update(state="accepted")
    need.refresh_articles([article])
    meeting = _meeting_of(article)
    if not meeting.entered_from and meeting.reports.filter(withdrawn_at=None).count() == 1:
        meeting.entered_from = entries.source_of(text)
        meeting.save(update_fields=["entered_from", "updated_at"])
    return meeting


def _meeting_of(article: int) -> Meeting:
    report = Report.objects.select_related("meeting__city").filter(article=article).latest("pk")
    return report.meeting
