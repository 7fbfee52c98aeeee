"""What a facet is made of: choices with their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many rows it gives, and the choices under it."""

    value: str
    label: str
    count: int
    checked: bool = False
    under: tuple["Choice", ...] = ()
    rest: tuple["Choice", ...] = ()


@dataclass(frozen=True)
class Facet:
    """One facet: the choices shown, and the rest that a reader can unfold.

    `about` says that the numbers are estimates, `role` that they are of people in this role.
    """

    name: str
    title: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()
    rest_title: str = ""
    roles: tuple[Choice, ...] = field(default=())
    role: str = ""
    finder: str = ""
    can_exclude: bool = True
    about: bool = False


def split(choices: Iterable[Choice], most: int) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The first choices, and the rest without those that are chosen or open: these move up."""
    every = list(choices)
    kept = [c for i, c in enumerate(every) if i < most or c.checked or c.under]
    return tuple(kept), tuple(c for c in every if c not in kept)
