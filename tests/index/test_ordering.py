"""The value at a place in order, found by steps that double."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.index.ordering import nth

CLOSE = st.integers(-50, 50)


@pytest.mark.parametrize("kind", [np.int16, np.int32])
@given(data=st.data())
def test_the_value_at_a_place_is_that_of_the_sorted_list(kind: Any, data: st.DataObject) -> None:
    known = np.iinfo(kind)
    wide = st.integers(known.min // 4, known.max // 4) | st.sampled_from([known.max, known.min])
    values = data.draw(st.lists(CLOSE | wide, min_size=1, max_size=60))
    number = data.draw(st.integers(1, len(values)))
    assert nth(np.array(values, kind), number) == sorted(values)[number - 1]
