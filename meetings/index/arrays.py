"""What the columns need of numpy, without its detours by wider numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[Any]
Ints = NDArray[Any]

# Indices are widened for the taking; so many at a time need no memory of their own.
PIECE = 65_536
# Values of more bits than this are sorted in two passes: numpy counts short ones, which is quicker.
SHORT_BITS = 16
WORD, WORD_BYTES = 64, 8


def taken(values: Ints, at: Ints) -> Ints:
    """The values at these indices; an index below 0 takes the first."""
    found = np.empty(len(at), values.dtype)
    for start in range(0, len(at), PIECE):
        piece = slice(start, start + PIECE)
        values.take(at[piece], out=found[piece], mode="clip")
    return found


def sorting(values: Ints) -> Ints:
    """The indices that sort whole numbers below 2³², equal ones in their order."""
    low = np.argsort(values.astype(np.uint16), kind="stable")
    high = (values >> SHORT_BITS).astype(np.uint16)
    if not high.any():
        return low
    order: Ints = low[np.argsort(high[low], kind="stable")]
    return order


def ranges(begin: Ints, size: Ints) -> Ints:
    """Each beginning with the numbers that follow it, as many as its size, one behind the other."""
    ends = np.cumsum(size)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begin - ends + size, size) + np.arange(total)


def ones_between(held: Mask, starts: Ints) -> Ints:
    """How many of the truth values between each start and the next are true."""
    bits = np.packbits(held, bitorder="little")
    words = np.zeros(len(bits) // WORD_BYTES + 1, np.uint64)
    words.view(np.uint8)[: len(bits)] = bits
    before = np.zeros(len(words) + 1, np.int64)
    np.cumsum(np.bitwise_count(words), out=before[1:])
    at, rest = starts // WORD, (starts % WORD).astype(np.uint64)
    below = (np.uint64(1) << rest) - np.uint64(1)
    return np.diff(before[at] + np.bitwise_count(words[at] & below))
