"""Store one article: extract, match, apply corrections, in one transaction."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import Any

from django.db import transaction

from meetings import index
from meetings.curation import Reading, namesakes, need, overlay
from meetings.extraction import VERSION, facts
from meetings.extraction.report import extract
from meetings.extraction.vocabulary import ArticleKind
from meetings.ingest import entries
from meetings.ingest.claims import replace_claims
from meetings.ingest.facts import Changes
from meetings.ingest.locks import hold
from meetings.ingest.readers import Source
from meetings.ingest.reports import write_reports
from meetings.ingest.rows import RowType, to_reading
from meetings.models import Article, Attendance, City, Correction, Original


class Outcome(StrEnum):
    """What became of one article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Stored:
    """What a storing did: the outcome, and how many values changed, by `row.field`."""

    outcome: Outcome
    article: int
    changes: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def store(source: Source, *, extraction: facts.Extraction | None = None) -> Stored:
    """Store a file, once by the hash of its bytes.

    ADDED: new bytes. UPDATED: known bytes, read anew since the extractor is another, and facts
    changed. KEPT: a person's correction stood against the reading. UNCHANGED: nothing of this.
    """
    hold([f"article {source.sha256}"])
    article = Article.objects.filter(sha256=source.sha256).first()
    if article is not None:
        standing = Correction.objects.filter(sha256=source.sha256).exists()
        current = article.extractor == VERSION or article.by_hand
        if extraction is None and current and not standing:
            return Stored(Outcome.UNCHANGED, article.pk)
        return _write(article, extraction or read(source.text, source.sha256))
    article = _new(source)
    changes, _ = write(article, extraction or read(source.text, source.sha256))
    Original.objects.create(article=article, content=source.content)
    return Stored(Outcome.ADDED, article.pk, changes)


def read(text: str, sha256: str) -> facts.Extraction:
    """What a text says: an entry by hand as it was entered, a page as the extractor reads it.

    A page that a person took for a report of a meeting is read as one.
    """
    if entries.is_entry(text):
        return entries.read(text)
    found = extract(text)
    if found.article.kind != ArticleKind.NOT_MEETING:
        return found
    said = Correction.objects.filter(sha256=sha256, row_type=RowType.ARTICLE, field="kind").last()
    believed = said is not None and said.person_value == ArticleKind.MEETING_REPORT
    return extract(text, believed=True) if believed else found


@transaction.atomic
def reextract(sha256: str) -> Stored:
    """Run the current extractor over a stored article. Raises Article.DoesNotExist."""
    hold([f"article {sha256}"])
    article = Article.objects.get(sha256=sha256)
    return _write(article, read(article.text, sha256))


def _new(source: Source) -> Article:
    """The row to be stored with all that is read, at once: a first ingest writes no history."""
    return Article(
        sha256=source.sha256,
        source_name=source.name[-255:],
        encoding=source.encoding,
        text=source.text,
        by_hand=entries.is_entry(source.text),
    )


def _write(article: Article, extraction: facts.Extraction) -> Stored:
    changes, kept = write(article, extraction)
    outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
    return Stored(Outcome.KEPT if kept else outcome, article.pk, changes)


def write(article: Article, extraction: facts.Extraction) -> tuple[Counter[str], int]:
    """Make the archive say of an article what an extraction says, corrected by people.

    Gives what changed, by `row.field`, and how many corrections stood against the extraction.
    """
    reading = to_reading(extraction, article.text)
    told = article.reports.values_list("meeting", flat=True) if article.pk else ()
    near = need.mates(told)
    kept = overlay(reading, Correction.objects.filter(sha256=article.sha256).order_by("pk"))
    if reading.article["kind"] == ArticleKind.NOT_MEETING:
        reading.accounts.clear()
    hold(_names(reading))
    changes = Changes()
    _write_article(article, reading, extraction.version, changes)
    meetings = write_reports(article, reading, changes)
    replace_claims(article, extraction.claims)
    index.refresh(meetings)
    need.refresh(meetings | near)
    need.refresh_articles([article.pk])
    if changes.counts:
        namesakes.refresh(_people(article))
    return changes.counts, kept


def _people(article: Article) -> Any:
    """The officials of an article."""
    rows = Attendance.objects.filter(report__article=article, withdrawn_at=None)
    return rows.values_list("official", flat=True)


def _write_article(article: Article, reading: Reading, version: str, changes: Changes) -> None:
    values = dict(reading.article)
    code = values.pop("city")
    city = City.objects.filter(code=code).first() if code else None
    if article.pk is None:
        article.extractor = version
    changes.save(article, "article", values | {"city_id": city and city.pk})
    if article.extractor != version:
        article.extractor = version
        article.save(update_fields=["extractor", "extracted_at"])


def _names(reading: Reading) -> Iterator[str]:
    rows = chain.from_iterable(a.facts[RowType.ATTENDANCE] for a in reading.accounts)
    return (f"official {row.values['name']}" for row in rows)
