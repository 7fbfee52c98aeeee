"""Carry what people said of identity into another archive: merges, verdicts, names, entries.

Lines of JSON beside those of corrections, told by their key `identity`. Splits are corrections of
attendances and a verdict. What a line names is looked for among the articles of the new archive; a
line whose articles are not there yet waits, and the file can be applied again. A conflict that a
person has settled stays settled while the machine reads the same.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from meetings.curation import duplicates, finding, keys, namesakes, need, officials, sayings
from meetings.curation.gathering import gather_meeting, gather_official
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
    Standing,
)

Line = dict[str, Any]
# What a line of each kind holds besides.
HOLDS = {
    "entry": ("text",),
    "official": ("is", "fields", "names"),
    "meeting": ("told",),
    "settled": ("correction", "reading"),
    "official_verdict": ("one", "other", "verdict"),
    "meeting_verdict": ("one", "other", "verdict"),
    "official_merge": ("gone", "stays", "why", "lent"),
    "meeting_merge": ("gone", "stays", "why"),
}
# Which of it are keys of officials or meetings, and what the key of an official holds.
ENDS = ("is", "one", "other", "gone", "stays")
OF_KEY = ("name", "pinyin", "sort_key", "city", "place", "by_hand", "seen", "given")
# What tells a settled correction from the others.
SETTLED = ("sha256", "row_type", "anchor", "action", "field")
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
    yield from _officials(naming)
    for told in naming.together():
        yield _line("meeting", told=told)
    yield from _verdicts("official_verdict", OfficialPair, naming.official)
    yield from _verdicts("meeting_verdict", MeetingPair, naming.meeting)
    yield from _merges("official_merge", OfficialMerge, naming.official)
    yield from _merges("meeting_merge", MeetingMerge, naming.meeting)
    yield from _settled()


def _line(identity: str, **values: Any) -> str:
    return json.dumps({"identity": identity, **values}, ensure_ascii=False)


def _officials(naming: Naming) -> Iterator[str]:
    """What people said of officials; of names those that they gave, not those of a merge."""
    lent = {
        pk
        for moved in OfficialMerge.objects.filter(undone_at=None).values_list("moved", flat=True)
        for pk in moved.get("names", ())
    }
    named = OfficialName.objects.exclude(pk__in=lent)
    changed = keys.changed_officials()
    told = {*changed, *named.values_list("official", flat=True)}
    for official in Official.objects.filter(pk__in=told).select_related("city").order_by("pk"):
        names = named.filter(official=official).order_by("name").values_list("name", flat=True)
        key = naming.official(official.pk, whole=True)
        yield _line(
            "official", **{"is": key}, fields=_said_of(official, changed), names=list(names)
        )


def _said_of(official: Official, changed: set[int]) -> Line:
    """Name and pinyin of one of those changed; the city where a person said it."""
    said: Line = {}
    if official.pk in changed:
        said = {name: getattr(official, name) for name in ("name", "pinyin", "sort_key")}
    if official.city_by_hand:
        said["city"] = official.city.code if official.city else ""
    return said


def _verdicts(identity: str, model: Any, named: Any) -> Iterator[str]:
    said = model.objects.exclude(verdict=model.Verdict.OPEN)
    for pair in said.select_related("who").order_by("pk"):
        ends = {"one": named(pair.one_id), "other": named(pair.other_id)}
        yield _line(identity, **ends, verdict=pair.verdict, **_by(pair))


def _merges(identity: str, model: Any, named: Any) -> Iterator[str]:
    for merge in model.objects.filter(undone_at=None).select_related("who").order_by("pk"):
        ends = {"gone": named(merge.gone_id), "stays": named(merge.stays_id)}
        rest = {"lent": _lent(merge)} if isinstance(merge, OfficialMerge) else {}
        yield _line(identity, **ends, why=merge.why, **rest, **_by(merge))


def _lent(merge: OfficialMerge) -> list[str]:
    """The names that a merge gave and that no person has taken away since."""
    rows = OfficialName.objects.filter(pk__in=merge.moved.get("names", ()))
    return list(rows.order_by("name").values_list("name", flat=True))


def _settled() -> Iterator[str]:
    """Conflicts in which a person's value was kept."""
    rows = Standing.objects.exclude(decided_at=None).select_related("correction", "decided_by")
    for row in rows.order_by("pk"):
        key = {name: getattr(row.correction, name) for name in SETTLED}
        key["made_at"] = row.correction.made_at.isoformat()
        who = row.decided_by.get_username() if row.decided_by else ""
        at = row.decided_at.isoformat() if row.decided_at else ""
        yield _line("settled", correction=key, reading=row.reading, who=who, made_at=at)


