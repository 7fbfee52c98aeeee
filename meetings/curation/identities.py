"""Carry what people said of identity into another archive: merges, verdicts, names, entries.

Lines of JSON beside those of corrections, told by their key `identity`. Splits are corrections of
attendances and a verdict. What a line names is looked for among the articles of the new archive; a
line whose articles are not there yet waits, and the file can be applied again.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from meetings.curation import duplicates, keys, namesakes, officials
from meetings.curation.keys import Naming
from meetings.curation.refusal import Refused
from meetings.models import (
    Article,
    Meeting,
    MeetingMerge,
    MeetingPair,
    Official,
    OfficialMerge,
    OfficialName,
    OfficialPair,
)

Line = dict[str, Any]
# What a line of each kind holds besides.
HOLDS = {
    "entry": ("text",),
    "official": ("is", "fields", "names"),
    "official_verdict": ("one", "other", "verdict"),
    "meeting_verdict": ("one", "other", "verdict"),
    "official_merge": ("gone", "stays", "why"),
    "meeting_merge": ("gone", "stays", "why"),
}
VERDICTS = tuple(v for v in OfficialPair.Verdict.values if v != OfficialPair.Verdict.OPEN)


@dataclass
class Settled:
    """What became of the lines: done now, known before, waiting for articles, refused in words."""

    done: int = 0
    known: int = 0
    waiting: int = 0
    refused: list[str] = field(default_factory=list)


def export() -> Iterator[str]:
    """Every entry, name, verdict and standing merge as a line of JSON, in the order of applying."""
    naming = Naming()
    for text in Article.objects.filter(by_hand=True).order_by("pk").values_list("text", flat=True):
        yield _line("entry", text=text)
    yield from _names(naming)
    yield from _verdicts("official_verdict", OfficialPair, naming.official)
    yield from _verdicts("meeting_verdict", MeetingPair, naming.meeting)
    yield from _merges("official_merge", OfficialMerge, naming.official)
    yield from _merges("meeting_merge", MeetingMerge, naming.meeting)


def _line(identity: str, **values: Any) -> str:
    return json.dumps({"identity": identity, **values}, ensure_ascii=False)


def _names(naming: Naming) -> Iterator[str]:
    """Names that people gave, not those that a merge lends."""
    lent = {
        pk
        for moved in OfficialMerge.objects.filter(undone_at=None).values_list("moved", flat=True)
        for pk in moved.get("names", ())
    }
    given = OfficialName.objects.exclude(pk__in=lent)
    changed = keys.changed_officials()
    told = Official.objects.filter(pk__in={*changed, *given.values_list("official", flat=True)})
    for official in told.order_by("pk"):
        names = given.filter(official=official).order_by("name").values_list("name", flat=True)
        fields = {name: getattr(official, name) for name in ("name", "pinyin", "sort_key")}
        yield _line(
            "official",
            **{"is": naming.official(official.pk)},
            fields=fields if official.pk in changed else {},
            names=list(names),
        )


def _verdicts(identity: str, model: Any, named: Any) -> Iterator[str]:
    said = model.objects.exclude(verdict=model.Verdict.OPEN)
    for pair in said.select_related("who").order_by("pk"):
        ends = {"one": named(pair.one_id), "other": named(pair.other_id)}
        yield _line(identity, **ends, verdict=pair.verdict, **_by(pair))


def _merges(identity: str, model: Any, named: Any) -> Iterator[str]:
    for merge in model.objects.filter(undone_at=None).select_related("who").order_by("pk"):
        ends = {"gone": named(merge.gone_id), "stays": named(merge.stays_id)}
        yield _line(identity, **ends, why=merge.why, **_by(merge))


def _by(row: Any) -> Line:
    return {"who": row.who.get_username() if row.who else "", "made_at": row.made_at.isoformat()}


def checked(line: Any) -> Line:
    """A line that can be applied. Raises ValueError or KeyError where it lacks something."""
    kind = line["identity"]
    if kind not in HOLDS:
        msg = f"identity {kind!r} is none of {', '.join(HOLDS)}"
        raise ValueError(msg)
    for name in HOLDS[kind]:
        line[name]
    if kind != "entry" and kind != "official":
        datetime.fromisoformat(line["made_at"])
    if line.get("verdict", "no") not in VERDICTS:
        msg = f"verdict {line['verdict']!r} is none of {', '.join(VERDICTS)}"
        raise ValueError(msg)
    return dict(line)


@transaction.atomic
def apply(lines: Iterable[Line]) -> Settled:
    """Do what these lines say, as far as the archive has what they name; none is an entry."""
    settled = Settled()
    for line in lines:
        kind = line["identity"]
        done: bool | None = False
        try:
            with transaction.atomic():
                done = _apply_one(kind, line)
        except Refused as fault:
            settled.refused.append(str(fault))
            continue
        settled.waiting += done is None
        settled.done += done is True
        settled.known += done is False
    return settled


def _apply_one(kind: str, line: Line) -> bool | None:
    """True when it was done now, False when it was so, None when something is not here yet."""
    if kind == "official":
        return _rename(line)
    of_official = kind.startswith("official")
    find = keys.find_official if of_official else keys.find_meeting
    names = ("one", "other") if kind.endswith("verdict") else ("gone", "stays")
    one, other = (find(line[name]) for name in names)
    if one is None or other is None:
        return None
    model: Any = Official if of_official else Meeting
    if kind.endswith("verdict"):
        return one != other and _judge(model, one, other, line)
    one, other = keys.root_of(model, one), keys.root_of(model, other)
    return one != other and _merge(model, one, other, line)


def _rename(line: Line) -> bool | None:
    if (pk := keys.find_official(line["is"])) is None:
        return None
    official = Official.objects.get(pk=keys.root_of(Official, pk))
    changed = [name for name, value in line["fields"].items() if getattr(official, name) != value]
    for name in changed:
        setattr(official, name, line["fields"][name])
    if changed:
        official.save(update_fields=changed)
    given = OfficialName.objects
    made = [given.get_or_create(official=official, name=name)[1] for name in line["names"]]
    namesakes.refresh([official.pk])
    return bool(changed) or any(made)


def _judge(model: Any, one: int, other: int, line: Line) -> bool:
    pairs: Any = OfficialPair if model is Official else MeetingPair
    low, high = sorted((one, other))
    if pairs.objects.filter(one=low, other=high).exclude(verdict=pairs.Verdict.OPEN).exists():
        return False
    judge: Any = officials.judge if model is Official else duplicates.judge
    rows = model.objects.in_bulk([low, high])
    made = judge(rows[low], rows[high], line["verdict"], who=_user(line["who"]))
    pairs.objects.filter(pk=made.pk).update(made_at=line["made_at"])
    return True


def _merge(model: Any, gone: int, stays: int, line: Line) -> bool:
    merge: Any = officials.merge if model is Official else duplicates.merge
    rows = model.objects.in_bulk([gone, stays])
    made = merge(rows[gone], rows[stays], who=_user(line["who"]), why=line["why"])
    type(made).objects.filter(pk=made.pk).update(made_at=line["made_at"])
    return True


def _user(name: str) -> Any:
    """The curator of that name, None where this archive has no such user."""
    return get_user_model().objects.filter(username=name).first() if name else None
