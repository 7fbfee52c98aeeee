"""The names of the fields that a query can ask for, and what a reader may have meant by others."""

from difflib import get_close_matches

from meetings.extraction.vocabulary import Term
from meetings.search.folding import fold


class FieldName(Term):
    """A field of the query language; either name may be typed before the colon."""

    CITY = "city", "城市", "city"
    OFFICIAL = "official", "官员", "official"
    CHAIR = "chair", "主持", "chair"
    SESSION = "session", "届次", "session"
    ORGAN = "organ", "机构", "organ"
    KIND = "kind", "类型", "kind"
    YEAR = "year", "年", "year"
    DATE = "date", "日期", "date"
    SOURCE = "source", "来源", "source"
    VERB = "verb", "动词", "verb"
    SPEAKER = "speaker", "发言", "speaker"


NAMES = {fold(name): term for term in FieldName for name in (term.zh, term.en)}
# What other archives call the same.
MEANT = {
    "地区": FieldName.CITY,
    "地点": FieldName.CITY,
    "人物": FieldName.OFFICIAL,
    "领导": FieldName.OFFICIAL,
    "部门": FieldName.ORGAN,
    "时间": FieldName.DATE,
    "媒体": FieldName.SOURCE,
    "出处": FieldName.SOURCE,
    "place": FieldName.CITY,
    "person": FieldName.OFFICIAL,
    "type": FieldName.KIND,
}
ALIKE = 0.7


def to_field(name: str) -> FieldName | None:
    """The field of this name, in either language, script, width and case."""
    return NAMES.get(fold(name))


def to_nearest_field(name: str) -> FieldName | None:
    """The field that a name which is none may have meant: 城巿, 主持人, officials, 地区."""
    word = fold(name)
    if word in NAMES or len(word) < 2:
        return None
    if word in MEANT:
        return MEANT[word]
    holding = [known for known in NAMES if known in word and len(word) <= len(known) + 2]
    if holding:
        return NAMES[max(holding, key=len)]
    close = get_close_matches(word, NAMES, n=1, cutoff=ALIKE if word.isascii() else 0.5)
    return NAMES[close[0]] if close else None