def _by(row: Any) -> Line:
    return {"who": row.who.get_username() if row.who else "", "made_at": row.made_at.isoformat()}


def checked(line: Any) -> Line:
    """A line that can be applied. Raises ValueError or KeyError where it lacks something."""
    kind = line["identity"]
    if kind not in HOLDS:
        msg = f"identity {kind!r} is none of {', '.join(HOLDS)}"
        raise ValueError(msg)
    parts = ("told",) if kind.startswith("meeting") else OF_KEY
    for name in HOLDS[kind]:
        value = line[name]
        for part in parts if name in ENDS else ():
            value[part]
    if kind not in {"entry", "official", "meeting"}:
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
    if kind in ALONE:
        act: Callable[[Line], bool | None] = ALONE[kind]
        return act(line)
    of_official = kind.startswith("official")
    find: Any = finding.find_official if of_official else finding.find_meeting
    first, second = ("one", "other") if kind.endswith("verdict") else ("gone", "stays")
    one = find(line[first])
    other = find(line[second], but=one)
    if one is None or other is None:
        return None
    model: Any = Official if of_official else Meeting
    if kind.endswith("verdict"):
        return one != other and _judge(model, one, other, line)
    one, other = keys.root_of(model, one), keys.root_of(model, other)
    return one != other and _merge(model, one, other, line)


def _say(line: Line) -> bool | None:
    """What a person said of an official; one whom a person made is made."""
    find = finding.make_official if line["is"]["by_hand"] else finding.find_official
    if (pk := find(line["is"])) is None:
        return None
    official = _own(Official.objects.select_related("city").get(pk=pk))
    said = dict(line["fields"])
    city = said.pop("city", None)
    changed = [name for name, value in said.items() if getattr(official, name) != value]
    for name in changed:
        setattr(official, name, said[name])
    code = official.city.code if official.city else ""
    if city is not None and (not official.city_by_hand or code != city):
        changed += sayings.said_city(official, finding.city_of(city))
    if changed:
        official.save(update_fields=changed)
    names = OfficialName.objects
    made = [names.get_or_create(official=official, name=name)[1] for name in line["names"]]
    came = gather_official(official, line["is"]["seen"])
    namesakes.refresh([official.pk])
    return bool(changed) or any(made) or came


def _own(official: Official) -> Official:
    """Whom an official leads to by the rule; one whom a person merged is spoken of alone."""
    while official.merged_into and not official.merges.filter(undone_at=None).exists():
        official = official.merged_into
    return official


def _settle(line: Line) -> bool | None:
    """A conflict that a person settled, while the machine reads what it read then."""
    told = {f"correction__{name}": value for name, value in line["correction"].items()}
    row = Standing.objects.filter(**told).first()
    if row is None:
        return None
    if row.decided_at is not None or row.reading != line["reading"]:
        return False
    row.decided_at, row.decided_by = datetime.fromisoformat(line["made_at"]), _user(line["who"])
    row.save(update_fields=["decided_at", "decided_by"])
    need.refresh_told(line["correction"]["sha256"])
    return True


ALONE: dict[str, Any] = {
    "official": _say,
    "meeting": lambda line: gather_meeting(line["told"]),
    "settled": _settle,
}


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
    if isinstance(made, OfficialMerge):
        _leave_lent(made, line["lent"])
    return True


def _leave_lent(merge: OfficialMerge, kept: list[str]) -> None:
    """Of the names that a merge lends, those that no person took away."""
    rows = OfficialName.objects.filter(pk__in=merge.moved["names"])
    rows.exclude(name__in=kept).delete()
    for name in kept:
        made, new = OfficialName.objects.get_or_create(official=merge.stays, name=name)
        merge.moved["names"] += [made.pk] * new
    merge.save(update_fields=["moved"])


def _user(name: str) -> Any:
    """The curator of that name, None where this archive has no such user."""
    return get_user_model().objects.filter(username=name).first() if name else None
