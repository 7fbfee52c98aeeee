"""Meetings that several outlets tell: suggest, compare, join and part them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings import index
from meetings.curation import need
from meetings.curation.need import DAY, OPEN
from meetings.curation.refusal import Refused
from meetings.extraction.text import normalise
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Attendance, Directive, Meeting, MeetingMerge, MeetingPair, Report
from meetings.models.dates import is_full

Verdict = MeetingPair.Verdict
# Two directives are set side by side from this share of common text.
ALIKE = 0.6


@dataclass(frozen=True)
class Likeness:
    """What two meetings share, and which outlets tell of each; a suggestion, never a decision."""

    one: Meeting
    other: Meeting
    directives: int
    people: int
    score: float
    outlets: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Compared:
    """A directive of one meeting beside its like in another; `alike` is 0 to 1."""

    one: Directive | None
    other: Directive | None
    alike: float


def suggestions() -> "QuerySet[Meeting]":
    """Meetings with a later one of the same city, organ and day that nobody has judged.

    Only a full day says so, and two known, different numbers are two sittings.
    """
    rows = Meeting.objects.filter(need__in=need.having(need.DUPLICATE), date_edtf__regex=DAY)
    return rows.filter(Exists(_sittings()), state__in=OPEN).order_by("-date_last", "pk")


def _sittings() -> "QuerySet[Meeting]":
    """Later meetings of the same city, organ and day, not yet judged.

    One condition on the number, without an OR around subqueries, lets the database join by hash.
    """
    judged = MeetingPair.objects.filter(one=OuterRef(OuterRef("pk")), other=OuterRef("pk"))
    same_number = Q(number=None) | Q(number=Coalesce(OuterRef("number"), F("number")))
    return Meeting.objects.filter(
        same_number,
        ~Exists(judged),
        city=OuterRef("city"),
        organ=OuterRef("organ"),
        date_edtf=OuterRef("date_edtf"),
        pk__gt=OuterRef("pk"),
        state__in=OPEN,
    )


def pairs_of(meetings: Iterable[Meeting]) -> list[Likeness]:
    """The unjudged pairs that these meetings begin, the likest first."""
    firsts = list(meetings)
    others = _blocked(firsts)
    judged = set(MeetingPair.objects.filter(one__in=firsts).values_list("one_id", "other_id"))
    found = [
        (one, other)
        for one in firsts
        for other in others[_block(one)]
        if one.pk < other.pk and (one.pk, other.pk) not in judged and may_be_one(one, other)
    ]
    concerned = {meeting.pk for pair in found for meeting in pair}
    told, outlets = _told(concerned), _outlets(concerned)
    rows = [_likeness(one, other, told, outlets) for one, other in found]
    return sorted(rows, key=lambda row: (-row.score, row.one.pk, row.other.pk))


def may_be_one(one: Meeting, other: Meeting) -> bool:
    """Same city, organ and full day; numbers equal or one unknown. Never enough to merge."""
    if not is_full(one.date_edtf) or _block(one) != _block(other) or not one.organ:
        return False
    return one.city_id is not None and (
        None in (one.number, other.number) or one.number == other.number
    )


def _block(meeting: Meeting) -> tuple[Any, ...]:
    return meeting.city_id, meeting.organ, meeting.date_edtf


def _blocked(meetings: list[Meeting]) -> dict[tuple[Any, ...], list[Meeting]]:
    rows = Meeting.objects.filter(
        state__in=OPEN,
        city__in={m.city_id for m in meetings},
        date_edtf__in={m.date_edtf for m in meetings},
    ).select_related("city")
    found = defaultdict(list)
    for meeting in rows:
        found[_block(meeting)].append(meeting)
    return found


def _told(meetings: set[int]) -> dict[int, tuple[set[str], set[int]]]:
    """The normal forms of directives and the officials of each meeting."""
    found: dict[int, tuple[set[str], set[int]]] = {pk: (set(), set()) for pk in meetings}
    live = {"withdrawn_at": None, "report__withdrawn_at": None, "report__meeting__in": meetings}
    said = Directive.objects.filter(**live).values_list("report__meeting_id", "text")
    for pk, text in said:
        found[pk][0].add(normalise(text))
    came = Attendance.objects.filter(**live).values_list("report__meeting_id", "official_id")
    for pk, official in came:
        found[pk][1].add(official)
    return found


def _outlets(meetings: set[int]) -> dict[int, str]:
    """Who tells of each meeting."""
    rows = Report.objects.filter(meeting__in=meetings, withdrawn_at=None).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for pk, outlet in rows.values_list("meeting", "article__outlet"):
        found[pk].append(outlet or "来源不详")
    return {pk: "、".join(dict.fromkeys(names)) for pk, names in found.items()}


def _likeness(
    one: Meeting,
    other: Meeting,
    told: dict[int, tuple[set[str], set[int]]],
    outlets: dict[int, str],
) -> Likeness:
    said = told[one.pk][0] & told[other.pk][0]
    came = told[one.pk][1] & told[other.pk][1]
    smaller = [min(len(told[one.pk][part]), len(told[other.pk][part])) or 1 for part in (0, 1)]
    score = (len(said) / smaller[0] + len(came) / smaller[1]) / 2
    names = outlets.get(one.pk, ""), outlets.get(other.pk, "")
    return Likeness(one, other, len(said), len(came), score, names)


def compare(one: Meeting, other: Meeting) -> list[Compared]:
    """Directives of two meetings side by side: each with its likest, then what stands alone."""
    left, right = _directives(one), _directives(other)
    found: list[Compared] = []
    for said in left:
        best = max(right, key=lambda row: _alike(said, row), default=None)
        share = _alike(said, best) if best else 0.0
        if best is None or share < ALIKE:
            found.append(Compared(said, None, 0.0))
        else:
            right.remove(best)
            found.append(Compared(said, best, share))
    return [*found, *(Compared(None, said, 0.0) for said in right)]


def _directives(meeting: Meeting) -> list[Directive]:
    rows = Directive.objects.filter(
        report__meeting=meeting, withdrawn_at=None, report__withdrawn_at=None
    )
    return list(rows.select_related("report__article").order_by("report", "ordinal"))


def _alike(one: Directive, other: Directive) -> float:
    pair = normalise(one.text), normalise(other.text)
    return SequenceMatcher(None, *pair, autojunk=False).ratio()


@transaction.atomic
def judge(one: Meeting, other: Meeting, verdict: str, *, who: Any) -> MeetingPair:
    """Remember whether two meetings are one; merging is another step."""
    pair, _ = MeetingPair.objects.update_or_create(
        **_sides(one, other), defaults={"verdict": verdict, "who_id": who and who.pk}
    )
    need.refresh([one.pk, other.pk])
    return pair


def _sides(one: Meeting, other: Meeting) -> dict[str, Any]:
    low, high = sorted((one, other), key=lambda meeting: meeting.pk)
    return {"one": low, "other": high}


@transaction.atomic
def merge(gone: Meeting, stays: Meeting, *, who: Any, why: str = "") -> MeetingMerge:
    """Have one meeting told by the reports of both; `undo` takes it back. Raises `Refused`."""
    gone, stays = _locked(gone, stays)
    if gone.pk == stays.pk or gone.state not in OPEN or stays.state not in OPEN:
        msg = "只有两次公开的会议可以合并：请刷新页面再看。"
        raise Refused(msg)
    reports = Report.objects.filter(meeting=gone)
    before = MeetingPair.objects.filter(**_sides(gone, stays)).first()
    moved = {
        "verdict": before.verdict if before else "",
        "reports": list(reports.filter(joined=False).order_by("pk").values_list("pk", flat=True)),
        "joined": list(reports.filter(joined=True).order_by("pk").values_list("pk", flat=True)),
        "state": gone.state,
        "state_reason": gone.state_reason,
    }
    reports.update(meeting=stays, joined=True)
    _set(gone, ReviewState.MERGED, "", stays)
    stays.version += 1
    stays.save(update_fields=["version", "updated_at"])
    judge(gone, stays, Verdict.YES, who=who)
    index.refresh([gone.pk, stays.pk])
    return MeetingMerge.objects.create(gone=gone, stays=stays, moved=moved, who=who, why=why)


def _locked(gone: Meeting, stays: Meeting) -> tuple[Meeting, Meeting]:
    rows = Meeting.objects.select_for_update().filter(pk__in=(gone.pk, stays.pk)).order_by("pk")
    found = {meeting.pk: meeting for meeting in rows}
    return found[gone.pk], found[stays.pk]


def _set(meeting: Meeting, state: str, reason: str, into: Meeting | None) -> None:
    meeting.state, meeting.state_reason, meeting.merged_into = state, reason, into
    meeting.version += 1
    meeting.save(update_fields=["state", "state_reason", "merged_into", "version", "updated_at"])


def own_meeting(report: Report) -> Meeting:
    """The meeting that a report told of before any merge."""
    meeting = report.meeting
    merges = MeetingMerge.objects.filter(undone_at=None).select_related("gone__city")
    while report.joined:
        went = (m for m in merges.filter(stays=meeting).order_by("-pk") if _took(m, report))
        if (merge := next(went, None)) is None:
            break
        meeting = merge.gone
    return meeting


def _took(merge: MeetingMerge, report: Report) -> bool:
    return report.pk in {*merge.moved["reports"], *merge.moved["joined"]}


def merges_of(meeting: Meeting) -> "QuerySet[MeetingMerge]":
    """The standing merges of and into a meeting, newest first."""
    rows = MeetingMerge.objects.filter(Q(stays=meeting) | Q(gone=meeting), undone_at=None)
    return rows.select_related("gone", "stays").order_by("-pk")


@transaction.atomic
def undo(merge: MeetingMerge, *, who: Any) -> None:
    """Part two meetings again, as they were. Raises `Refused`."""
    row = MeetingMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    gone, stays = _locked(row.gone, row.stays)
    if row.undone_at is not None:
        msg = "这次合并已经撤销。"
        raise Refused(msg)
    if stays.merged_into_id is not None:
        msg = f"“{stays}”后来又并入了别的会议：请先撤销后一次合并。"
        raise Refused(msg)
    moved = Report.objects.filter(meeting=stays)
    moved.filter(pk__in=row.moved["reports"]).update(meeting=gone, joined=False)
    moved.filter(pk__in=row.moved["joined"]).update(meeting=gone)
    _set(gone, row.moved["state"], row.moved["state_reason"], None)
    Meeting.objects.filter(pk=stays.pk).update(version=F("version") + 1)
    row.undone_at, row.undone_by = timezone.now(), who
    row.save(update_fields=["undone_at", "undone_by"])
    _ask_again(gone, stays, row.moved.get("verdict", ""), who=who)
    index.refresh([gone.pk, stays.pk])


def _ask_again(gone: Meeting, stays: Meeting, verdict: str, *, who: Any) -> None:
    """Say of the two what was said before the merge; what nobody had judged is asked again."""
    if verdict in ("", Verdict.YES):
        MeetingPair.objects.filter(**_sides(gone, stays)).delete()
        need.refresh([gone.pk, stays.pk])
    else:
        judge(gone, stays, verdict, who=who)
