"""Write what people decided as lines of JSON, and take their corrections into another archive."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from meetings.curation import identities
from meetings.curation.finding import make_official
from meetings.curation.keys import Naming
from meetings.models import Correction

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
    """What a file brought: how many new and known corrections, and whose articles.

    `entries` are still to be stored, then `identities` to be applied, once articles are read.
    """

    added: int = 0
    known: int = 0
    articles: set[str] = field(default_factory=set)
    entries: list[str] = field(default_factory=list)
    identities: list[dict[str, Any]] = field(default_factory=list)


def export() -> Iterator[str]:
    """Every correction as a line of JSON, oldest first; then what was said of identity."""
    named = Naming().official
    for correction in Correction.objects.select_related("who").order_by("pk").iterator():
        line = {name: getattr(correction, name) for name in (*KEY, *VALUES)}
        line["made_at"] = correction.made_at.isoformat()
        line["who"] = correction.who.get_username() if correction.who else ""
        yield json.dumps(_mapped(line, named), ensure_ascii=False)
    yield from identities.export()


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
        if "identity" in line:
            return _keep(identities.checked(line), applied)
        values = {name: line[name] for name in (*KEY, *VALUES)}
        made_at = datetime.fromisoformat(line["made_at"])
        name = str(line["who"])
    except (ValueError, KeyError, TypeError) as fault:
        msg = f"line {number} is no correction ({fault!r}): use what `corrections export` wrote."
        raise ValueError(msg) from fault
    key = {name: values[name] for name in KEY}
    if Correction.objects.filter(**key, made_at=made_at).exists():
        applied.known += 1
        return None
    correction = Correction(**_mapped(values, make_official), who=_user(name), made_at=made_at)
    correction.full_clean(exclude=["who"])
    correction.save()
    applied.added += 1
    applied.articles.add(correction.sha256)
    return None


def _keep(line: dict[str, Any], applied: Applied) -> None:
    if line["identity"] == "entry":
        applied.entries.append(str(line["text"]))
    else:
        applied.identities.append(line)


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
