"""The meetings of an archive as documents for other search engines: text, day, facts, people."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection

CHUNK = 10_000
FIRST_DAY = "1900-01-01"
ROWS = f"""
SELECT t.meeting_id, t.text, coalesce(m.date_last - date '{FIRST_DAY}', 0),
       coalesce(extract(year FROM m.date_last)::int, 0), m.organ, m.kind, coalesce(m.city_id, 0)
FROM meetings_meetingtext t JOIN meetings_meeting m ON m.id = t.meeting_id
WHERE t.meeting_id >= %s AND t.meeting_id < %s AND t.text <> '' ORDER BY 1
"""
PEOPLE = """
SELECT r.meeting_id, a.official_id, o.name, a.role
FROM meetings_report r JOIN meetings_attendance a ON a.report_id = r.id
JOIN meetings_official o ON o.id = a.official_id
WHERE r.meeting_id >= %s AND r.meeting_id < %s AND a.withdrawn_at IS NULL
"""
SAID = """
SELECT r.meeting_id, d.verb, d.speaker
FROM meetings_report r JOIN meetings_directive d ON d.report_id = r.id
WHERE r.meeting_id >= %s AND r.meeting_id < %s AND d.withdrawn_at IS NULL
"""
LINEAGES = """
SELECT c.id, array_agg(above.code), array_agg(above.name)
FROM meetings_city c JOIN meetings_city above ON above.code = ANY(c.lineage) GROUP BY c.id
"""


@dataclass(slots=True)
class Document:
    """One meeting; `facts` are words «field:value» of the query language and the addresses."""

    id: int
    text: str
    day: int
    year: int
    organ: str
    kind: str
    city: int
    facts: list[str]
    people: list[tuple[int, str]]


def documents() -> Iterator[Document]:
    """All meetings that are searched, in the order of ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(meeting_id), 0) + 1 FROM meetings_meetingtext")
        last = cursor.fetchone()[0]
        cursor.execute(LINEAGES)
        lineages = {pk: (codes, names) for pk, codes, names in cursor.fetchall()}
    for low, high in pairwise([*range(0, last, CHUNK), last]):
        yield from _some(low, high, lineages)


def _some(
    low: int, high: int, lineages: dict[int, tuple[list[str], list[str]]]
) -> Iterator[Document]:
    people, facts = _people(low, high)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, (low, high))
        rows = cursor.fetchall()
    for pk, text, day, year, organ, kind, city in rows:
        codes, names = lineages.get(city, ([], []))
        own = {f"city:{code}" for code in codes} | {f"城市:{name}" for name in names}
        own |= {f"year:{year}", f"年:{year}", f"organ:{organ}", f"kind:{kind}"}
        yield Document(pk, text, day, year, organ, kind, city, sorted(own | facts[pk]), people[pk])


def _people(low: int, high: int) -> tuple[dict[int, list[tuple[int, str]]], dict[int, set[str]]]:
    people: dict[int, list[tuple[int, str]]] = defaultdict(list)
    facts: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, (low, high))
        for pk, official, name, role in cursor.fetchall():
            people[pk].append((official, role))
            facts[pk] |= {f"official:{official}", f"官员:{name}"}
            if role == "chair":
                facts[pk].add(f"主持:{name}")
        cursor.execute(SAID, (low, high))
        for pk, verb, speaker in cursor.fetchall():
            facts[pk] |= {f"动词:{verb}", f"发言:{speaker}"}
    return people, facts


def pairs(text: str) -> list[str]:
    """The overlapping pairs of each run of a text, with a mark between runs."""
    found: list[str] = []
    for run in text.split("\n"):
        found += map("".join, pairwise(run))
        found.append("¶")
    return found
