"""Keep what was computed lately, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any


class Kept:
    """Values by key; those asked for longest ago go first. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any], size: Callable[[Any], int]) -> Any:
        """The value of a key, made where it is not here; two threads may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        self._put(key, value, size(value))
        return value

    def _put(self, key: Hashable, value: Any, size: int) -> None:
        with self._lock:
            if key not in self._values:
                self._values[key] = (value, size)
                self._size += size
            while self._size > self._most and self._values:
                self._size -= self._values.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._size = 0
