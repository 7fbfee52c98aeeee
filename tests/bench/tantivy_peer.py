"""The meetings in tantivy, by its Python wheel: `pip install tantivy==0.27.0`."""

from importlib import import_module
from pathlib import Path
from shutil import rmtree
from typing import Any

from tests.bench.peers import FACETS, MOST_CITIES, MOST_OFFICIALS, PAGE, without
from tests.bench.queries import Asked
from tests.bench.trees import And, Fact, Near, Not, Or, Tree, Words

HEAP = 512_000_000


class Tantivy:
    """tantivy's Python wheel; `exact` asks for phrases, otherwise all pairs stand anywhere."""

    def __init__(self, folder: Path, *, exact: bool = False) -> None:
        self.tantivy = _tantivy()
        self.folder, self.exact = folder, exact
        self.name = "tantivy phrase" if exact else "tantivy pairs"
        self.schema = self._schema()
        self.index: Any = None

    def _schema(self) -> Any:
        builder = self.tantivy.SchemaBuilder()
        builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
        builder.add_text_field("facts", tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("id", fast=True)
        builder.add_integer_field("day", fast=True)
        for name in ("city", "year", "official", "chair"):
            builder.add_integer_field(name, fast=True)
        for name in ("organ", "kind"):
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        return builder.build()

    def build(self) -> None:
        """Index every meeting."""
        from tests.bench.documents import documents, pairs

        rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        index = self.tantivy.Index(self.schema, path=str(self.folder))
        writer = index.writer(HEAP, 1)
        for one in documents():
            writer.add_document(
                self.tantivy.Document(
                    id=one.id,
                    pairs=" ".join(pairs(one.text)),
                    characters=" ".join(sorted(set(one.text) - {"\n"})),
                    facts=one.facts,
                    day=one.day,
                    city=one.city,
                    year=one.year,
                    organ=one.organ,
                    kind=one.kind,
                    official=[official for official, _ in one.people],
                    chair=[official for official, role in one.people if role == "chair"],
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Ready to be asked."""
        self.index = self.tantivy.Index.open(str(self.folder))
        self.index.reload()
        self.searcher = self.index.searcher()

    def page(self, asked: Asked) -> list[int]:
        """The first ids by the fast field of days."""
        found = self.searcher.search(
            self._query(asked.whole), PAGE, count=False, order_by_field="day"
        )
        places = [address for _, address in found.hits]
        return list(self.searcher.fast_field_values("id", places))

    def count(self, asked: Asked) -> int:
        """By the counting collector."""
        return int(self.searcher.search(self._query(asked.whole), 1).count)

    def facets(self, asked: Asked) -> dict[str, dict[Any, int]]:
        """One aggregation for the facets that nothing was chosen in, and one for each other."""
        chosen = {name for name, _ in asked.chosen} & set(FACETS)
        found = self._terms(asked, [name for name in FACETS if name not in chosen])
        for name in chosen:
            found |= self._terms(without(asked, name), [name])
        return found

    def officials(self, asked: Asked, role: str) -> dict[int, int]:
        """An aggregation over a field of many values."""
        field = role or "official"
        asked = without(asked, "official")
        return self._terms(asked, [field], most=MOST_OFFICIALS)[field]

    def _terms(
        self, asked: Asked, fields: list[str], most: int = MOST_CITIES
    ) -> dict[str, dict[Any, int]]:
        wanted = {name: {"terms": {"field": name, "size": most}} for name in fields}
        found = self.searcher.aggregate(self._query(asked.whole), wanted)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
            for name in fields
        }

    def _query(self, tree: Tree) -> Any:
        query, occur = self.tantivy.Query, self.tantivy.Occur
        match tree:
            case Words(text):
                return self._words(text)
            case Near(first, second):
                return self._query(And((Words(first), Words(second))))
            case Fact(field, value):
                return query.term_query(self.schema, "facts", f"{field}:{value}", "basic")
            case And(parts):
                return query.boolean_query([self._part(part) for part in parts])
            case Or(parts):
                return query.boolean_query([(occur.Should, self._query(p)) for p in parts])
            case Not():
                everything = (occur.Must, query.all_query())
                return query.boolean_query([everything, self._part(tree)])

    def _part(self, tree: Tree) -> tuple[Any, Any]:
        if isinstance(tree, Not):
            return self.tantivy.Occur.MustNot, self._query(tree.part)
        return self.tantivy.Occur.Must, self._query(tree)

    def _words(self, text: str) -> Any:
        query = self.tantivy.Query
        if len(text) == 1:
            return query.term_query(self.schema, "characters", text, "basic")
        found = [text[i : i + 2] for i in range(len(text) - 1)]
        if self.exact and len(found) > 1:
            return query.phrase_query(self.schema, "pairs", found)
        terms = [query.term_query(self.schema, "pairs", pair, "basic") for pair in found]
        if len(terms) == 1:
            return terms[0]
        return query.boolean_query([(self.tantivy.Occur.Must, term) for term in terms])


def _tantivy() -> Any:
    try:
        return import_module("tantivy")
    except ImportError as fault:
        msg = "tantivy is no dependency of the archive: pip install tantivy==0.27.0"
        raise SystemExit(msg) from fault
