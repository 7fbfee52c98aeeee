"""The month of a day is that of the calendar, whichever way it is looked up."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.index.columns import NO_DAY, _months
from meetings.index.conditions import DAY_ONE

CLOSE = st.dates(date(2019, 1, 1), date(2019, 3, 31))


@pytest.mark.parametrize("day", [CLOSE, st.dates()], ids=["few days", "any days"])
@given(data=st.data())
def test_months_are_those_of_the_calendar(
    day: st.SearchStrategy[date], data: st.DataObject
) -> None:
    days = data.draw(st.lists(st.none() | day, max_size=200))
    numbers = [NO_DAY if one is None else one.toordinal() - DAY_ONE for one in days]
    wanted = [0 if one is None else one.year * 12 + one.month - 1 for one in days]
    assert _months(np.array(numbers, np.int32)).tolist() == wanted
