"""Read one text as a report: the way through all extractors."""

from meetings.extraction import VERSION
from meetings.extraction.facts import Article, Extraction
from meetings.extraction.vocabulary import ArticleKind


def extract(source: str) -> Extraction:
    """Everything found in one decoded text; never raises, whatever the text."""
    return Extraction(VERSION, len(source), Article(ArticleKind.NOT_MEETING), None, ())
