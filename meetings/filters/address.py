"""The query string as the state of a page: what was chosen, and how to choose otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

Pair = tuple[str, str]
PLACES = ("page", "after")


@dataclass(frozen=True)
class Address:
    """A path with its known, non-empty parameters in order."""

    path: str
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(
        cls, path: str, data: Iterable[tuple[str, list[str]]], known: Iterable[str]
    ) -> "Address":
        """Keep known parameters without empty or repeated values."""
        names = set(known)
        pairs = [(n, v.strip()) for n, vs in data if n in names for v in vs if v.strip()]
        return cls(path, tuple(dict.fromkeys(pairs)))

    def __str__(self) -> str:
        """The address, ready for a link."""
        return f"{self.path}{self.query}"

    @property
    def query(self) -> str:
        """The query string with its question mark; empty without parameters."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def moved(self, path: str, known: Iterable[str]) -> "Address":
        """The same choice on another path that knows these parameters."""
        names = set(known)
        return Address(path, tuple(pair for pair in self.fresh().pairs if pair[0] in names))

    def fresh(self) -> "Address":
        """The same choice from its first page."""
        return self.without(*PLACES)

    def without(self, *names: str) -> "Address":
        """Without these parameters."""
        return Address(self.path, tuple(pair for pair in self.pairs if pair[0] not in names))

    def dropped(self, name: str, value: str) -> "Address":
        """Without one value, from the first page."""
        pairs = self.fresh().pairs
        return Address(self.path, tuple(pair for pair in pairs if pair != (name, value)))

    def instead(self, name: str, value: object) -> "Address":
        """With this as the one value of a parameter, from the first page."""
        return self.without(name).plus(name, value)

    def plus(self, name: str, value: object) -> "Address":
        """With one more value, from the first page."""
        return Address(self.path, tuple(dict.fromkeys((*self.fresh().pairs, (name, str(value))))))

    def toggled(self, name: str, value: object) -> "Address":
        """With a value that was not chosen, without one that was."""
        if (name, str(value)) in self.pairs:
            return self.dropped(name, str(value))
        return self.plus(name, value)

    def chosen(self, name: str) -> list[str]:
        """The values chosen for a parameter."""
        return [value for key, value in self.pairs if key == name]
