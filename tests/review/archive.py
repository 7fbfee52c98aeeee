"""Small archives for the tests of curation: meetings, officials, articles with all facts."""

from typing import Any

from meetings import index
from meetings.curation import need
from meetings.models import Attendance, City, Directive, Meeting, Official, Report
from tests.ingest.hand import BODY, full, ingest


def stored(number: int = 0, /, **changed: Any) -> Meeting:
    """One meeting told by an article of its own; `changed` are its fields."""
    text = f"{BODY}来源{number}。" if number else BODY
    article = ingest(full(text), text=text).article
    meeting = Meeting.objects.get(reports__article=article)
    if changed:
        _put(meeting, changed)
    return meeting


def _put(meeting: Meeting, changed: dict[str, Any]) -> None:
    """Write past the curation, as if it had been read so."""
    Meeting.objects.filter(pk=meeting.pk).update(**changed)
    index.refresh(Meeting.objects.values_list("pk", flat=True))
    need.refresh_all()
    meeting.refresh_from_db()


def apart(number: int, /, **changed: Any) -> Meeting:
    """A meeting of its own, though it says what the others say."""
    meeting = stored(number)
    if Report.objects.filter(meeting=meeting).count() > 1:
        own = Report.objects.filter(meeting=meeting).latest("pk")
        values = Meeting.objects.filter(pk=meeting.pk).values(
            "city_id", "title", "organ", "kind", "date_edtf", "date_first", "date_last", "number"
        )[0]
        meeting = Meeting.objects.create(**values)
        own.meeting = meeting
        own.save()
    _put(meeting, changed)
    return meeting


def official(name: str = "王玉", code: str = "430300") -> Official:
    """An official of a city."""
    return Official.objects.create(
        name=name, pinyin=name, sort_key=name, city=City.objects.get(code=code)
    )


def attend(who: Official, report: Report, ordinal: int = 0) -> Attendance:
    """One attendance."""
    came = Attendance.objects.create(
        report=report, official=who, name=who.name, role="attendee", ordinal=ordinal, start=0, end=2
    )
    index.refresh([report.meeting_id])
    return came


def snapshot() -> dict[str, Any]:
    """Everything that a merge of officials or meetings may touch."""
    return {
        "attendances": sorted(Attendance.objects.values_list("pk", "official_id")),
        "directives": sorted(Directive.objects.values_list("pk", "official_id"), key=str),
        "officials": [
            (o.pk, o.merged_into_id, o.also_in, sorted(n.name for n in o.other_names.all()))
            for o in Official.objects.order_by("pk")
        ],
        "reports": sorted(Report.objects.values_list("pk", "meeting_id", "joined")),
        "meetings": sorted(Meeting.objects.values_list("pk", "state", "merged_into_id"), key=str),
    }
