"""Find the stored row that a newly read one is, so that ids stay."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from meetings.curation import Account, Row
from meetings.extraction.text import normalise
from meetings.models import AgendaItem, Attendance, Correction, Directive, Quorum, Report

RowType = Correction.RowType
# A directive is the same when its passage and the stored one overlap by this share of their union.
SAME_PASSAGE = 0.5

_Wanted = TypeVar("_Wanted")
_Standing = TypeVar("_Standing")
Likeness = Callable[[Any, Any], float]


def pair(
    wanted: Sequence[_Wanted], standing: Iterable[_Standing], *likenesses: Likeness
) -> list[tuple[_Wanted, _Standing | None]]:
    """Each wanted row with its stored one or None; no row twice.

    Likenesses are tried one after another, each over what is still free: above 0 is a match, the
    highest wins, and of equals the first stored.
    """
    free = list(standing)
    found: dict[int, _Standing] = {}
    for likeness in likenesses:
        for i, row in enumerate(wanted):
            if i in found or not free:
                continue
            best = max(free, key=lambda other: likeness(row, other))
            if likeness(row, best) > 0:
                found[i] = best
                free = [other for other in free if other is not best]
    return [(row, found.get(i)) for i, row in enumerate(wanted)]


def same_name(row: Row, standing: Attendance) -> float:
    """Attendances: by name."""
    return float(row.values["name"] == standing.name)


def same_text(row: Row, standing: AgendaItem) -> float:
    """Agenda items: by text in normal form."""
    return float(normalise(row.values["text"]) == normalise(standing.text))


def same_group(row: Row, standing: Quorum) -> float:
    """Counts: by group."""
    return float(row.values["group"] == standing.group)


def same_directive(row: Row, standing: Directive) -> float:
    """Directives: by verb, speaker and half of the passage."""
    said = row.values["verb"], row.values["speaker"]
    if said != (standing.verb, standing.speaker):
        return 0.0
    share = overlap((row.values["start"], row.values["end"]), (standing.start, standing.end))
    return share if share >= SAME_PASSAGE else 0.0


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans, 0 to 1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


FACTS: dict[str, Likeness] = {
    RowType.ATTENDANCE: same_name,
    RowType.AGENDA: same_text,
    RowType.DIRECTIVE: same_directive,
    RowType.QUORUM: same_group,
}


def pair_reports(
    accounts: list[Account], standing: list[Report]
) -> list[tuple[Account, Report | None]]:
    """Each account with its stored report: by organ and kind in order, by title, then the one left.

    The last step takes the single report of an article for the single meeting newly read.
    """
    pairs = pair(accounts, standing, _same_kind, _same_title)
    taken = {report.pk for _, report in pairs if report}
    left = [report for report in standing if report.pk not in taken]
    lone = [i for i, (_, report) in enumerate(pairs) if report is None]
    if len(left) == len(lone) == 1:
        pairs[lone[0]] = pairs[lone[0]][0], left[0]
    return pairs


def _same_kind(account: Account, report: Report) -> float:
    told = account.report["relation"], account.meeting["organ"], account.meeting["kind"]
    return float(told == (report.relation, report.meeting.organ, report.meeting.kind))


def _same_title(account: Account, report: Report) -> float:
    return float(bool(report.title) and account.report["title"] == report.title)
