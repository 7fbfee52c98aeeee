"""The label of a term of a closed list in the reader's language."""

from django.utils.translation import get_language

from meetings.extraction.vocabulary import Term, Voice

ENGLISH = "en"


def is_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith(ENGLISH)


def label(term: Term) -> str:
    """The Chinese label, or the English one on English pages."""
    return term.en if is_english() else term.zh


def voice(word: str) -> str:
    """Who said it, in the reader's language where it is the meeting and no person."""
    term = Voice.get(word)
    return label(term) if term else word
