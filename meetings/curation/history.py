"""Tell what changed on a record, when, from what to what; and take one change back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Field, Model

from meetings.curation.anchors import ROW_TYPES
from meetings.curation.fields import CORRECTABLE
from meetings.curation.refusal import Refused
from meetings.curation.review import decide
from meetings.curation.writing import correct, reject, restore
from meetings.extraction.vocabulary import ReviewState

# What no reader asks about: places in the text, order, the machine's own notes.
SILENT = {"start", "end", "ordinal", "post_spans", "sort_key", "date_first", "date_last", "items"}
HISTORY = "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id", "id"


@dataclass(frozen=True)
class Change:
    """One field that changed: `before` and `after` as a reader sees them.

    `event` and `field` name it; `who` is a user, None for the machine. Only the curators' site
    shows who; to the public it is `by_person`.
    """

    event: int
    field: str
    label: str
    before: str
    after: str
    moment: datetime
    by_person: bool
    who: Any = None


def changes_of(row: Model, *, silent: bool = False) -> list[Change]:
    """All changes of a row, newest first; `silent` gives those of inner fields too."""
    events = list(_events(row).select_related("pgh_context").order_by("-pgh_id"))
    users = _users(events)
    found: list[Change] = []
    after: Any = row
    for event in events:
        names = (name for name in _differing(event, after) if silent or name not in SILENT)
        found += [_change(row, event, name, after, users) for name in names]
        after = event
    return found


def public_changes(row: Model) -> list[Change]:
    """The changes of a row for its public 变更记录: without who made them."""
    return [replace(change, who=None) for change in changes_of(row)]


def _events(row: Model) -> Any:
    related: Any = row
    return related.events.all()


def _users(events: Iterable[Any]) -> dict[int, Any]:
    ids = {_user(event) for event in events} - {None}
    return get_user_model().objects.in_bulk(list(ids)) if ids else {}


def _user(event: Any) -> Any:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _differing(event: Any, after: Any) -> Iterator[str]:
    for field in event._meta.concrete_fields:  # noqa: SLF001  # a documented name
        if field.attname in HISTORY:
            continue
        if getattr(event, field.attname) != getattr(after, field.attname):
            yield field.attname


def _change(row: Model, event: Any, name: str, after: Any, users: dict[int, Any]) -> Change:
    field = next(f for f in row._meta.concrete_fields if f.attname == name)  # noqa: SLF001
    return Change(
        event.pk,
        field.name,
        str(field.verbose_name),
        shown(field, getattr(event, name)),
        shown(field, getattr(after, name)),
        event.pgh_created_at,
        _user(event) is not None,
        users.get(_user(event)),
    )


def shown(field: "Field[Any, Any]", value: Any) -> str:
    """A stored value as a person reads it; empty for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if field.related_model is not None and isinstance(field.related_model, type):
        found = field.related_model._default_manager.filter(pk=value).first()  # noqa: SLF001
        return str(found) if found else str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)


@transaction.atomic
def undo(row: Any, event_id: int, field: str, *, who: Any) -> bool:
    """Put one field back to what it was before a change, as a correction. Raises `Refused`.

    False when the field has that value already.
    """
    event = _events(row).filter(pk=event_id).first()
    if event is None:
        msg = "没有这条变更记录：请刷新页面。"
        raise Refused(msg)
    if field == "withdrawn_at" and type(row) in ROW_TYPES:
        act = restore if event.withdrawn_at is None else reject
        return act(row, who=who, why="撤销变更")
    if type(row) not in ROW_TYPES or field not in CORRECTABLE[ROW_TYPES[type(row)]]:
        msg = "这个字段不能单独撤销：合并请在合并记录中撤销。"
        raise Refused(msg)
    value = _json(event, field)
    if field == "state" and value in {ReviewState.MERGED, ReviewState.WITHDRAWN}:
        msg = "合并与撤回不能这样恢复：请重新合并，或写明理由再撤回。"
        raise Refused(msg)
    if field == "state":
        return decide(row, value, who=who, why="撤销变更")
    return correct(row, field, value, who=who, why="撤销变更")


def _json(event: Any, field: str) -> Any:
    if field == "city":
        return event.city.code if event.city_id else None
    return event.official_id if field == "official" else getattr(event, field)


def by_moment(changes: Iterable[Change]) -> list[tuple[datetime, Any, list[Change]]]:
    """Changes of one moment together: the moment, who, the changes."""
    groups = groupby(changes, key=lambda change: (change.moment, change.who))
    return [(moment, who, list(rows)) for (moment, who), rows in groups]
