"""Write corrections as lines of JSON, and take them into another archive."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from meetings.models import City, Correction, Official

KEY = (
    "sha256",
    "report_ordinal",
    "report_anchor",
    "row_type",
    "anchor",
    "action",
    "field",
)
VALUES = ("machine_value", "person_value", "why", "basis", "rule")


@dataclass
class Applied:
    """What a file of corrections brought: how many new and known ones, and whose articles."""

    added: int = 0
    known: int = 0
    articles: set[str] = field(default_factory=set)


def export() -> Iterator[str]:
    """Every correction as a line of JSON, oldest first; officials by name and place."""
    for correction in Correction.objects.select_related("who").order_by("pk").iterator():
        line = {name: getattr(correction, name) for name in (*KEY, *VALUES)}
        line["made_at"] = correction.made_at.isoformat()
        line["who"] = correction.who.get_username() if correction.who else ""
        yield json.dumps(_mapped(line, _to_name), ensure_ascii=False)


@transaction.atomic
def apply(lines: Iterable[str]) -> Applied:
    """Add the corrections that are not here yet. Raises ValueError naming the line at fault.

    The articles concerned have to be read again; officials not known here are made.
    """
    applied = Applied()
    for number, text in enumerate(lines, 1):
        if text.strip():
            _apply_one(number, text, applied)
    return applied


def _apply_one(number: int, text: str, applied: Applied) -> None:
    try:
        line = json.loads(text)
        values = {name: line[name] for name in (*KEY, *VALUES)}
        made_at = datetime.fromisoformat(line["made_at"])
        name = str(line["who"])
    except (ValueError, KeyError, TypeError) as fault:
        msg = f"line {number} is no correction ({fault!r}): use what `corrections export` wrote."
        raise ValueError(msg) from fault
    key = {name: values[name] for name in KEY}
    if Correction.objects.filter(**key, made_at=made_at).exists():
        applied.known += 1
        return
    correction = Correction(**_mapped(values, _to_id), who=_user(name), made_at=made_at)
    correction.full_clean(exclude=["who"])
    correction.save()
    applied.added += 1
    applied.articles.add(correction.sha256)


def _user(name: str) -> Any:
    """The curator of that name, None where this archive has no such user."""
    return get_user_model().objects.filter(username=name).first() if name else None


def _mapped(line: dict[str, Any], to: Any) -> dict[str, Any]:
    """The line with ids of officials turned by `to`, wherever they stand."""
    mapped = dict(line)
    for name in ("machine_value", "person_value"):
        value = mapped[name]
        if mapped["field"] == "official" and value is not None:
            mapped[name] = to(value)
        elif isinstance(value, dict) and value.get("official"):
            mapped[name] = value | {"official": to(value["official"])}
    return mapped


def _to_name(pk: int) -> Any:
    """An official as name, city code and place among those of one name and city, from 0."""
    official = Official.objects.select_related("city").filter(pk=pk).first()
    if official is None:
        return None
    alike = Official.objects.filter(name=official.name, city=official.city, pk__lt=pk)
    code = official.city.code if official.city else ""
    return {
        "name": official.name,
        "pinyin": official.pinyin,
        "sort_key": official.sort_key,
        "city": code,
        "place": alike.count(),
    }


def _to_id(told: Any) -> Any:
    """The official of that name, city and place, made with those before where there are fewer."""
    if not isinstance(told, dict):
        return None
    city = City.objects.filter(code=told["city"]).first() if told["city"] else None
    own = {"name": told["name"], "city": city}
    rest = {"pinyin": told["pinyin"], "sort_key": told["sort_key"]}
    found = list(Official.objects.filter(**own).order_by("pk")[: told["place"] + 1])
    while len(found) <= min(told["place"], 50):
        found.append(Official.objects.create(**own, **rest))
    return found[min(told["place"], 50)].pk
