"""Hand meetings out for review, one curator each, and keep what they decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from meetings.curation.duplicates import suggestions
from meetings.curation.refusal import Refused
from meetings.curation.writing import correct
from meetings.extraction.vocabulary import Confidence, ReviewState
from meetings.models import Article, Claim, Lease, Meeting, Report, Standing

# How long a meeting stays with the curator who opened it.
LEASE = timedelta(minutes=20)
TO_DO = (ReviewState.PENDING, ReviewState.FLAGGED)
# What is looked at first: a person contradicted, then what the machine is unsure of.
CONFLICT, WEAK, UNKNOWN_YEAR, DUPLICATE = 8, 4, 2, 1
REASONS = {
    CONFLICT: "更正冲突",
    WEAK: "依据薄弱",
    UNKNOWN_YEAR: "年份不详",
    DUPLICATE: "可能重复",
}


@dataclass(frozen=True)
class Bulk:
    """What became of many meetings at once."""

    accepted: int
    refused: list[Meeting]


def by_need(meetings: "QuerySet[Meeting]") -> Any:
    """With `need`, the sum of what makes a meeting urgent, and ordered by it."""
    need = ExpressionWrapper(
        _points(Q(pk__in=contested()), CONFLICT)
        + _points(Q(pk__in=weak()), WEAK)
        + _points(Q(date_first=None), UNKNOWN_YEAR)
        + _points(Q(pk__in=suggestions().order_by().values("pk")), DUPLICATE),
        output_field=IntegerField(),
    )
    return meetings.annotate(need=need).order_by("-need", "-id")


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def reasons(need: int) -> list[str]:
    """What a need is made of, in words."""
    return [words for points, words in REASONS.items() if need & points]


def weak(rule: str = "") -> Any:
    """Ids of meetings that rest on a weak claim (of one rule, if given)."""
    claims = Claim.objects.filter(confidence=Confidence.WEAK, chosen=True, report__isnull=False)
    claims = claims.exclude(value="")
    if rule:
        claims = claims.filter(rule=rule)
    return Report.objects.filter(Exists(claims.filter(report=OuterRef("pk")))).values("meeting")


def contested() -> Any:
    """Ids of meetings in whose articles a correction awaits a decision."""
    queued = Standing.objects.filter(state__in=Standing.QUEUED, decided_at=None)
    articles = Article.objects.filter(sha256__in=queued.values("correction__sha256"))
    return Report.objects.filter(article__in=articles).values("meeting")


@transaction.atomic
def take_next(who: Any, *, skip: Iterable[int] = ()) -> Meeting | None:
    """Give a curator the neediest meeting that nobody else has open; None when all is done.

    The row is locked with SKIP LOCKED and leased: two who ask at once get two meetings.
    """
    rows = Meeting.objects.filter(state=ReviewState.PENDING).exclude(pk__in=list(skip))
    taken = Lease.objects.filter(meeting=OuterRef("pk"), until__gt=timezone.now())
    rows = by_need(rows.filter(~Exists(taken.exclude(who=who))))
    for pk in rows.values_list("pk", flat=True)[:20]:
        meeting = Meeting.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if meeting and meeting.state == ReviewState.PENDING and lease(meeting, who):
            return meeting
    return None


@transaction.atomic
def lease(meeting: Meeting, who: Any) -> bool:
    """Keep a meeting for a curator for a while; False while somebody else has it."""
    until = timezone.now() + LEASE
    standing, made = Lease.objects.select_for_update().get_or_create(
        meeting=meeting, defaults={"who": who, "until": until}
    )
    if made:
        return True
    if standing.who_id != who.pk and standing.until > timezone.now():
        return False
    standing.who, standing.until = who, until
    standing.save()
    return True


def holder(meeting: Meeting, who: Any) -> Any:
    """The other curator who has the meeting open, or None."""
    rows = Lease.objects.filter(meeting=meeting, until__gt=timezone.now()).exclude(who=who)
    found = rows.select_related("who").first()
    return found.who if found else None


def release(meeting: Meeting, who: Any) -> None:
    """Give a meeting back."""
    Lease.objects.filter(meeting=meeting, who=who).delete()


def locked_as_seen(pk: int, seen: int | None) -> Meeting:
    """The meeting, locked, if nobody has changed it since version `seen`. Raises `Refused`."""
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if seen is not None and meeting.version != seen:
        msg = "这次会议刚被其他人修改过：您填写的内容没有保存。请重新打开本页，再作修改。"
        raise Refused(msg)
    return meeting


@transaction.atomic
def decide(meeting: Meeting, state: str, *, who: Any, why: str = "") -> bool:
    """Set the review state; False when it was so. A withdrawal needs a reason. Raises `Refused`."""
    why = why.strip()
    if state == ReviewState.WITHDRAWN:
        if not why:
            msg = "撤回会公开显示理由：请写明为什么撤回。"
            raise Refused(msg)
        correct(meeting, "state_reason", why, who=who, why=why)
    elif meeting.state == ReviewState.WITHDRAWN and meeting.state_reason:
        correct(meeting, "state_reason", "", who=who, why=why)
    release(meeting, who)
    return correct(meeting, "state", str(state), who=who, why=why)


@transaction.atomic
def accept_many(meetings: "QuerySet[Meeting]", *, who: Any) -> Bulk:
    """Mark all as reviewed, in one transaction; doubtful ones are refused, each needs a look."""
    rows = list(meetings.order_by("pk").select_for_update(of=("self",)))
    refused = [meeting for meeting in rows if meeting.state not in {"pending", "accepted"}]
    accepted = sum(
        decide(meeting, ReviewState.ACCEPTED, who=who) for meeting in rows if meeting not in refused
    )
    return Bulk(accepted, refused)


def waiting() -> dict[str, int]:
    """How many meetings are `pending` and `flagged`."""
    rows = Meeting.objects.filter(state__in=TO_DO).order_by()
    return dict(rows.values_list("state").annotate(n=Count("pk")))
