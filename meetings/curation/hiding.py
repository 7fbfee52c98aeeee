"""Take an article from the public with all that it alone tells, and bring it back."""

from typing import Any

from meetings.curation.refusal import Refused
from meetings.curation.writing import correct, reject, restore
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Article, Correction, Meeting, Report

HIDDEN = (ReviewState.REJECTED, ReviewState.WITHDRAWN)
PUBLIC = (ReviewState.PENDING, ReviewState.ACCEPTED, ReviewState.FLAGGED)


def follow(article: Article, before: str, *, who: Any, why: str) -> None:
    """What a new state of an article asks of its reports and meetings. Raises `Refused`."""
    if article.state == ReviewState.REJECTED:
        _refuse_told(article)
    elif article.state == ReviewState.WITHDRAWN and before != article.state:
        _hide(article, who=who, why=why)
    elif before == ReviewState.WITHDRAWN:
        _show(article, who=who, why=why)


def _refuse_told(article: Article) -> None:
    told = Report.objects.filter(
        article=article, withdrawn_at=None, meeting__state__in=PUBLIC
    ).count()
    if told:
        msg = f"这篇文章讲到 {told} 次公开的会议：请先核校那些会议，或把类别改为“非会议报道”。"
        raise Refused(msg)


def _hide(article: Article, *, who: Any, why: str) -> None:
    """Withdraw its reports, and the meetings that nobody else tells of, for the same reason."""
    for report in Report.objects.filter(article=article, withdrawn_at=None):
        reject(report, who=who, why=why)
        meeting = Meeting.objects.get(pk=report.meeting_id)
        if meeting.state in PUBLIC and not _told(meeting):
            correct(meeting, "state_reason", why, who=who, why=why)
            correct(meeting, "state", ReviewState.WITHDRAWN.value, who=who, why=why)


def _show(article: Article, *, who: Any, why: str) -> None:
    """Bring back the reports that were withdrawn with it, and their meetings."""
    for report in _hidden_with(article):
        restore(report, who=who, why=why)
        meeting = Meeting.objects.get(pk=report.meeting_id)
        if meeting.state == ReviewState.WITHDRAWN:
            correct(meeting, "state_reason", "", who=who, why=why)
            correct(meeting, "state", ReviewState.PENDING.value, who=who, why=why)


def _hidden_with(article: Article) -> list[Report]:
    """The reports that were rejected after the article was withdrawn, that is because of it."""
    made = Correction.objects.filter(sha256=article.sha256)
    withdrawal = made.filter(field="state", person_value=ReviewState.WITHDRAWN.value)
    last = withdrawal.filter(row_type=Correction.RowType.ARTICLE).last()
    if last is None:
        return []
    rejected = made.filter(row_type=Correction.RowType.REPORT, action=Correction.Action.REJECT)
    places = rejected.filter(pk__gt=last.pk).values_list("report_ordinal", flat=True)
    rows = Report.objects.filter(article=article, withdrawn_at__isnull=False)
    return list(rows.filter(ordinal__in=places))


def _told(meeting: Meeting) -> bool:
    return Report.objects.filter(meeting=meeting, withdrawn_at=None).exists()
