"""A text is cut into pairs by the database, by the postings and in Python alike."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.index import Unit, reading, sealing
from meetings.index.postings import pack, unpack
from meetings.index.terms import SOURCE, TITLE, is_exact, marked, of_source, pairs, tsquery
from meetings.index.units import SEGMENT
from meetings.index.writing import LONGEST
from meetings.search.folding import fold

# Characters that mean something to the database, beside plain ones and some of four bytes.
ODD = "会议市长'\"\\%_&|!:*<->() ab𠮷😀\u0301"
STRINGS = st.text(st.sampled_from(ODD.replace(" ", "")), min_size=1, max_size=6)
RUNS = st.text(st.sampled_from(ODD.replace(" ", "")), max_size=12)
TEXTS = st.lists(RUNS, min_size=1, max_size=4).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(fold)
OFFSETS = st.sets(st.integers(0, SEGMENT - 1), max_size=60)


def lexemes(text: str, sources: list[str] | None = None) -> set[str]:
    """The lexemes that the database makes of a text."""
    call = "meetings_terms(%s)" if sources is None else "meetings_terms(%s, %s)"
    values: list[Any] = [text] if sources is None else [text, sources]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tsvector_to_array({call})", values)
        return set(cursor.fetchone()[0])


def cut(text: str) -> set[str]:
    """Pairs of neighbours and the last character."""
    return {text[at : at + 2] for at in range(len(text))}


def satisfies(text: str, condition: str, sources: list[str]) -> bool:
    """Whether the database says that a text satisfies a condition."""
    with connection.cursor() as cursor:
        values: list[Any] = [text, sources, condition]
        cursor.execute("SELECT meetings_terms(%s, %s) @@ %s::tsquery", values)
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(TEXTS | ANYTHING)
def test_the_database_cuts_a_text_into_pairs_and_its_last_character(text: str) -> None:
    assert lexemes(text) == cut(text)


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(TEXTS | ANYTHING, st.lists(STRINGS, max_size=3))
def test_a_title_and_sources_are_cut_once_more_behind_their_marks(
    text: str, sources: list[str]
) -> None:
    title = text.partition("\n")[0]
    ends = {source[at:] for source in sources for at in range(len(source))}
    behind = {TITLE + term for term in cut(title)} | {SOURCE + end for end in ends}
    assert lexemes(text, sources) == cut(text) | behind


@pytest.mark.django_db
@settings(max_examples=400, deadline=None)
@given(TEXTS, STRINGS)
def test_a_condition_asks_for_every_pair_and_for_nothing_else(text: str, words: str) -> None:
    held = all(pair in text for pair in pairs(words))
    assert satisfies(text, tsquery(marked([words])), []) is held
    title = text.partition("\n")[0]
    assert satisfies(text, tsquery(marked([words], TITLE)), []) is all(
        pair in title for pair in pairs(words)
    )
    if is_exact(words):
        assert held is (words in text)


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(TEXTS, STRINGS, st.lists(STRINGS, max_size=3))
def test_a_source_is_asked_for_by_any_part_of_it(text: str, words: str, sources: list[str]) -> None:
    held = any(words in source for source in sources)
    assert satisfies(text, of_source(words), sources) is held


@given(STRINGS)
def test_a_string_is_asked_for_by_its_pairs_a_single_character_by_itself(words: str) -> None:
    wanted = {words[at : at + 2] for at in range(max(1, len(words) - 1))}
    assert set(pairs(words)) == wanted
    assert len(pairs(words)) == len(wanted)


@given(OFFSETS)
def test_a_packed_set_is_unpacked_as_it_was(offsets: set[int]) -> None:
    check_packed(sorted(offsets))


@pytest.mark.parametrize("step", [1, 2, 7, 8, 15, 16, 17, 100, SEGMENT - 1])
def test_large_sets_are_packed_too_and_never_larger_than_bits(step: int) -> None:
    check_packed(list(range(0, SEGMENT, step)))


def check_packed(offsets: list[int]) -> None:
    """What is packed is what is unpacked, in no more bytes than a bit for each place."""
    packed = pack(np.array(offsets, np.int64))
    assert len(packed) <= SEGMENT // 8 + 1
    bits = np.unpackbits(unpack(packed), bitorder="little")
    assert len(bits) == SEGMENT
    assert np.flatnonzero(bits).tolist() == offsets


def counted(texts: dict[int, str], *, titled: bool) -> dict[str, list[int]]:
    """Which texts hold each term, by a plain count."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, text in texts.items():
        for run in text.split("\n"):
            for term in (*run, *map("".join, pairwise(run))):
                found[term].add(place)
        title = text.partition("\n")[0] if titled else ""
        for term in (*title, *map("".join, pairwise(title))):
            found[TITLE + term].add(place)
    return {term: sorted(places) for term, places in found.items()}


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.integers(0, SEGMENT - 1), TEXTS | ANYTHING, max_size=12),
    st.sampled_from(Unit),
    st.integers(1, 4),
    st.integers(1, 8),
    st.sampled_from([1, 20, 10**6]),
)
def test_the_common_terms_of_a_segment_are_those_of_a_plain_count(
    texts: dict[int, str], unit: Unit, common: int, one_in: int, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COMMON", common)
        patch.setattr(sealing, "ONE_IN", {unit: one_in})
        patch.setattr(sealing, "SLICE", piece)
        rows = sorted(texts.items())
        found = {term: places.tolist() for term, places in sealing.common_terms(rows, unit)}
    every = counted(texts, titled=unit is Unit.MEETING)
    least = max(common, len(texts) // one_in)
    assert found == {term: rows for term, rows in every.items() if len(rows) >= least}


@pytest.mark.django_db
def test_a_text_of_distinct_pairs_of_the_longest_kind_can_be_indexed() -> None:
    body = "".join(chr(0x20000 + at % 40_000) + chr(0x20000 + at // 7) for at in range(50_000))
    text = f"会议\n{body}"[:LONGEST]
    assert len(cut(text)) > LONGEST * 0.9
    assert lexemes(text, []) >= cut(text)


@pytest.mark.django_db(transaction=True)
def test_what_tells_one_state_of_the_archive_from_another() -> None:
    first = reading.state()
    assert reading.state() == first
    assert first[2] is False
    assert reading.SNAPSHOT.fullmatch(first[0])


@pytest.mark.parametrize("seen", ["1:2:3; DROP TABLE", "x", "1:2", "1:2:3\n"])
def test_a_snapshot_is_digits_alone(seen: str) -> None:
    with pytest.raises(ValueError, match=seen[:3]):
        reading._unseen(seen)


def test_no_ids_are_no_numbers() -> None:
    assert reading.to_ids(None).tolist() == []
    assert {unit.table for unit in Unit} == {"meetings_meetingtext", "meetings_directivetext"}
