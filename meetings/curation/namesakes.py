"""Find officials who may be one person, for a curator to judge; nobody is joined here.

The rule. Two officials of whom neither is merged, and whom nobody has judged, are suggested when
1. one bears a name, or has a further name, that the other bears too, variants of a character taken
   for one (`data/name_variants.csv`: 昇 and 升); wherever they stand; or
2. their names sound alike (pinyin without tones) though written otherwise, they stand in one line
   of cities, and some report prints the same post of each: a name misheard or mistyped.
Those who stand in one province come first.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from meetings.models import Official, OfficialName

VARIANTS = Path(__file__).parent / "data" / "name_variants.csv"
PAIRS = """
WITH bearers AS (
  SELECT id, translate(name, %(variants)s, %(common)s) AS name
  FROM meetings_official WHERE merged_into_id IS NULL
  UNION
  SELECT o.id, translate(n.name, %(variants)s, %(common)s)
  FROM meetings_officialname n JOIN meetings_official o ON o.id = n.official_id
  WHERE o.merged_into_id IS NULL
), pairs AS (
  SELECT a.id AS one, b.id AS other FROM bearers a JOIN bearers b ON a.name = b.name
  WHERE a.id < b.id
  UNION
  SELECT a.id, b.id FROM meetings_official a JOIN meetings_official b ON a.pinyin = b.pinyin
  JOIN meetings_city ca ON ca.id = a.city_id JOIN meetings_city cb ON cb.id = b.city_id
  WHERE a.id < b.id AND a.name <> b.name AND a.pinyin <> ''
    AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
    AND (ca.lineage @> ARRAY[cb.code] OR cb.lineage @> ARRAY[ca.code])
    AND EXISTS (SELECT 1 FROM meetings_attendance x JOIN meetings_attendance y
      ON x.posts && y.posts
      WHERE x.official_id = a.id AND y.official_id = b.id
        AND x.withdrawn_at IS NULL AND y.withdrawn_at IS NULL)
), open AS (
  SELECT one, other FROM pairs p WHERE NOT EXISTS (
    SELECT 1 FROM meetings_officialpair j WHERE j.one_id = p.one AND j.other_id = p.other)
)
"""
COUNT = "SELECT count(*) FROM (SELECT 1 FROM open LIMIT %(most)s) s"
ORDERED = """
SELECT one, other FROM open JOIN meetings_official a ON a.id = one
JOIN meetings_official b ON b.id = other
LEFT JOIN meetings_city ca ON ca.id = a.city_id LEFT JOIN meetings_city cb ON cb.id = b.city_id
ORDER BY left(ca.code, 2) = left(cb.code, 2) DESC NULLS LAST, a.name, one, other
LIMIT %(most)s OFFSET %(start)s
"""
# More than so many are never counted: it is “many” to whoever works through them.
MOST = 10_000


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


class Suggestions:
    """The pairs as a list that is counted and cut by the database."""

    def count(self, most: int = MOST) -> int:
        """How many there are, counted no further than `most`."""
        return int(_asked(COUNT, most=most)[0][0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Suggested]:
        start = part.start or 0
        rows = _asked(ORDERED, start=start, most=(part.stop or MOST) - start)
        people = Official.objects.select_related("city__parent__parent")
        known = people.in_bulk({pk for row in rows for pk in row})
        told = _further({pk for row in rows for pk in row})
        return [
            Suggested(known[one], known[other], _why(known[one], known[other], told))
            for one, other in rows
        ]


def _asked(sql: str, **values: int) -> list[Any]:
    table = variants()
    given: dict[str, Any] = {
        "variants": "".join(table),
        "common": "".join(table.values()),
        **values,
    }
    with connection.cursor() as cursor:
        cursor.execute(PAIRS + sql, given | values)
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
