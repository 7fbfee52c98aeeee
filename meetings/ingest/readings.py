"""The pinyin of a personal name, and the key that sorts names by it."""

import csv
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

SURNAMES = Path(__file__).parent / "data" / "surnames.csv"


def to_pinyin(name: str) -> str:
    """Syllables without tones, surname first: `曹炯芳` is `cao jiong fang`."""
    return " ".join(syllable.rstrip("12345") for syllable in _syllables(name))


def to_sort_key(name: str) -> str:
    """Syllables with tone numbers, then the name, so that lists have one order."""
    return f"{' '.join(_syllables(name))} {name}"


def _syllables(name: str) -> list[str]:
    surname = next((name[:n] for n in (2, 1) if name[:n] in surname_readings()), "")
    given = name[len(surname) :]
    return [*surname_readings().get(surname, "").split(), *_plain(given)]


def _plain(text: str) -> list[str]:
    found = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    parts = (syllable.lower() for part in found for syllable in part.split())
    return [syllable for syllable in parts if syllable[0].isalnum()]


@cache
def surname_readings() -> dict[str, str]:
    """Surnames with a reading of their own, from the table beside this module."""
    with SURNAMES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["surname"]: row["reading"] for row in rows}
