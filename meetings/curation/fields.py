"""Read and write the fields of a row as plain JSON values."""

from typing import Any

from meetings.curation.anchors import Correctable
from meetings.curation.rows import RowType
from meetings.models import City, Meeting

# What a person may correct, by kind of row.
CORRECTABLE: dict[str, tuple[str, ...]] = {
    RowType.ARTICLE: (
        "kind",
        "reason",
        "title",
        "outlet",
        "republished_by",
        "url",
        "published",
        "published_year_inferred",
        "reporters",
        "editors",
        "authors",
        "author_post",
        "city",
        "state",
        "state_reason",
    ),
    RowType.REPORT: ("relation", "title"),
    RowType.MEETING: (
        "city",
        "title",
        "organ",
        "kind",
        "term",
        "number",
        "date_edtf",
        "date_year_inferred",
        "state",
        "state_reason",
    ),
    RowType.ATTENDANCE: ("name", "posts", "role", "official"),
    RowType.AGENDA: ("verb", "text"),
    RowType.DIRECTIVE: ("verb", "speaker", "official", "text"),
    RowType.QUORUM: ("group", "expected", "present"),
}


def to_json(row: Correctable, name: str) -> Any:
    """The value of a field: a city as its code, an official as an id, the rest as it is."""
    if name == "city":
        city = getattr(row, "city", None)
        return city and city.code
    if name == "official":
        return getattr(row, "official_id", None)
    return getattr(row, name)


def put(row: Correctable, name: str, value: Any) -> list[str]:
    """Set a field from its JSON value; the names of the fields to save."""
    if name == "city":
        row.city = value and City.objects.get(code=value)  # type: ignore[union-attr]  # as listed above
        return ["city"]
    if name == "official":
        row.official_id = value  # type: ignore[union-attr]  # as listed above
        return ["official"]
    if isinstance(row, Meeting) and name == "date_edtf":
        row.set_date(value)
        return ["date_edtf", "date_first", "date_last"]
    setattr(row, name, value)
    return [name]
