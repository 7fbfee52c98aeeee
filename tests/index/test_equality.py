"""What is found is what a plain scan over all texts finds: nothing less and nothing more."""

from itertools import islice

import pytest
from opencc import OpenCC

from meetings import index
from meetings.index import Unit
from meetings.search.folding import fold
from meetings.search.query import Near, Not, Query, Words
from tests.index.archive import ODD_DAYS
from tests.index.asking import Asker, ask, ids
from tests.index.plain import Plain

pytestmark = pytest.mark.django_db
TRADITIONAL = OpenCC("s2t")
FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "abcdefghijklmnopqrstuvwxyz0123456789%()"}
SUBSTRINGS, PATCHED, TYPED, TREES = 1000, 300, 300, 300


def check(plain: Plain, unit: Unit, tree: object) -> None:
    """Ids and number are those of a scan."""
    answer, wanted = ask(unit, tree), plain.ids(unit, tree)
    assert set(ids(answer)) == wanted, (unit, tree)
    assert answer.total == (len(wanted), True), (unit, tree)


@pytest.mark.parametrize("unit", Unit)
def test_any_string_of_any_text_is_found_in_all_texts_that_hold_it(
    plain: Plain, unit: Unit
) -> None:
    asker = Asker(plain)
    for _ in range(SUBSTRINGS):
        check(plain, unit, Words(asker.part()))


@pytest.mark.parametrize("unit", Unit)
def test_a_string_whose_pairs_stand_apart_is_not_found(plain: Plain, unit: Unit) -> None:
    asker = Asker(plain, 2)
    made = [asker.patched() for _ in range(PATCHED)]
    assert sum(not plain.ids(unit, Words(words)) for words in made) > PATCHED // 2
    for words in made:
        check(plain, unit, Words(words))


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("way", [TRADITIONAL.convert, lambda words: words.translate(FULL_WIDTH)])
def test_a_string_is_found_in_traditional_script_and_full_width(
    plain: Plain, unit: Unit, way: object
) -> None:
    asker = Asker(plain, 3)
    parts = (part for part in iter(asker.part, "") if '"' not in part)
    for words in islice(parts, TYPED):
        typed = way(words)  # type: ignore[operator]  # both are functions
        if fold(typed) == words:
            answer = index.ask(unit, Query.of(f'"{typed}"'))
            assert set(ids(answer)) == plain.ids(unit, Words(words)), typed


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("seed", range(3))
def test_any_tree_of_conditions_answers_as_a_scan_does(plain: Plain, unit: Unit, seed: int) -> None:
    asker = Asker(plain, 10 + seed)
    for _ in range(TREES):
        check(plain, unit, asker.tree())


@pytest.mark.parametrize("unit", Unit)
def test_two_strings_near_each_other_stand_in_one_run(plain: Plain, unit: Unit) -> None:
    asker = Asker(plain, 4)
    for _ in range(TREES):
        check(plain, unit, asker.near())


@pytest.mark.parametrize(
    "words",
    ["'", '"', "\\", "\\\\与", "%_", "𠮷", "𠮷野", "𠮷𠮷", "😀会议", "控制字符在此,亦然", "ab", "a",
     ".*+?^$|", "[二]{三}", "议会", "会议会", "#与ppp", "'议事'",
     "&", "|", "!", ":*", "<->", "100%"],
)  # fmt: skip
@pytest.mark.parametrize("unit", Unit)
def test_marks_of_the_query_language_of_the_database_are_plain_characters(
    plain: Plain, unit: Unit, words: str
) -> None:
    for tree in (Words(words), Not(Words(words)), Near(words, "会", 3), Near("与", words, 0)):
        check(plain, unit, tree)


@pytest.mark.parametrize("unit", Unit)
def test_nothing_asked_finds_everything(plain: Plain, unit: Unit) -> None:
    check(plain, unit, None)


def test_the_archive_holds_what_these_tests_are_about(plain: Plain) -> None:
    assert len(plain.texts[Unit.MEETING]) > 150
    assert len(plain.texts[Unit.DIRECTIVE]) > 300
    assert set(ODD_DAYS) <= {s.row.date_edtf for s in plain.sittings.values()}
    for unit in Unit:
        assert len({pk >> 14 for pk in plain.texts[unit]}) == 2
    for words in ("'", "\\", "𠮷", "😀"):
        assert plain.ids(Unit.MEETING, Words(words))
        assert plain.ids(Unit.DIRECTIVE, Words(words))
