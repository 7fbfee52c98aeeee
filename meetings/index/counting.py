"""Count the rows of an answer by what the columns say of their meetings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.apps import apps

from meetings.index.columns import Attendances, Columns, Ints, Lines
from meetings.index.units import KINDS, ORGANS, VERBS

# With so few meetings their lines are gathered one by one; with more, all lines are passed over.
FEW_MEETINGS = 120_000


# The names behind the digests of speakers, which never change.
_speakers: dict[int, str] = {}


@dataclass(frozen=True)
class Weighted:
    """Places in an array, each with its weight; no weights mean one each."""

    places: Ints
    weights: Ints | None = None

    def by(self, values: Ints, size: int) -> Ints:
        """The sum of weights for each value from 0 to size - 1."""
        return np.bincount(values[self.places], self.weights, size)

    def only(self, keep: Any) -> "Weighted":
        """Those for which `keep`, one truth value for each place, is true."""
        weights = None if self.weights is None else self.weights[keep]
        return Weighted(self.places[keep], weights)


def to_meetings(columns: Columns, said: Weighted) -> Weighted:
    """The meetings of directives, each with the weight of its directives."""
    meeting = columns.directives.meeting[said.places]
    weights = np.bincount(meeting, said.weights, columns.meetings.places.size)
    places = np.flatnonzero(weights)
    return Weighted(places, weights[places])


def by_code(found: Weighted, values: Ints, names: tuple[str, ...]) -> dict[str, float]:
    """The sum for each member of a closed list that has any, most first."""
    sums = found.by(values, len(names))
    order = sorted(np.flatnonzero(sums), key=lambda i: (-sums[i], names[i]))
    return {str(names[i]): sums[i] for i in order}


def by_organ(columns: Columns, found: Weighted) -> dict[str, float]:
    """The sum for each organ; "" stands for none."""
    return by_code(found, columns.meetings.organ, ORGANS)


def by_kind(columns: Columns, found: Weighted) -> dict[str, float]:
    """The sum for each kind; "" stands for none."""
    return by_code(found, columns.meetings.kind, KINDS)


def by_verb(columns: Columns, said: Weighted) -> dict[str, float]:
    """The sum for each verb of directives."""
    return by_code(said, columns.directives.verb, VERBS)


def by_year(columns: Columns, found: Weighted) -> dict[int | None, float]:
    """The sum for each year of the first day in order; None, last, for the unknown."""
    months = columns.meetings.first_month
    sums = found.by(months // 12 if len(months) else months, 1)
    years: dict[int | None, float] = {int(y): sums[y] for y in np.flatnonzero(sums) if y}
    return years | ({None: sums[0]} if sums[0] else {})


def by_month(columns: Columns, found: Weighted, year: int) -> dict[int | None, float]:
    """The sum for each month of a year; None where the month is unknown."""
    rows = columns.meetings
    there = found.only(rows.first_month[found.places] // 12 == year)
    surely = rows.first_month[there.places] == rows.last_month[there.places]
    sums = there.only(surely).by(rows.first_month % 12, 12)
    months: dict[int | None, float] = {int(i) + 1: sums[i] for i in np.flatnonzero(sums)}
    vague = there.only(~surely)
    unsure = len(vague.places) if vague.weights is None else vague.weights.sum()
    return months | ({None: unsure} if unsure else {})


def by_city(columns: Columns, found: Weighted) -> dict[int, float]:
    """The sum for each city by the number of its row; 0 stands for none."""
    sums = found.by(columns.meetings.city, 1)
    return {int(city): sums[city] for city in np.flatnonzero(sums)}


def by_official(columns: Columns, found: Weighted, role: str) -> Ints:
    """The sum for each place in the list of officials, of meetings they took part in."""
    size = len(columns.meetings.officials)
    sums = np.zeros(size)
    for block in columns.meetings.people:
        sums += _of_block(block, found, role, columns.meetings.places.size, size)
    return sums


def _of_block(block: Attendances, found: Weighted, role: str, meetings: int, size: int) -> Ints:
    if block.valid is not None:
        found = found.only(block.valid[found.places])
    lines = block.of_role(role)
    if len(found.places) <= FEW_MEETINGS:
        return _of_few(lines, found, size)
    if found.weights is None:
        return _of_many(lines, found.places, meetings, size)
    return _of_weighted(lines, found.places, found.weights, meetings, size)


def _of_weighted(lines: Lines, places: Ints, weights: Ints, meetings: int, size: int) -> Ints:
    """As `_of_many`, which is asked once or twice where there are no more than two weights."""
    low, high = weights.min(), weights.max()
    greater = places[weights == high]
    if len(greater) + np.count_nonzero(weights == low) < len(places):
        spread = np.zeros(meetings)
        spread[places] = weights
        return np.bincount(lines.official, spread[lines.meeting], size)
    sums: Ints = low * _of_many(lines, places, meetings, size)
    if high > low:
        sums += (high - low) * _of_many(lines, greater, meetings, size)
    return sums


def _of_few(lines: Lines, found: Weighted, size: int) -> Ints:
    """Gather the lines of each of these meetings."""
    keep = found.places < len(lines.starts) - 1
    places = found.places[keep]
    begin, counts = lines.starts[places], np.diff(lines.starts)[places]
    shift = np.repeat(begin - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    weights = None if found.weights is None else np.repeat(found.weights[keep], counts)
    return np.bincount(lines.official[np.arange(len(shift)) + shift], weights, size)


def _of_many(lines: Lines, places: Ints, meetings: int, size: int) -> Ints:
    """Pass over all lines; of more than half of the meetings, take those of the others off."""
    held = np.zeros(meetings, bool)
    held[places] = True
    if 2 * len(places) <= meetings:
        return np.bincount(lines.official[held[lines.meeting]], minlength=size)
    sums = np.zeros(size, np.int64)
    sums[: len(lines.totals)] = lines.totals
    others = ~held
    return sums - np.bincount(lines.official[others[lines.meeting]], minlength=size)


def top(sums: Ints, most: int, among: Ints | None = None) -> list[int]:
    """The places of the greatest sums above 0, earlier places first where they are equal."""
    places = np.flatnonzero(sums) if among is None else among[sums[among] > 0]
    if len(places) > most:
        least = np.partition(sums[places], -most)[-most]
        places = np.concatenate(
            [places[sums[places] > least], places[sums[places] == least][:most]]
        )
    order = np.lexsort((places, -sums[places]))
    return [int(i) for i in places[order][:most]]


def speakers(
    columns: Columns, said: Weighted, most: int, chosen: set[int]
) -> list[tuple[str, float]]:
    """The speakers with the greatest sums, most first, and those chosen, by name."""
    rows = columns.directives
    sums = said.by(rows.voice, len(rows.voices))
    voices = [*top(sums, most), *np.flatnonzero(np.isin(rows.voices, list(chosen)))]
    voices = list(dict.fromkeys(int(voice) for voice in voices if sums[voice]))
    names = _names(columns, voices)
    return [(names[voice], sums[voice]) for voice in voices if voice in names]


def _names(columns: Columns, voices: list[int]) -> dict[int, str]:
    """What speakers are called, read off a directive of each."""
    rows = columns.directives
    digests = {voice: int(rows.voices[voice]) for voice in voices}
    missing = [voice for voice, digest in digests.items() if digest not in _speakers]
    firsts = [int(np.argmax((rows.voice == voice) & rows.live)) for voice in missing]
    ids = rows.places.ids(np.array(firsts, np.int64)).tolist()
    said = apps.get_model("meetings", "Directive").objects.in_bulk(ids) if ids else {}
    pairs = zip(missing, ids, strict=True)
    _speakers.update({digests[voice]: said[pk].speaker for voice, pk in pairs if pk in said})
    return {v: _speakers[digest] for v, digest in digests.items() if digest in _speakers}
