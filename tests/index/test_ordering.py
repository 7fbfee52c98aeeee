"""The value at a place in order, counted or parted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meetings.index.ordering import SPAN, nth

CLOSE = st.integers(-50, 50)
WIDE = st.integers(-(2**31), 2**40) | st.sampled_from([SPAN - 1, SPAN, SPAN + 1, 0])


@given(st.lists(CLOSE | WIDE, min_size=1, max_size=60), st.data())
def test_the_value_at_a_place_is_that_of_the_sorted_list(
    values: list[int], data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(values)))
    assert nth(np.array(values, np.int64), number) == sorted(values)[number - 1]
