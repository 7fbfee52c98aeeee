"""Find officials who may be one person, for a curator to judge; nobody is joined here.

The rule. Two officials of whom neither is merged, and whom nobody has judged, are suggested when
1. one bears a name, or has a further name, that the other bears too, variants of a character taken
   for one (`data/name_variants.csv`: 昇 and 升); wherever they stand; or
2. their names sound alike (pinyin without tones) though written otherwise, they stand in one line
   of cities, and some report prints the same post of each: a name misheard or mistyped.
Those who stand in one province come first. The pairs are kept as rows without a verdict, found anew
for whoever an ingest or a curator touches: a list never compares everybody with everybody.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from meetings.models import Official, OfficialName, OfficialPair

Verdict = OfficialPair.Verdict

VARIANTS = Path(__file__).parent / "data" / "name_variants.csv"
# The pairs that some officials are of; each branch goes by an index from their names and sounds.
PAIRS = """
WITH own AS (
  SELECT o.id, o.name, o.pinyin, c.code, c.lineage, left(c.code, 2) AS province
  FROM meetings_official o LEFT JOIN meetings_city c ON c.id = o.city_id
  WHERE o.id = ANY(%(ids)s) AND o.merged_into_id IS NULL
), borne AS (
  SELECT id, name FROM own
  UNION SELECT n.official_id, n.name FROM meetings_officialname n JOIN own ON own.id = n.official_id
), named AS (
  SELECT borne.id AS one, b.id AS other FROM borne JOIN meetings_official b ON b.name = borne.name
  UNION SELECT borne.id, n.official_id
  FROM borne JOIN meetings_officialname n ON n.name = borne.name
), spoken AS (
  SELECT a.id AS one, b.id AS other
  FROM own a JOIN meetings_official b ON b.pinyin = a.pinyin AND b.merged_into_id IS NULL
  LEFT JOIN meetings_city c ON c.id = b.city_id
  WHERE a.pinyin <> '' AND a.name <> b.name AND a.id <> b.id AND (
    translate(a.name, %(variants)s, %(common)s) = translate(b.name, %(variants)s, %(common)s)
    OR (a.lineage @> ARRAY[c.code] OR c.lineage @> ARRAY[a.code])
      AND EXISTS (SELECT 1 FROM meetings_attendance x JOIN meetings_attendance y
        ON x.posts && y.posts
        WHERE x.official_id = a.id AND y.official_id = b.id
          AND x.withdrawn_at IS NULL AND y.withdrawn_at IS NULL))
)
SELECT DISTINCT least(f.one, f.other), greatest(f.one, f.other),
  coalesce(own.province = left(c.code, 2), false)
FROM (SELECT * FROM named UNION SELECT * FROM spoken) f
JOIN own ON own.id = f.one JOIN meetings_official b ON b.id = f.other
LEFT JOIN meetings_city c ON c.id = b.city_id
WHERE f.one <> f.other AND b.merged_into_id IS NULL
"""
# How many officials are looked at together.
BATCH = 1000


@dataclass(frozen=True)
class Suggested:
    """Two officials who may be one person, and by which part of the rule."""

    one: Official
    other: Official
    why: str


@cache
def variants() -> dict[str, str]:
    """Each variant of the table with its common form."""
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["variant"]: row["common"] for row in rows}


def refresh(people: Iterable[int | None]) -> None:
    """Keep the pairs that these officials are of: what was judged stays, the rest is as the rule
    finds it now."""
    ids = sorted({pk for pk in people if pk})
    found = {(one, other): near for one, other, near in _asked(ids)}
    rows = OfficialPair.objects.filter(Q(one__in=ids) | Q(other__in=ids), verdict=Verdict.OPEN)
    known = {(row.one_id, row.other_id): row.pk for row in rows}
    OfficialPair.objects.filter(pk__in=[known[key] for key in known.keys() - found]).delete()
    made = [
        OfficialPair(one_id=one, other_id=other, near=near, verdict=Verdict.OPEN)
        for (one, other), near in sorted(found.items())
        if (one, other) not in known
    ]
    OfficialPair.objects.bulk_create(made, ignore_conflicts=True)


def refresh_all() -> None:
    """Find every pair anew, as after writing past this module."""
    ids = list(Official.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        refresh(ids[start : start + BATCH])


def pairs() -> "QuerySet[OfficialPair]":
    """The pairs that await a verdict, those of one province first."""
    rows = OfficialPair.objects.filter(
        verdict=Verdict.OPEN, one__merged_into=None, other__merged_into=None
    )
    return rows.order_by("-near", "pk")


def explained(rows: Iterable[OfficialPair]) -> list[Suggested]:
    """Pairs with the part of the rule that found each."""
    kept = list(rows)
    told = _further(pk for row in kept for pk in (row.one_id, row.other_id))
    return [Suggested(row.one, row.other, _why(row.one, row.other, told)) for row in kept]


def _asked(ids: list[int]) -> list[Any]:
    table = variants()
    given: dict[str, Any] = {"variants": "".join(table), "common": "".join(table.values())}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, given | {"ids": ids})
        return list(cursor.fetchall())


def _further(people: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = OfficialName.objects.filter(official__in=set(people))
    for official, name in rows.values_list("official", "name"):
        found.setdefault(official, set()).add(name)
    return found


def _why(one: Official, other: Official, told: dict[int, set[str]]) -> str:
    if one.name == other.name:
        return "同名"
    names = [{person.name, *told.get(person.pk, ())} for person in (one, other)]
    if shared := names[0] & names[1]:
        return f"都用过“{'、'.join(sorted(shared))}”"
    if {_common(name) for name in names[0]} & {_common(name) for name in names[1]}:
        return "名字只差异体字"
    return "同音，同一地区，印过同一职务"


def _common(name: str) -> str:
    return "".join(variants().get(char, char) for char in name)
