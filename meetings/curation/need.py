"""Reckon how badly each meeting and article needs a look, and keep it beside the row.

A meeting: a correction that a new reading contradicts 8, a weak claim 4, an unknown year 2, a
possible duplicate 1. An article: contradicted 16, a weak claim of its own 8, no meeting found in
it 4, no day of publication 2, its title on another article 1. What the machine is unsure of counts
until the record is decided. The sum orders the lists, so it is kept in the column `need`, written
with whatever it rests on, never computed for a whole list.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from meetings.extraction.vocabulary import ArticleKind, Confidence, ReviewState
from meetings.models import Article, Claim, Meeting, MeetingPair, Report, Standing

TO_DO = (ReviewState.PENDING, ReviewState.FLAGGED)
# What the machine is unsure of a person has seen once the record is decided.
IN_REVIEW = Q(state__in=TO_DO)
OPEN = (ReviewState.PENDING, ReviewState.ACCEPTED, ReviewState.FLAGGED)
CONFLICT, WEAK, UNKNOWN_YEAR, DUPLICATE = 8, 4, 2, 1
OF_MEETINGS = {
    CONFLICT: "更正冲突",
    WEAK: "依据薄弱",
    UNKNOWN_YEAR: "年份不详",
    DUPLICATE: "可能重复",
}
A_CONFLICT, A_WEAK, A_UNREAD, A_UNDATED, A_DUPLICATE = 16, 8, 4, 2, 1
OF_ARTICLES = {
    A_CONFLICT: "更正冲突",
    A_WEAK: "依据薄弱",
    A_UNREAD: "没有提取到会议",
    A_UNDATED: "刊发日期不详",
    A_DUPLICATE: "标题与另一篇相同",
}
# 2017-09-25: only a full day says that two meetings may be one sitting. (Comparing the two bounds
# would say the same, but the planner then expects next to no rows and joins by loops.)
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# How many rows are reckoned at once.
BATCH = 2000


def reasons(need: int, *, article: bool = False) -> list[str]:
    """What a need is made of, in words."""
    table = OF_ARTICLES if article else OF_MEETINGS
    return [words for points, words in table.items() if need & points]


def having(points: int) -> list[int]:
    """The sums that hold one reason."""
    return [total for total in range(2 * A_CONFLICT) if total & points]


def refresh(meetings: Iterable[int | None]) -> None:
    """Reckon these meetings anew, and those of the same city, organ and day."""
    wanted = {pk for pk in meetings if pk}
    _write(Meeting.objects.filter(pk__in=wanted | mates(wanted)), _of_meeting())


def refresh_articles(articles: Iterable[int]) -> None:
    """Reckon these articles anew."""
    _write(Article.objects.filter(pk__in=set(articles)), _of_article())


def refresh_told(sha256: str) -> None:
    """Reckon an article and its meetings anew, since its corrections stand otherwise."""
    told = Report.objects.filter(article__sha256=sha256).values_list("meeting", flat=True)
    refresh(told)
    _write(Article.objects.filter(sha256=sha256), _of_article())


def refresh_all() -> None:
    """Reckon everything anew, as after writing past this module."""
    for model, need in ((Meeting, _of_meeting()), (Article, _of_article())):
        rows: Any = model._default_manager  # noqa: SLF001  # a documented name
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            _write(rows.filter(pk__in=ids[start : start + BATCH]), need)


def mates(meetings: Iterable[int]) -> set[int]:
    """The meetings that share city, organ and full day with one of these, these among them."""
    own = Meeting.objects.filter(pk__in=set(meetings), date_edtf__regex=DAY, city__isnull=False)
    found: set[int] = set()
    for city, organ, day in own.exclude(organ="").values_list("city", "organ", "date_edtf"):
        same = Meeting.objects.filter(city=city, organ=organ, date_edtf=day)
        found.update(same.values_list("pk", flat=True))
    return found


def _write(rows: "QuerySet[Any]", need: Any) -> None:
    """Write the sums that changed; history and version do not follow."""
    changed: dict[int, list[int]] = defaultdict(list)
    for pk, old, new in rows.order_by().annotate(fresh=need).values_list("pk", "need", "fresh"):
        if old != new:
            changed[new].append(pk)
    for new, ids in changed.items():
        rows.model._default_manager.filter(pk__in=ids).update(need=new)  # noqa: SLF001


def _points(condition: Any, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _of_meeting() -> Any:
    reports = Report.objects.filter(meeting=OuterRef("pk"))
    contested = reports.filter(article__sha256__in=queued().values("correction__sha256"))
    unsure = weak().filter(report__meeting=OuterRef("pk"))
    return ExpressionWrapper(
        _points(Exists(contested), CONFLICT)
        + _points(IN_REVIEW & Q(Exists(unsure)), WEAK)
        + _points(IN_REVIEW & Q(date_first=None), UNKNOWN_YEAR)
        + _points(_may_be_double(), DUPLICATE),
        output_field=IntegerField(),
    )


def _may_be_double() -> Q:
    """Open, with a full day, and another open meeting of the same day that nobody has judged.

    Two known, different numbers are two sittings.
    """
    earlier = MeetingPair.objects.filter(one=OuterRef(OuterRef("pk")), other=OuterRef("pk"))
    later = MeetingPair.objects.filter(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
    same = {name: OuterRef(name) for name in ("city", "organ", "date_edtf")}
    others = Meeting.objects.filter(
        Q(number=None) | Q(number=Coalesce(OuterRef("number"), F("number"))),
        ~Exists(earlier),
        ~Exists(later),
        state__in=OPEN,
        **same,
    ).exclude(pk=OuterRef("pk"))
    own = Q(state__in=OPEN, date_edtf__regex=DAY, city__isnull=False) & ~Q(organ="")
    return own & Q(Exists(others))


def _of_article() -> Any:
    contested = queued().filter(correction__sha256=OuterRef("sha256"))
    unsure = own_weak().filter(article=OuterRef("pk"))
    told = Report.objects.filter(article=OuterRef("pk"), withdrawn_at=None)
    alike = Article.objects.filter(title=OuterRef("title")).exclude(pk=OuterRef("pk"))
    unread = Q(kind=ArticleKind.NOT_MEETING) & ~Q(Exists(told))
    return ExpressionWrapper(
        _points(Exists(contested), A_CONFLICT)
        + _points(IN_REVIEW & Q(Exists(unsure)), A_WEAK)
        + _points(IN_REVIEW & unread, A_UNREAD)
        + _points(IN_REVIEW & (Q(published="") | Q(published__contains="X")), A_UNDATED)
        + _points(IN_REVIEW & ~Q(title="") & Q(Exists(alike)), A_DUPLICATE),
        output_field=IntegerField(),
    )


def weak(rule: str = "") -> "QuerySet[Claim]":
    """Weak claims of meetings (of one rule, if given)."""
    claims = Claim.objects.filter(confidence=Confidence.WEAK, chosen=True, report__isnull=False)
    claims = claims.exclude(value="")
    return claims.filter(rule=rule) if rule else claims


def own_weak(rule: str = "") -> "QuerySet[Claim]":
    """Weak claims of articles themselves (of one rule, if given)."""
    claims = Claim.objects.filter(confidence=Confidence.WEAK, chosen=True, report=None)
    claims = claims.exclude(value="")
    return claims.filter(rule=rule) if rule else claims


def queued() -> "QuerySet[Standing]":
    """Corrections that await a decision."""
    return Standing.objects.filter(state__in=Standing.QUEUED, decided_at=None)
