"""The plain scan: every text of an archive looked through, as the truth for what a search finds."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.bench.opening import open_archive
from tests.bench.trees import And, Fact, Leaf, Near, Not, Or, Tree, Words, holding, leaves

Facts = Mapping[Fact, frozenset[int]]
CHUNK = 10_000
NO_FACTS: Facts = {}
MEETING_OF = {
    "meeting": "SELECT m.id FROM meetings_meeting m WHERE {where}",
    "directive": """
        SELECT d.id FROM meetings_directive d JOIN meetings_report r ON r.id = d.report_id
        JOIN meetings_meeting m ON m.id = r.meeting_id WHERE {where}""",
}
TOOK_PART = """EXISTS (
    SELECT FROM meetings_report own JOIN meetings_attendance a ON a.report_id = own.id
    JOIN meetings_official o ON o.id = a.official_id
    WHERE own.meeting_id = m.id AND a.withdrawn_at IS NULL AND {which})"""
SPOKE = """EXISTS (
    SELECT FROM meetings_report own JOIN meetings_directive s ON s.report_id = own.id
    WHERE own.meeting_id = m.id AND s.withdrawn_at IS NULL AND {which})"""
# Each field of the query language, and each parameter of an address, in SQL on the archive's own
# tables: no row that a search keeps is asked.
WHERE = {
    "城市": "m.city_id IN (SELECT c.id FROM meetings_city c WHERE c.lineage && ARRAY("
    "SELECT code FROM meetings_city WHERE name = %s))",
    "city": "m.city_id IN (SELECT id FROM meetings_city WHERE %s = ANY(lineage))",
    "年": "%s::int BETWEEN extract(year FROM m.date_first) AND extract(year FROM m.date_last)",
    "organ": "m.organ = %s",
    "kind": "m.kind = %s",
    "官员": TOOK_PART.format(which="o.name = %s"),
    "主持": TOOK_PART.format(which="o.name = %s AND a.role = 'chair'"),
    "official": TOOK_PART.format(which="o.id = %s::bigint"),
    "动词": SPOKE.format(which="s.verb = %s"),
    "发言": SPOKE.format(which="s.speaker = %s"),
}
# What a directive itself says, not its meeting.
OWN = {"动词": "d.verb = %s", "发言": "d.speaker = %s"}
WHERE["year"] = WHERE["年"]


def scan(
    texts: Iterable[tuple[int, str]], trees: Sequence[Tree], facts: Facts = NO_FACTS
) -> list["array[int]"]:
    """For each tree the ids of the texts that it holds for, in the order of the texts."""
    found = [array("q") for _ in trees]
    for ids, chunk in _chunks(texts):
        places: dict[Leaf, set[int]] = {}
        everything = set(range(len(ids)))
        for tree, hits in zip(trees, found, strict=True):
            look = _Look(ids, chunk, everything, facts, places)
            hits.extend(ids[place] for place in sorted(look.places_of(tree)))
    return found


class _Look:
    """One tree on one chunk; what leaves hold is shared between trees."""

    def __init__(
        self,
        ids: list[int],
        texts: list[str],
        everything: set[int],
        facts: Facts,
        known: dict[Leaf, set[int]],
    ) -> None:
        self.ids, self.texts, self.everything = ids, texts, everything
        self.facts, self.known = facts, known

    def places_of(self, tree: Tree) -> set[int]:
        """The places that a tree holds for."""
        match tree:
            case And(parts):
                return set.intersection(*map(self.places_of, parts))
            case Or(parts):
                return set.union(*map(self.places_of, parts))
            case Not(part):
                return self.everything - self.places_of(part)
            case Fact():
                meant = self.facts[tree]
                return {place for place, pk in enumerate(self.ids) if pk in meant}
            case Words() | Near():
                if tree not in self.known:
                    self.known[tree] = holding(tree, self.texts)
                return self.known[tree]


def _chunks(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[list[int], list[str]]]:
    ids: list[int] = []
    chunk: list[str] = []
    for pk, text in texts:
        ids.append(pk)
        chunk.append(text)
        if len(ids) == CHUNK:
            yield ids, chunk
            ids, chunk = [], []
    if ids:
        yield ids, chunk


def scan_archive(
    unit: str,
    trees: Sequence[Tree],
    *,
    data: Path | None = None,
    workers: int = 2,
    watch: Callable[[str], None] = lambda _: None,
) -> list["array[int]"]:
    """The scan of all search rows of one unit, by several processes."""
    facts = known_facts(unit, trees)
    edges = _edges(unit)
    found = [array("q") for _ in trees]
    jobs = [(unit, list(trees), low, high, facts) for low, high in pairwise(edges)]
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=open_archive, initargs=(data,)
    ) as pool:
        for part in pool.map(_scan_part, jobs):
            for hits, more in zip(found, part, strict=True):
                hits.extend(more)
            watch("")
    return found


def steps(unit: str) -> int:
    """How often `scan_archive` calls its watch."""
    return len(_edges(unit)) - 1


def _edges(unit: str) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max({unit}_id), 0) + 1 FROM meetings_{unit}text")
        last = cursor.fetchone()[0]
    return [*range(0, last, 4 * CHUNK), last]


def _scan_part(job: tuple[str, list[Tree], int, int, Facts]) -> list["array[int]"]:
    unit, trees, low, high, facts = job
    return scan(texts_of(unit, low, high), trees, facts)


def texts_of(unit: str, low: int = 0, high: int = 2**62) -> Iterator[tuple[int, str]]:
    """Ids and folded texts of the search rows, in the order of ids; empty rows are not live."""
    from django.db import connection

    for start in range(low, high, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {unit}_id, text FROM meetings_{unit}text"
                f" WHERE {unit}_id >= %s AND {unit}_id < %s AND text <> '' ORDER BY 1",
                (start, min(start + CHUNK, high)),
            )
            rows = cursor.fetchall()
        yield from rows
        if not rows and high == 2**62:
            return


def known_facts(unit: str, trees: Iterable[Tree]) -> Facts:
    """What every fact in the trees holds for, asked of the archive's own tables."""
    asked = {leaf for leaf in chain.from_iterable(map(leaves, trees)) if isinstance(leaf, Fact)}
    return {fact: frozenset(_asked(unit, fact)) for fact in asked}


def _asked(unit: str, fact: Fact) -> list[int]:
    from django.db import connection

    where = OWN.get(fact.field) if unit == "directive" else None
    where = where or WHERE[fact.field]
    sql = MEETING_OF[unit].format(where=where)
    values: list[Any] = [fact.value] * where.count("%s")
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
