"""Hand meetings and articles out for review, one curator each, and keep what they decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from meetings.curation import hiding
from meetings.curation.need import TO_DO
from meetings.curation.refusal import Refused
from meetings.curation.writing import correct, note
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, ArticleLease, Lease, Meeting, Report

# How long a record stays with the curator who opened it.
LEASE = timedelta(minutes=20)
# So many of the neediest are tried before another curator's are all passed over.
TRIED = 20
LEASES: dict[type[Any], Any] = {Meeting: Lease, Article: ArticleLease}
CALLED = {Meeting: "次会议", Article: "篇文章"}

_Record = TypeVar("_Record", Meeting, Article)


@dataclass(frozen=True)
class Bulk:
    """What became of many meetings at once."""

    accepted: int
    refused: list[Any]


def pending(model: type[_Record]) -> "QuerySet[_Record]":
    """What awaits review, the neediest first.

    An article that tells of a meeting in review is reviewed with it, not by itself.
    """
    rows: Any = model._default_manager.filter(state=ReviewState.PENDING)  # noqa: SLF001
    if model is Article:
        told = Report.objects.filter(article=OuterRef("pk"), withdrawn_at=None)
        rows = rows.exclude(Exists(told.filter(meeting__state__in=TO_DO))).filter(by_hand=False)
    found: QuerySet[_Record] = rows.order_by("-need", "-id")
    return found


@transaction.atomic
def take_next(who: Any, model: type[Any] = Meeting, *, skip: Iterable[int] = ()) -> Any:
    """Give a curator the neediest record that nobody else has open; None when all is done.

    The row is locked with SKIP LOCKED and leased: two who ask at once get two records.
    """
    key = str(model._meta.model_name)  # noqa: SLF001  # a documented name
    taken = LEASES[model].objects.filter(**{key: OuterRef("pk")}, until__gt=timezone.now())
    rows = pending(model).exclude(pk__in=list(skip)).filter(~Exists(taken.exclude(who=who)))
    for pk in rows.values_list("pk", flat=True)[:TRIED]:
        locked: Any = model._default_manager.select_for_update(skip_locked=True)  # noqa: SLF001
        record = locked.filter(pk=pk).first()
        if record and record.state == ReviewState.PENDING and lease(record, who):
            return record
    return None


@transaction.atomic
def lease(record: Meeting | Article, who: Any) -> bool:
    """Keep a record for a curator for a while; False while somebody else has it."""
    until = timezone.now() + LEASE
    standing, made = (
        LEASES[type(record)]
        .objects.select_for_update()
        .get_or_create(pk=record.pk, defaults={"who": who, "until": until})
    )
    if made:
        return True
    if standing.who_id != who.pk and standing.until > timezone.now():
        return False
    standing.who, standing.until = who, until
    standing.save()
    return True


def holder(record: Meeting | Article, who: Any) -> Any:
    """The other curator who has the record open, or None."""
    rows = LEASES[type(record)].objects.filter(pk=record.pk, until__gt=timezone.now())
    found = rows.exclude(who=who).select_related("who").first()
    return found.who if found else None


def release(record: Meeting | Article, who: Any) -> None:
    """Give a record back."""
    LEASES[type(record)].objects.filter(pk=record.pk, who=who).delete()


def locked_as_seen(model: type[_Record], pk: int, seen: int | None) -> _Record:
    """The record, locked, if nobody has changed it since version `seen`. Raises `Refused`."""
    rows: Any = model._default_manager.select_for_update(of=("self",))  # noqa: SLF001
    record: _Record = rows.get(pk=pk)
    if seen is not None and record.version != seen:
        msg = f"这{CALLED[model]}刚被其他人修改过：您填写的内容没有保存。请重新打开本页，再作修改。"
        raise Refused(msg)
    return record


@transaction.atomic
def decide(record: Meeting | Article, state: str, *, who: Any, why: str = "") -> bool:
    """Set the review state; False when it was so. A withdrawal needs a reason. Raises `Refused`."""
    why = why.strip()
    if state == ReviewState.WITHDRAWN:
        if not why:
            msg = "撤回会公开显示理由：请写明为什么撤回。"
            raise Refused(msg)
        correct(record, "state_reason", why, who=who, why=why)
    elif record.state == ReviewState.WITHDRAWN and record.state_reason:
        correct(record, "state_reason", "", who=who, why=why)
    release(record, who)
    before = record.state
    changed = correct(record, "state", str(state), who=who, why=why)
    if not changed and why:
        note(record, "state", why, who=who)
    if isinstance(record, Article):
        hiding.follow(record, before, who=who, why=why)
    return changed


@transaction.atomic
def accept_many(records: "QuerySet[Any]", *, who: Any) -> Bulk:
    """Mark all as reviewed, in one transaction; doubtful ones are refused, each needs a look."""
    rows = list(records.order_by("pk").select_for_update(of=("self",)))
    refused = [record for record in rows if record.state not in {"pending", "accepted"}]
    accepted = sum(
        decide(record, ReviewState.ACCEPTED, who=who) for record in rows if record not in refused
    )
    return Bulk(accepted, refused)


@transaction.atomic
def accept_told(meeting: Meeting, *, who: Any) -> int:
    """Accept the pending articles that tell of this meeting and of none that still waits."""
    told = Article.objects.filter(
        reports__meeting=meeting, reports__withdrawn_at=None, state=ReviewState.PENDING
    )
    waiting = Article.objects.filter(
        reports__withdrawn_at=None, reports__meeting__state__in=TO_DO, pk__in=told.values("pk")
    )
    rows = told.exclude(pk__in=waiting.values("pk")).distinct()
    return sum(decide(row, ReviewState.ACCEPTED, who=who) for row in rows)


def waiting(model: type[Any] = Meeting) -> dict[str, int]:
    """How many records are `pending` and `flagged`."""
    rows = model._default_manager.filter(state__in=TO_DO).order_by()  # noqa: SLF001
    return dict(rows.values_list("state").annotate(n=Count("pk")))
