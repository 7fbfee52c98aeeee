"""Lists are read in order from any place in them, each row once."""

from datetime import date
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.index import Answer, Unit
from meetings.index.ordering import read_mark, write_mark
from meetings.search.query import Not, Words
from tests.index.asking import Asker, ask, ids
from tests.index.plain import Plain

SORTS = ("newest", "oldest", "relevance")
BY_DAY = SORTS[:2]
QUESTIONS = 8


def questions(plain: Plain, unit: Unit) -> list[Answer]:
    """Answers of all sizes, exact ones and others."""
    asker = Asker(plain, 5)
    trees = [None, Words("会议"), Words("会议强调"), Not(Words("会议强调"))]
    trees += [asker.tree(2) for _ in range(QUESTIONS)]
    return [ask(unit, t, c) for t, c in zip(trees, islice(asker.choices(), 99), strict=False)]


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("sort", BY_DAY)
def test_rows_come_by_day_then_by_id_unknown_days_last(plain: Plain, unit: Unit, sort: str) -> None:
    for answer in questions(plain, unit):
        found = ids(answer, sort)
        assert found == plain.in_order(unit, set(found), sort)


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
def test_by_relevance_rows_come_by_rank_then_newest_first(plain: Plain, unit: Unit) -> None:
    for answer in questions(plain, unit):
        found = ids(answer, "relevance")
        ranks = {pk: answer.mark("relevance", pk)[0] for pk in found}
        newest = plain.in_order(unit, set(found), "newest")
        assert found == sorted(newest, key=lambda pk: -ranks[pk])


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("sort", SORTS)
def test_going_on_after_each_page_gives_every_row_once(plain: Plain, unit: Unit, sort: str) -> None:
    for size, answer in enumerate(questions(plain, unit), 3):
        walked: list[int] = []
        mark = None
        while rows := answer.page(sort, size, after=mark):
            walked += rows
            written = write_mark(answer.mark(sort, rows[-1]))
            mark = read_mark(unit, sort, written)
        assert walked == ids(answer, sort)


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("sort", SORTS)
def test_the_rows_beside_each_row_are_those_of_the_list(
    plain: Plain, unit: Unit, sort: str
) -> None:
    for answer in questions(plain, unit):
        every = ids(answer, sort)[:40]
        for before, pk, after in zip([None, *every], every, [*every[1:], None], strict=False):
            beside = answer.beside(sort, pk)
            assert beside is not None
            assert beside[0] == before
            if pk != every[-1]:
                assert beside[1] == after
        last = ids(answer, sort)[-1:]
        assert all(answer.beside(sort, pk)[1] is None for pk in last)  # type: ignore[index]  # it is in the list


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
def test_what_is_not_in_a_list_has_nothing_beside_it(plain: Plain, unit: Unit) -> None:
    for answer in questions(plain, unit):
        out = set(plain.texts[unit]) - set(ids(answer))
        for pk in [*sorted(out)[::20], 3, 10**12]:
            assert answer.beside("newest", pk) is None
    assert ask(unit, None).mark("newest", 3) is None


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("sort", SORTS)
def test_a_page_begins_where_it_is_told_and_is_no_longer_than_asked(
    plain: Plain, unit: Unit, sort: str
) -> None:
    for answer in questions(plain, unit):
        every = ids(answer, sort)
        for skip, limit in ((0, 1), (0, 20), (5, 7), (len(every) - 1, 3), (len(every), 5)):
            wanted = every[max(skip, 0) : max(skip, 0) + limit]
            assert answer.page(sort, limit, max(skip, 0)) == wanted
    assert ask(unit, None).page("newest", 0) == []


@pytest.mark.django_db
def test_a_place_that_no_row_stands_at_can_be_gone_on_from(plain: Plain) -> None:
    answer = ask(Unit.MEETING, None)
    every = ids(answer)
    for day in (date(2019, 9, 24), date(1990, 1, 1), date(2100, 1, 1), None):
        later = answer.page("newest", 10**6, after=(day, 5))
        assert later == every[len(every) - len(later) :]
    assert answer.page("newest", 10**6, after=(date(2100, 1, 1), 5)) == every
    assert answer.page("newest", 10**6, after=(None, 0)) == []


DAYS = st.none() | st.dates(date(1, 1, 1))
NUMBERS = st.integers(0, 10**17)


@given(st.sampled_from(list(Unit)), st.sampled_from(SORTS), DAYS, st.tuples(*[NUMBERS] * 3))
def test_a_mark_is_read_as_it_was_written(
    unit: Unit, sort: str, day: date | None, numbers: tuple[int, int, int]
) -> None:
    rank = numbers[:1] if sort == "relevance" else ()
    own = numbers[1:2] if unit is Unit.MEETING else numbers[1:]
    mark: Any = (*rank, day, *own)
    assert read_mark(unit, sort, write_mark(mark)) == mark


@pytest.mark.parametrize(
    "written",
    ["", "_", "-", "2019-09-24", "2019-09-24_", "2019-13-01_1", "2019-09-24_x", "2019-09-24_-1",
     "2019-09-24_1_2_3", "2019-09-24_" + "9" * 30, "2019-09-24_١",
     "x_2019-09-24_1", "None_1", "1_1"],
)  # fmt: skip
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("sort", SORTS)
def test_what_is_no_mark_is_refused(unit: Unit, sort: str, written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says
        read_mark(unit, sort, written)


@given(st.text("0123456789-_W", max_size=30), st.sampled_from(SORTS))
def test_whatever_stands_in_an_address_is_a_mark_or_refused(written: str, sort: str) -> None:
    try:
        mark = read_mark(Unit.MEETING, sort, written)
    except ValueError:
        return
    assert read_mark(Unit.MEETING, sort, write_mark(mark)) == mark


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
def test_many_rows_of_one_day_keep_their_order(plain: Plain, unit: Unit) -> None:
    days = [plain.in_order(unit, set(plain.texts[unit]), sort) for sort in BY_DAY]
    for sort, every in zip(BY_DAY, days, strict=True):
        assert ids(ask(unit, None), sort) == every
        assert all(a != b for a, b in pairwise(every))
