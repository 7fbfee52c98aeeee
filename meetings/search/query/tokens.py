"""Cut what was typed into words, quoted phrases, names of fields, brackets and operators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from meetings.extraction.numerals import NUMERAL
from meetings.extraction.text import TONED
from meetings.search.folding import MARKS, fold
from meetings.search.query.faults import UNCLOSED_QUOTE, Edit, Fault
from meetings.search.query.fields import FieldName, to_field

# White space, and what nobody sees.
BLANK = re.compile(rf"[\s\0{MARKS}]*")
# Where a word ends.
END = r"(?=[\s\0()（）|｜]|$)"
# Where an operator ends: «NOT"防汛"» is one too.
OPERATOR_END = r"(?=[\s\0()（）|｜\"＂“「『]|$)"
# «防汛», «2019-09», «PPP», «市長(zhǎng)», «推进“放管服”改革»: up to white space, bracket or bar;
# pinyin in brackets belongs to its word.
WORD = re.compile(
    rf"(?:[(（]\s{{0,2}}[a-zü]{{0,5}}[{TONED}][a-zü]{{0,5}}\s{{0,2}}[)）]|[^\s\0()（）|｜])+"
)
# «|», «OR», «AND», «NOT», «-防汛», «~10», «(», «)», also in full width
OPERATOR = re.compile(
    rf"(?P<either>[|｜]+|(?:OR|ＯＲ){OPERATOR_END})|(?P<both>(?:AND|ＡＮＤ){OPERATOR_END})"
    rf"|(?P<nothing>(?:NOT|ＮＯＴ){OPERATOR_END}|[-－])|(?P<near>[~～][0-9０-９]*{OPERATOR_END})"
)
BRACKET = re.compile(r"(?P<open>[(（])|(?P<close>[)）])")
# «城市:», «city：»
FIELD = re.compile(r"(?P<name>[^\W\d_]{1,12})[:：]")
# «"营商 环境"», «“他说“好”啊”», «“两会“», «"两会”», «「两会」», «'两会'»; a single quote that is
# not closed at the end of a word is an apostrophe, a closing quote in front text.
PHRASE = re.compile(
    rf"(?:[\"＂](?P<straight>[^\"＂]*)[\"＂]"
    rf"|“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)”"
    rf"|[“”](?P<toggled>[^“”]*)[“”](?=[\s\0()（）|｜~～]|$)"
    rf"|“(?P<straightened>[^“”\"＂]*)[\"＂]|[\"＂](?P<curled>[^\"＂“”]*)[“”]"
    rf"|「(?P<corner>[^「」]*)」|『(?P<white>[^『』]*)』"
    rf"|‘(?P<single>[^‘’]*)’{END}|'(?P<plain>[^']*)'{END})"
    rf"(?:[~～](?P<within>[0-9０-９]*){END})?"
)
CLOSING = {'"': '"', "＂": "＂", "“": "”", "「": "」", "『": "』"}
# What stands between the two ends of a period: «2019..2021», «2019年至2021年»
TO = r"(?:\.{2,3}|…{1,2}|—{1,2}|[至到~～])"
DAY = r"[0-9０-９]{4}(?:[-－/年][0-9０-９]{1,2}){0,2}[年月日号]?"
# Values with white space in them that can only be one: «2019 .. 2021», «第12届 第38次»
PERIOD = re.compile(rf"(?:{DAY})?\s{{0,3}}{TO}\s{{0,3}}{DAY}{END}")
SITTING = re.compile(rf"第?{NUMERAL}[届屆]\s{{0,3}}第?{NUMERAL}次(?:[会會][议議])?{END}")
SPACED = {FieldName.DATE: PERIOD, FieldName.YEAR: PERIOD, FieldName.SESSION: SITTING}


class Sort(Enum):
    """What a token is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "open"
    CLOSE = "close"
    OR = "either"
    AND = "both"
    NOT = "nothing"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece `typed[start:end]`; `text` is what it says, `within` the digits of «"A B"~10»."""

    sort: Sort
    start: int
    end: int
    text: str
    field: FieldName | None = None
    within: str | None = None


def folded(typed: str) -> str:
    """The folded form of a word; a sentinel lets pinyin cut off from its character go too."""
    return fold("一" + typed.replace("\0", ""))[1:]


def tokens(typed: str) -> Iterator[Token]:
    """The pieces in order; raises Fault where a quote is not closed."""
    at = _skip(typed, 0)
    while at < len(typed):
        token = _token(typed, at)
        yield token
        at = token.end
        if token.field and (value := _value(typed, at, token.field)):
            yield value
            at = value.end
        at = _skip(typed, at)


def _skip(typed: str, at: int) -> int:
    blank = BLANK.match(typed, at)
    return blank.end() if blank else at


def _token(typed: str, at: int) -> Token:
    if found := OPERATOR.match(typed, at):
        return Token(Sort(found.lastgroup), at, found.end(), found[0])
    if (found := FIELD.match(typed, at)) and (name := to_field(found["name"])):
        return Token(Sort.FIELD, at, found.end(), found["name"], name)
    return _operand(typed, at)


def _operand(typed: str, at: int) -> Token:
    """A phrase, a word or a bracket."""
    if found := PHRASE.match(typed, at):
        text = next(text for text in found.groups() if text is not None)
        return Token(Sort.PHRASE, at, found.end(), text, within=found["within"])
    if typed[at] in CLOSING:
        close = Edit(len(typed.rstrip()), len(typed), CLOSING[typed[at]])
        raise Fault(UNCLOSED_QUOTE, at, at + 1, close, {"sign": typed[at]})
    if found := WORD.match(typed, at):
        return Token(Sort.WORD, at, found.end(), found[0])
    bracket = Sort.OPEN if typed[at] in "(（" else Sort.CLOSE
    return Token(bracket, at, at + 1, typed[at])


def _value(typed: str, at: int, field: FieldName) -> Token | None:
    """What stands right behind the colon, where operators are no operators."""
    spaced = SPACED.get(field)
    if spaced and (found := spaced.match(typed, at)):
        return Token(Sort.WORD, at, found.end(), found[0])
    if _skip(typed, at) > at or at == len(typed) or typed[at] in ")）|｜":
        return None
    return _operand(typed, at)
