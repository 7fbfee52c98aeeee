"""Bring together what another archive told of one official or of one meeting."""

from typing import Any

from meetings import index
from meetings.curation import namesakes, need
from meetings.curation.finding import find_report
from meetings.curation.keys import CLOSED, first_of, moves, placed_by_hand
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Attendance, Directive, Meeting, Official, OfficialMerge, Report


def gather_official(official: Official, seen: list[list[Any]]) -> bool:
    """Have an official attend what the other archive says: names that joined by what a person
    said of them were read before it was said here. Whether any moved."""
    moved = moves(OfficialMerge, "attendances")
    by_hand = placed_by_hand(sha256__in={sha256 for sha256, _, _ in seen})
    left: dict[int, Official] = {}
    for sha256, ordinal, name in seen:
        if (sha256, name) in by_hand:
            continue
        rows = Attendance.objects.filter(report__article__sha256=sha256, withdrawn_at=None)
        for row in rows.filter(report__ordinal=ordinal, name=name).select_related("official"):
            elsewhere = first_of(moved, row.pk, row.official_id) != official.pk
            if elsewhere and row.official.merged_into_id is None and _may_come(row, official):
                left[row.official_id] = row.official
                _move(row, official)
    for other in left.values():
        _lead(other, official)
    return bool(left)


def _may_come(row: Attendance, official: Official) -> bool:
    """Nobody attends twice in one report, and no merge of either is touched."""
    here = Attendance.objects.filter(report=row.report_id, withdrawn_at=None)
    merged = OfficialMerge.objects.filter(undone_at=None)
    return not (
        official.merged_into_id
        or here.filter(official=official).exists()
        or merged.filter(gone=row.official_id).exists()
    )


def _move(row: Attendance, official: Official) -> None:
    said = Directive.objects.filter(report=row.report_id, official=row.official_id)
    said.update(official=official)
    row.official = official
    row.save(update_fields=["official"])
    index.refresh([Report.objects.get(pk=row.report_id).meeting_id])


def _lead(other: Official, official: Official) -> None:
    """Whom nothing tells of any more, and no person made, leads to who is told of instead."""
    if not other.by_hand and not Attendance.objects.filter(official=other).exists():
        other.merged_into = official
        other.save(update_fields=["merged_into"])
    namesakes.refresh([other.pk, official.pk])


def gather_meeting(told: list[list[Any]]) -> bool | None:
    """Have one meeting told by these reports, as the first tells it; each says whether it stays
    whatever it says. Whether anything changed; None where a report is not here yet."""
    found = [(find_report(*own), joined) for *own, joined in told]
    reports = [(report, joined) for report, joined in found if report is not None]
    first = found[0][0]
    if first is None:
        return None
    moved = sum(_join(report, first, joined) for report, joined in reports[1:])
    return moved > 0 if len(reports) == len(told) else None


def _join(report: Report, first: Report, joined: bool) -> bool:
    left = report.meeting_id
    if left == first.meeting_id and report.joined >= joined:
        return False
    report.meeting, report.joined = first.meeting, report.joined or joined
    report.save(update_fields=["meeting", "joined"])
    if left != first.meeting_id:
        _leave(Meeting.objects.get(pk=left))
    index.refresh([left, first.meeting_id])
    need.refresh([left, first.meeting_id])
    need.refresh_articles([report.article_id])
    return True


def _leave(meeting: Meeting) -> None:
    """A meeting that no report tells any more is withdrawn."""
    if meeting.state in CLOSED or meeting.reports.filter(withdrawn_at=None).exists():
        return
    meeting.state = ReviewState.WITHDRAWN.value
    meeting.version += 1
    meeting.save(update_fields=["state", "version", "updated_at"])
