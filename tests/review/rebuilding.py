"""An archive that loses everything, and is built again by what a file of corrections says."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import connection

from meetings.curation import identities, portable
from meetings.ingest.entering import take
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Directive,
    Meeting,
    MeetingMerge,
    MeetingPair,
    Official,
    OfficialMerge,
    OfficialName,
    OfficialPair,
    Quorum,
    Report,
)
from tests.ingest.hand import BODY, directive, full, ingest, person

# Two outlets tell one meeting; the third tells of another.
TEXTS = [BODY, f"{BODY}来源1。", f"{BODY}来源2。"]


def build(order: Iterable[int] = range(3)) -> None:
    """Three articles, read as at the first time."""
    for number in order:
        text = TEXTS[number]
        people = (person(text, "王玉", "湘潭市委书记"), person(text, "李明", "市长"))
        said = directive(text, "会议强调,要守住底线。", verb="强调", speaker="王玉")
        told = replace(full(text), officials=people, directives=(full(text).directives[0], said))
        another = replace(told, number=39, date="2017-09-26")
        ingest(another if number == 2 else told, text=text)


def rebuilt(lines: list[str], order: Iterable[int], *, first: bool) -> None:
    """A new archive with what a file says; `first`: it is applied before any article is there."""
    lose_everything()
    kept = list(order)
    if not first:
        build(kept)
    applied = portable.apply(lines)
    for text in applied.entries:
        take(text)
    build(kept)
    identities.apply(applied.identities)
    build(kept)


def lose_everything() -> None:
    """What a rebuild begins with: nothing but the users and the cities."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE meetings_correction CASCADE")
    for merges in (OfficialMerge, MeetingMerge, OfficialPair, MeetingPair, OfficialName):
        merges._default_manager.all().delete()
    for model in (Attendance, AgendaItem, Directive, Quorum, Report):
        model._default_manager.all().delete()
    for rows in (Meeting, Official):
        rows._default_manager.update(merged_into=None)
        rows._default_manager.all().delete()
    Article.objects.all().delete()
