"""The label of a term of a closed list in the reader's language."""

from django.utils.translation import get_language

from meetings.extraction.vocabulary import Term

ENGLISH = "en"


def is_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith(ENGLISH)


def label(term: Term) -> str:
    """The Chinese label, or the English one on English pages."""
    return term.en if is_english() else term.zh
