"""Tell what changed on a record, when, from what to what; and take one change back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Field, Model, Value

from meetings.curation import namesakes
from meetings.curation.anchors import ROW_TYPES
from meetings.curation.fields import CORRECTABLE
from meetings.curation.refusal import Refused
from meetings.curation.review import decide
from meetings.curation.sayings import place, rename
from meetings.curation.writing import correct, reject, restore
from meetings.extraction.vocabulary import ReviewState
from meetings.models import Official

# What no reader asks about: places in the text, order, the machine's own notes.
SILENT = {"start", "end", "ordinal", "post_spans", "sort_key", "date_first", "date_last", "items"}
SILENT |= {"joined", "by_hand", "city_by_hand", "city_read_id"}
# What can be taken back of an official one by one; merges are undone as merges.
OF_OFFICIALS = {"name", "pinyin", "city"}
# States that have acts of their own.
BARRED = {ReviewState.MERGED, ReviewState.WITHDRAWN}
HISTORY = "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id", "id"


@dataclass(frozen=True)
class Change:
    """One field that changed: `before` and `after` as readers see them, `old` and `new` as stored.

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
    old: Any = None
    new: Any = None


def changes_of(row: Model, *, silent: bool = False) -> list[Change]:
    """All changes of a row, newest first; `silent` gives those of inner fields too."""
    events = list(_events(row).select_related("pgh_context").order_by("-pgh_id"))
    return list(_changes(row, events, _users(events), silent=silent))


def touched(asked: dict[Any, dict[str, Any]]) -> set[Any]:
    """Of these tables, those that have events as asked; all in one query."""
    names = {model._meta.model_name: model for model in asked}  # noqa: SLF001
    parts = [
        _kept(model).filter(**where).order_by().values_list(Value(model._meta.model_name))[:1]  # noqa: SLF001
        for model, where in asked.items()
    ]
    return {names[name] for (name,) in parts[0].union(*parts[1:], all=True)}


def _kept(model: Any) -> Any:
    """The table of events of a table."""
    return model._meta.get_field("events").related_model.objects  # noqa: SLF001


def public_changes(model: Any, **where: Any) -> list[tuple[Any, Change]]:
    """As `named_changes`, for the public: without who made them."""
    return [(row, replace(change, who=None)) for row, change in named_changes(model, **where)]


def named_changes(model: Any, **where: Any) -> list[tuple[Any, Change]]:
    """The changes of all rows of a table that `where` means, with who made them.

    `where` is asked of the table of events; rows that are deleted tell nothing.
    """
    asked = _kept(model).filter(**where).select_related("pgh_context")
    events = list(asked.order_by("pgh_obj_id", "-pgh_id"))
    users = _users(events)
    by_row = {pk: list(rows) for pk, rows in groupby(events, key=lambda event: event.pgh_obj_id)}
    found = []
    for pk, row in (model._default_manager.in_bulk(list(by_row)) if by_row else {}).items():  # noqa: SLF001
        found += [(row, change) for change in _changes(row, by_row[pk], users, silent=False)]
    return found


def _changes(
    row: Model, events: Iterable[Any], users: dict[int, Any], *, silent: bool
) -> Iterator[Change]:
    """What each event, newest first, left for what came after it."""
    after: Any = row
    for event in events:
        for name in _differing(event, after):
            if silent or name not in SILENT:
                yield _change(row, event, name, after, users)
        after = event


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
        getattr(event, name),
        getattr(after, name),
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


def may_undo(row: Any, change: Change) -> bool:
    """Whether `undo` would take this change back, and whether that would change anything."""
    field = next(f for f in row._meta.concrete_fields if f.name == change.field)  # noqa: SLF001
    if getattr(row, field.attname) == change.old:
        return False
    if isinstance(row, Official):
        return change.field in OF_OFFICIALS
    if type(row) not in ROW_TYPES:
        return False
    if change.field == "withdrawn_at":
        return (change.old is None) != (row.withdrawn_at is None)
    if change.field == "state":
        return change.old not in BARRED and row.state != ReviewState.MERGED
    return change.field in CORRECTABLE[ROW_TYPES[type(row)]]


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
    if isinstance(row, Official) and field in OF_OFFICIALS:
        return _put_back(row, event, field)
    if type(row) not in ROW_TYPES or field not in CORRECTABLE[ROW_TYPES[type(row)]]:
        msg = "这个字段不能单独撤销：合并请在合并记录中撤销。"
        raise Refused(msg)
    value = _json(event, field)
    if field == "state" and (value in BARRED or row.state == ReviewState.MERGED):
        msg = "合并与撤回不能这样恢复：请重新合并，或写明理由再撤回。"
        raise Refused(msg)
    if field == "state":
        return decide(row, value, who=who, why="撤销变更")
    return correct(row, field, value, who=who, why="撤销变更")


def _put_back(official: Official, event: Any, field: str) -> bool:
    """Officials are no reading of an article, so they are saved; the history keeps this too."""
    if getattr(official, field) == getattr(event, field):
        return False
    if field == "city":
        place(official, event.city)
    elif field == "name":
        rename(official, event.name, pinyin=event.pinyin, sort_key=event.sort_key)
    else:
        official.pinyin, official.sort_key = event.pinyin, event.sort_key
        official.save(update_fields=["pinyin", "sort_key"])
    namesakes.refresh([official.pk])
    return True


def _json(event: Any, field: str) -> Any:
    if field == "city":
        return event.city.code if event.city_id else None
    return event.official_id if field == "official" else getattr(event, field)
