"""The days that an EDTF date covers."""

from datetime import date

import pytest

from meetings.models.dates import bounds, is_edtf, year_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-09-25", date(2017, 9, 25), date(2017, 9, 25)),
        ("2017-09", date(2017, 9, 1), date(2017, 9, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2021-07-29/2021-07-30", date(2021, 7, 29), date(2021, 7, 30)),
        ("2021-07/2021-09", date(2021, 7, 1), date(2021, 9, 30)),
    ],
)
def test_a_date_covers_its_days(edtf: str, first: date, last: date) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "XXXX-12-25",
        "XXXX-XX-24",
        "2017-XX-24",
        "2017-02-30",
        "2017-13",
        "0000",
        "2021-07-30/2021-07-29",
        "2021-07-29/",
        "20170925",
        "２０１７",
    ],
)
def test_what_is_not_known_to_the_year_covers_nothing(edtf: str) -> None:
    assert bounds(edtf) is None


def test_a_person_s_date_is_edtf_with_unknown_parts_as_x() -> None:
    assert all(map(is_edtf, ["2017", "2017-09-25", "XXXX-12-25", "2021-07-29/2021-07-30"]))
    assert not any(map(is_edtf, ["", "9月25日", "2017-9-25", "2017-02-30", "2017-09-25 "]))


def test_the_year_of_a_range_is_its_first() -> None:
    assert [year_of(d) for d in ("2021-12-30/2022-01-02", "XXXX-12-25", "")] == [2021, None, None]
