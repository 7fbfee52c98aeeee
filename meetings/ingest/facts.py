"""Write the facts of one report, row by row, so that what stands keeps its id."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from meetings import index
from meetings.curation import Account, Row, Rows
from meetings.curation.anchors import words
from meetings.curation.duplicates import own_meeting
from meetings.ingest.identity import identify, standing_in
from meetings.ingest.locks import hold
from meetings.ingest.matching import FACTS, pair
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    City,
    Correction,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)
from meetings.models.base import columns

RowType = Correction.RowType
Fact = Attendance | AgendaItem | Directive | Quorum
MODELS: dict[str, type[Fact]] = {
    RowType.ATTENDANCE: Attendance,
    RowType.AGENDA: AgendaItem,
    RowType.DIRECTIVE: Directive,
    RowType.QUORUM: Quorum,
}
# How a change of a field is counted where it is not by the field's name.
COUNTED = {"official_id": "official", "city_id": "city", "withdrawn_at": "returned"}


@dataclass
class Changes:
    """What a writing changed: counts by `row.field`, `row.added` and `row.withdrawn`."""

    counts: Counter[str] = field(default_factory=Counter)

    def save(self, row: Model, kind: str, values: dict[str, Any]) -> None:
        """Write the values that differ, and count them; a row without an id is added."""
        if row.pk is None:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            self.counts[f"{kind}.added"] += 1
            return
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
            self.counts[f"{kind}.{COUNTED.get(name, name)}"] += 1
        if changed and isinstance(row, Article):
            row.version += 1
            changed.append("version")
        if changed:
            row.save(update_fields=[name.removesuffix("_id") for name in changed])

    def withdraw(self, row: Fact | Report, kind: str) -> None:
        """Mark a row that the reading no longer has."""
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            self.counts[f"{kind}.withdrawn"] += 1


def write_facts(report: Report, account: Account, changes: Changes) -> None:
    """Make the report's rows those of the account: update in place, add, withdraw."""
    people = _write_attendances(report, account.facts[RowType.ATTENDANCE], changes)
    for row in account.facts[RowType.DIRECTIVE]:
        row.values.setdefault("official", people.get(row.values["speaker"]))
    for kind in (RowType.AGENDA, RowType.DIRECTIVE, RowType.QUORUM):
        for row, standing in _paired(report, kind, account.facts[kind], changes):
            _write(report, kind, row.values, standing, changes)


def _paired(
    report: Report, kind: str, rows: Rows, changes: Changes
) -> list[tuple[Row, Fact | None]]:
    """Rows with what stands of them; live rows are matched first. The rest is withdrawn."""
    stored: QuerySet[Any] = MODELS[kind].objects.filter(report=report).order_by("pk")
    if kind == RowType.ATTENDANCE:
        named = ("official__city", "official__city_read", "official__merged_into")
        stored = stored.select_related(*named)
    standing = sorted(stored, key=lambda row: row.withdrawn_at is not None)
    pairs = pair(rows, standing, FACTS[kind])
    kept = {row.pk for _, row in pairs if row}
    for row in standing:
        if row.pk not in kept:
            changes.withdraw(row, kind)
    return pairs


def _write(
    report: Report, kind: str, values: dict[str, Any], standing: Fact | None, changes: Changes
) -> None:
    names = columns(MODELS[kind])
    fitting = {name: value for name, value in values.items() if name in names}
    if "official" in fitting:
        fitting["official_id"] = fitting.pop("official")
    changes.save(standing or MODELS[kind](report=report), kind, fitting | {"withdrawn_at": None})


def _write_attendances(report: Report, rows: Rows, changes: Changes) -> dict[str, int]:
    """Attendances with their officials; who each name of the report is."""
    people: dict[str, int] = {}
    city = home_of(report)
    pairs = _paired(report, RowType.ATTENDANCE, rows, changes)
    later = [standing for _, standing in pairs if isinstance(standing, Attendance)]
    for row, standing in pairs:
        current = standing if isinstance(standing, Attendance) else None
        chosen = _official(row, current, city, people)
        later = [other for other in later if other is not current]
        _set_aside(later, chosen)
        _write(report, RowType.ATTENDANCE, row.values | {"official": chosen}, standing, changes)
        people[row.values["name"]] = chosen
    for row in rows:
        people.setdefault(row.anchor, people[row.values["name"]])
    return people


def _official(
    row: Row, standing: Attendance | None, city: City | None, people: dict[str, int]
) -> int:
    """Whom a person named for this row, else whom the rule finds."""
    chosen = row.values.get("official")
    if chosen and Official.objects.filter(pk=chosen).exists() and chosen not in people.values():
        return int(chosen)
    current = standing.official if standing else None
    unit = standing_in(row.values["posts"], city)
    return identify(row.values["name"], unit, current=current, taken=people.values()).pk


def _set_aside(later: list[Attendance], official: int) -> None:
    """Withdraw rows of this official that are still to be written: there is one a report."""
    for other in later:
        if other.official_id == official and other.withdrawn_at is None:
            other.withdrawn_at = timezone.now()
            other.save(update_fields=["withdrawn_at"])


def home_of(report: Report) -> City | None:
    """The city that people without a place in their post belong to: the narrower of the two
    that the article and the meeting are of, where one lies in the other; else the meeting's.

    A report that was merged into another meeting goes on to be read as of its own.
    """
    told = own_meeting(report) if report.joined else report.meeting
    sitting, own = told.city, report.article.city
    if sitting is None or (own is not None and sitting.code in own.lineage):
        return own
    return sitting


@transaction.atomic
def reidentify(attendance: Attendance) -> None:
    """Have an attendance whose name a person corrected lead to the official of that name."""
    hold([f"official {attendance.name}"])
    former = attendance.official_id
    place_official(attendance)
    attendance.save(update_fields=["official"])
    said = Directive.objects.filter(report=attendance.report_id, official=former)
    said.update(official=attendance.official)


@transaction.atomic
def follow_city(record: Meeting | Article) -> None:
    """Have those whom no person has placed lead to the officials of a city that was corrected."""
    for report in record.reports.filter(withdrawn_at=None).select_related("article"):
        article = report.article
        said = Correction.objects.filter(sha256=article.sha256, row_type=RowType.ATTENDANCE)
        chosen = said.filter(Q(field="official") | Q(action=Correction.Action.ADD))
        kept = set(chosen.values_list("anchor", flat=True))
        for row in report.attendances.filter(withdrawn_at=None).select_related("official"):
            if words(article.text, row.start, row.end) not in kept:
                reidentify(row)
        index.refresh([report.meeting_id])


@transaction.atomic
def place_official(attendance: Attendance) -> None:
    """Set the official of a row by the rule; the row is not saved."""
    hold([f"official {attendance.name}"])
    report = Report.objects.select_related("meeting__city", "article__city").get(
        pk=attendance.report_id
    )
    others = report.attendances.filter(withdrawn_at=None).exclude(pk=attendance.pk)
    taken = list(others.values_list("official_id", flat=True))
    current = attendance.official if attendance.official_id else None
    unit = standing_in(attendance.posts, home_of(report))
    attendance.official = identify(attendance.name, unit, current=current, taken=taken)
