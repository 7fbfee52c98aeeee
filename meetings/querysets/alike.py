"""Names that sound or look like a word."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Func, Q, QuerySet, Value, When

# Readings as alike as «wang zhen» and «wang zheng», given that a character is shared.
SOUNDS = 0.6
# Three characters of which two are shared, by the trigrams of names with blanks between.
LOOKS = 0.5
COLUMNS = ("word", "said", "rank", "score")


def nearest(
    rows: QuerySet[Any, Any], readings: Mapping[str, str], most: int, name: Any, pinyin: Any
) -> list[tuple[str, str]]:
    """Pairs of a word and a name near it, nearest first: at most so many names for each word.

    `readings` are Han words with their pinyin. A name is near a word when both are read alike but
    for tones (曹炯方, 曹炯芳); or when they share a character and their readings are alike by
    trigrams (王震, 王政); or when they share all characters but one of three or four (曹炳芳,
    曹炯芳), whatever they sound like. The word itself is no name near it.
    """
    rows = rows.order_by().annotate(said=name, sound=pinyin)
    each = [_near(rows, word, reading)[:most] for word, reading in readings.items()]
    if not each:
        return []
    found = each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]
    return list(_in_order(found))


def _in_order(found: QuerySet[Any, Any]) -> Iterator[tuple[str, str]]:
    for row in sorted(found, key=lambda row: (row["rank"], -row["score"], row["said"])):
        yield row["word"], row["said"]


def _near(rows: QuerySet[Any, Any], word: str, reading: str) -> QuerySet[Any, Any]:
    spaced = Func(F("said"), Value("(.)"), Value(r"\1 "), Value("g"), function="regexp_replace")
    looks: Any = Func(
        spaced, Value(" ".join(word)), function="similarity", output_field=FloatField()
    )
    rows = rows.annotate(sounds=TrigramSimilarity("sound", reading), looks=looks)
    alike = Q(sounds__gte=SOUNDS, said__regex=f"[{word}]")
    rows = rows.filter(Q(sound=reading) | alike | Q(looks__gte=LOOKS)).exclude(said=word)
    rank = Case(When(sound=reading, then=0), default=1)
    rows = rows.annotate(word=Value(word), rank=rank, score=F("sounds") + F("looks"))
    return rows.values(*COLUMNS).distinct().order_by("rank", "-score", "said")
