"""Write the reports of one article and the meetings that they tell of."""

from typing import Any

from meetings.curation import Account, Reading, speaks_of_meeting
from meetings.extraction.vocabulary import ReviewState
from meetings.ingest.facts import Changes, write_facts
from meetings.ingest.locks import hold
from meetings.ingest.matching import pair_reports
from meetings.models import Article, City, Meeting, Report
from meetings.models.dates import bounds, is_full

# A meeting in one of these states takes no further report.
CLOSED = (ReviewState.REJECTED, ReviewState.WITHDRAWN, ReviewState.MERGED)
# What a person says of whether a meeting is shown.
SAID = ("state", "state_reason")
# While ordinals change hands, they stand this far off: no two live reports share one.
ASIDE = 20_000


def write_reports(article: Article, reading: Reading, changes: Changes) -> set[int]:
    """Make the article's reports those of the reading; the ids of all meetings concerned."""
    standing = list(article.reports.select_related("meeting__city").order_by("ordinal", "pk"))
    standing.sort(key=lambda report: report.withdrawn_at is not None)
    pairs = pair_reports(reading.accounts, standing)
    kept = {report.pk for _, report in pairs if report}
    concerned = {report.meeting_id for report in standing}
    for report in standing:
        if report.pk not in kept:
            changes.withdraw(report, "report")
    _make_room(pairs)
    written = [_write_report(article, account, report, changes) for account, report in pairs]
    concerned |= {report.meeting_id for report in written}
    _settle_states(concerned, changes)
    _hide_rejected(standing, reading.rejected, changes)
    return concerned


def _make_room(pairs: list[tuple[Account, Report | None]]) -> None:
    """Set moving reports aside, so that two may swap places under the unique constraint."""
    for account, report in pairs:
        if report and report.withdrawn_at is None and report.ordinal != account.ordinal:
            Report.objects.filter(pk=report.pk).update(ordinal=ASIDE + report.ordinal)


def _write_report(
    article: Article, account: Account, report: Report | None, changes: Changes
) -> Report:
    values = _meeting_values(account)
    if report is None:
        found = _joined(values)
        report = Report(article=article, meeting=found or _made(values, changes))
        if found and account.corrected and _owns(report, account):
            _update(found, values, changes)
    elif _owns(report, account):
        _update(report.meeting, values, changes)
    elif not report.joined and not _agrees(report.meeting, values):
        report.meeting = _made(values, changes)
        report.save(update_fields=["meeting"])
    told = {**account.report, "ordinal": account.ordinal, "withdrawn_at": None}
    changes.save(report, "report", told)
    write_facts(report, account, changes)
    return report


def _meeting_values(account: Account) -> dict[str, Any]:
    values = dict(account.meeting)
    code = values.pop("city")
    first, last = bounds(values["date_edtf"]) or (None, None)
    city = City.objects.filter(code=code).first() if code else None
    return values | {"city_id": city and city.pk, "date_first": first, "date_last": last}


def _joined(values: dict[str, Any]) -> Meeting | None:
    """The standing meeting of the same city, organ, kind, full date and number, all known."""
    key = {name: values[name] for name in ("city_id", "organ", "kind", "date_edtf", "number")}
    if any(value in (None, "") for value in key.values()) or not is_full(values["date_edtf"]):
        return None
    hold([f"meeting {key}"])
    found = Meeting.objects.filter(**key).exclude(state__in=CLOSED).order_by("pk")
    return next((m for m in found if values["term"] in (None, m.term) or m.term is None), None)


def _made(values: dict[str, Any], changes: Changes) -> Meeting:
    meeting = Meeting()
    changes.save(meeting, "meeting", values)
    return meeting


def _owns(report: Report, account: Account) -> bool:
    """Whether the meeting is as this report tells it: the first of its live reports does, of those
    that a person's word on the meeting rests on where there is one.

    A report that a curator joined to the meeting never does.
    """
    rows = report.meeting.reports.filter(withdrawn_at=None, joined=False).exclude(pk=report.pk)
    others = list(rows.select_related("article").order_by("pk"))
    if report.joined or not others:
        return not report.joined
    spoken = [other for other in others if speaks_of_meeting(other)]
    rivals = spoken if account.corrected else others
    earlier = report.pk is not None and all(report.pk < other.pk for other in rivals)
    return (earlier or not rivals) and (account.corrected or not spoken)


def _agrees(meeting: Meeting, values: dict[str, Any]) -> bool:
    names = ("city_id", "organ", "kind", "date_edtf", "number")
    return all(getattr(meeting, name) == values[name] for name in names)


def _update(meeting: Meeting, values: dict[str, Any], changes: Changes) -> None:
    before = changes.counts.total()
    changes.save(meeting, "meeting", values)
    if changes.counts.total() > before:
        meeting.version += 1
        meeting.save(update_fields=["version", "updated_at"])


def _hide_rejected(standing: list[Report], rejected: list[Account], changes: Changes) -> None:
    """A meeting that only a rejected report told of is hidden as a person hid it."""
    for account in (account for account in rejected if account.corrected):
        said = {name: account.meeting[name] for name in SAID if name in account.meeting}
        for report in (row for row in standing if row.ordinal == account.ordinal):
            meeting = Meeting.objects.get(pk=report.meeting_id)
            if not meeting.reports.filter(withdrawn_at=None).exists():
                _update(meeting, said, changes)


def _settle_states(meetings: set[int], changes: Changes) -> None:
    """A meeting that no live report tells is withdrawn; one that is told again awaits review.

    What a person withdrew, with a reason, stays so.
    """
    for meeting in Meeting.objects.filter(pk__in=sorted(meetings)).order_by("pk"):
        told = meeting.reports.filter(withdrawn_at=None).exists()
        if not told and meeting.state not in CLOSED:
            _move(meeting, ReviewState.WITHDRAWN, changes)
        elif told and meeting.state == ReviewState.WITHDRAWN and not meeting.state_reason:
            _move(meeting, ReviewState.PENDING, changes)


def _move(meeting: Meeting, state: ReviewState, changes: Changes) -> None:
    meeting.state = state.value
    meeting.version += 1
    meeting.save(update_fields=["state", "version", "updated_at"])
    changes.counts["meeting.state"] += 1
