"""What the columns of a process hold, to compare them with what is read anew."""

from typing import Any

import numpy as np

from meetings.index import store
from meetings.index.columns import Columns


def content(columns: Columns) -> dict[str, Any]:
    """What columns say of each live row, however they are laid out."""
    rows, said = columns.meetings, columns.directives
    people = people_of(columns)
    names = ("city", "organ", "kind", "first", "last", "term", "number", "stamp", "open")
    meetings = {
        int(rows.places.ids(np.array([at]))[0]): (
            *(getattr(rows, name)[at].item() for name in names),
            sorted(people.get(at, [])),
        )
        for at in np.flatnonzero(rows.live).tolist()
    }
    directives = {
        int(said.places.ids(np.array([at]))[0]): (
            int(rows.places.ids(said.meeting[[at]])[0]),
            int(said.verb[at]),
            int(said.voices[said.voice[at]]),
        )
        for at in np.flatnonzero(said.live).tolist()
    }
    return {"meetings": meetings, "directives": directives, "seals": columns.seals}


def people_of(columns: Columns) -> dict[int, list[tuple[int, int]]]:
    """Official and role of the valid lines of each meeting; each person has one first line."""
    people: dict[int, list[tuple[int, int]]] = {}
    firsts: list[tuple[int, int]] = []
    for block in columns.meetings.people:
        lines = zip(block.meeting, block.official, block.role, block.first, strict=True)
        for meeting, who, role, first in lines:
            if block.valid is None or block.valid[meeting]:
                official = int(columns.meetings.officials[who])
                people.setdefault(int(meeting), []).append((official, int(role)))
                firsts += [(int(meeting), official)] * int(first)
    assert sorted(firsts) == sorted({(m, who) for m, some in people.items() for who, _ in some})
    return people


def check_followed() -> None:
    """What was followed is what is read anew."""
    followed = content(store.current())
    store.forget()
    assert followed == content(store.current())
