"""All that people can see of an archive, without ids: what a rebuilt one has to show again."""

from typing import Any

from meetings.curation import CORRECTABLE, ROW_TYPES, to_json
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    Directive,
    Meeting,
    Official,
    OfficialName,
    Quorum,
)
from meetings.models.base import columns

FACTS: tuple[type[Any], ...] = (Attendance, AgendaItem, Directive, Quorum)
OF_OFFICIALS = ("name", "pinyin", "sort_key", "city")


def told() -> dict[str, Any]:
    """Articles, meetings, facts and officials by what tells of them, each with all its fields."""
    return {
        "articles": {row.sha256: _fields(row) for row in Article.objects.all()},
        "meetings": _meetings(),
        "facts": sorted(fact for model in FACTS for fact in _facts(model)),
        "officials": _officials(),
        "unseen": sorted(_of_official(row) for row in Official.objects.filter(attendances=None)),
    }


def _fields(row: Any) -> dict[str, Any]:
    """What a curator can change of a row; whom it names is told by `officials`."""
    names = CORRECTABLE[ROW_TYPES[type(row)]]
    return {name: to_json(row, name) for name in names if name != "official"}


def _meetings() -> list[Any]:
    found = []
    for meeting in Meeting.objects.filter(merged_into=None):
        reports = meeting.reports.filter(withdrawn_at=None).select_related("article")
        if own := sorted((r.article.sha256, str(_fields(r))) for r in reports):
            found.append((own, meeting.entered_from, _fields(meeting)))
    return sorted(found, key=str)


def _facts(model: Any) -> list[tuple[str, ...]]:
    rows = model.objects.filter(withdrawn_at=None, report__withdrawn_at=None)
    return [
        (row.report.article.sha256, model.__name__, str(row.start), str(_fields(row)))
        for row in rows.select_related("report__article")
    ]


def _officials() -> list[Any]:
    seen: dict[int, list[tuple[str, str]]] = {}
    for model in (Attendance, Directive):
        name = "name" if model is Attendance else "speaker"
        rows = model._default_manager.filter(withdrawn_at=None, report__withdrawn_at=None)
        told = rows.exclude(official=None).values_list("official", "report__article__sha256", name)
        for official, sha256, called in told:
            seen.setdefault(official, []).append((sha256, called))
    known = Official.objects.in_bulk(list(seen))
    return sorted((sorted(rows), _of_official(known[pk])) for pk, rows in seen.items())


def _of_official(row: Official) -> str:
    values = [str(getattr(row, name) or "") for name in OF_OFFICIALS if name in columns(Official)]
    names = OfficialName.objects.filter(official=row).order_by("name")
    return " ".join([*values, *names.values_list("name", flat=True)])
