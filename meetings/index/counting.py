"""Count the rows of an answer by what the columns say of their meetings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.apps import apps

from meetings.index.arrays import Ints, Mask
from meetings.index.columns import Columns
from meetings.index.lines import NONE, Lines, OfOfficials
from meetings.index.units import KINDS, ORGANS, VERBS

# The names behind the digests of speakers, which never change.
_speakers: dict[int, str] = {}


@dataclass(frozen=True)
class Part:
    """A number for each place, true and false for 1 and 0, and how much each of them weighs."""

    numbers: Ints
    weight: float = 1.0

    @cached_property
    def _places(self) -> Ints:
        return np.flatnonzero(self.numbers)

    @cached_property
    def _each(self) -> Ints | None:
        """The numbers of those places as `bincount` wants them; None where each is 1."""
        if self.numbers.dtype == bool:
            return None
        return self.numbers.take(self._places).astype(np.float64)

    def by(self, values: Ints, size: int) -> Ints:
        """The sum for each value from 0 to size - 1 at least."""
        sums = np.bincount(values.take(self._places), self._each, size)
        return sums if self.weight == 1 else sums * self.weight

    def only(self, keep: Mask) -> "Part":
        """Those of the places for which `keep` is true."""
        return Part(self.numbers * keep, self.weight)


@dataclass(frozen=True)
class Tally:
    """What an answer has at each place: rows that surely answer, and others by their chance."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, sure: Ints, maybe: Ints | None = None, share: float = 0.0) -> "Tally":
        """Rows that surely answer, and rows of which a share does."""
        return cls((Part(sure), *([] if maybe is None else [Part(maybe, share)])))

    def by(self, values: Ints, size: int) -> Ints:
        """The sum for each value from 0 to size - 1 at least."""
        return _added(part.by(values, size) for part in self.parts)

    def only(self, keep: Mask) -> "Tally":
        """The same where `keep` is true, else nothing."""
        return Tally(tuple(part.only(keep) for part in self.parts))

    @cached_property
    def total(self) -> float:
        """The sum of all."""
        return float(sum(part.weight * part.numbers.sum(dtype=np.int64) for part in self.parts))


def _added(sums: Iterable[Ints]) -> Ints:
    """Their sum; one that is shorter ends in noughts."""
    first, *others = sums
    for other in others:
        longer, shorter = (first, other) if len(first) >= len(other) else (other, first)
        first = longer.astype(np.float64)
        first[: len(shorter)] += shorter
    return first


def by_code(sums: Ints, names: tuple[str, ...]) -> dict[str, float]:
    """The sum for each member of a closed list that has any, most first."""
    order = sorted(np.flatnonzero(sums), key=lambda i: (-sums[i], names[i]))
    return {str(names[i]): sums[i] for i in order}


@dataclass(frozen=True)
class Heads:
    """The meetings of an answer, counted by what a list of choices is made of."""

    columns: Columns
    tally: Tally
    of_directives: bool = False

    @cached_property
    def _together(self) -> Ints:
        """The sums by year, organ and kind at once, for one pass costs as much as another."""
        codes, _, years = self.columns.meetings.together
        shape = (years, len(ORGANS), len(KINDS))
        return self.tally.by(codes, int(np.prod(shape))).reshape(shape)

    def by_organ(self) -> dict[str, float]:
        """The sum for each organ; "" stands for none."""
        return by_code(self._together.sum((0, 2)), ORGANS)

    def by_kind(self) -> dict[str, float]:
        """The sum for each kind; "" stands for none."""
        return by_code(self._together.sum((0, 1)), KINDS)

    def by_year(self) -> dict[int | None, float]:
        """The sum for each year of the first day in order; None, last, for the unknown."""
        sums, first = self._together.sum((1, 2)), self.columns.meetings.together[1]
        years: dict[int | None, float]
        years = {first + int(i) - 1: sums[i] for i in np.flatnonzero(sums) if i}
        return years | ({None: sums[0]} if sums[0] else {})

    def by_month(self, year: int) -> dict[int | None, float]:
        """The sum for each month of a year; None where the month is unknown."""
        rows = self.columns.meetings
        there = rows.first_month // 12 == year
        surely = rows.first_month == rows.last_month
        sums = self.tally.only(there & surely).by(rows.first_month % 12, 12)
        months: dict[int | None, float] = {int(i) + 1: sums[i] for i in np.flatnonzero(sums)}
        unsure = self.tally.only(there & ~surely).total
        return months | ({None: unsure} if unsure else {})

    def by_city(self) -> dict[int, float]:
        """The sum for each city by the number of its row; 0 stands for none."""
        sums = self.tally.by(self.columns.meetings.city, 1)
        return {int(city): sums[city] for city in np.flatnonzero(sums)}

    def by_official(self, role: str, most: int | None = None) -> Ints:
        """The sum for each place in the list of officials, of meetings they took part in.

        With `most`, sums that are surely not among so many greatest may be too small.
        """
        base, *later = self.columns.meetings.people
        sums = np.zeros(len(self.columns.meetings.officials))
        for block in later:
            _add(sums, block.of_role(role), self.tally)
        valid = self.tally if base.valid is None else self.tally.only(base.valid)
        _add(sums, base.of_role(role), valid, most, lambda: self._bounds(role))
        return sums

    def _bounds(self, role: str) -> Ints:
        """What no sum over the first lines is greater than."""
        lines, whole = self.columns.meetings.people[0].of_role(role), self.columns.bounds
        if not self.of_directives:
            return lines.totals
        if role not in whole:
            whole[role] = np.zeros(len(self.columns.meetings.officials))
            _add(whole[role], lines, Tally.of(self.columns.said))
        return whole[role]


def _add(
    sums: Ints,
    lines: Lines,
    tally: Tally,
    most: int | None = None,
    bounds: Callable[[], Ints] = lambda: NONE,
) -> None:
    """Add what officials have by these lines, until no other can have as many as the first."""
    many = []
    for part in tally.parts:
        few = lines.few(part.numbers, len(sums))
        if few is None:
            many.append(part)
        else:
            sums += part.weight * few
    if many:
        _add_many(sums, lines.of_officials, many, most, bounds)


def _add_many(
    sums: Ints, lines: OfOfficials, parts: list[Part], most: int | None, bounds: Callable[[], Ints]
) -> None:
    best = np.zeros(0)
    for ranks in lines.pieces():
        own, others = lines.officials[ranks], lines.officials[ranks.stop :]
        for part in parts:
            sums[own] += part.weight * lines.sums(part.numbers, ranks)
        if not most or not len(others):
            continue
        best = np.sort(np.concatenate([best, sums[own]]))[-most:]
        if len(best) == most and (sums[others] + bounds()[others]).max() < best[0]:
            return


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


def by_verb(columns: Columns, said: Tally) -> dict[str, float]:
    """The sum for each verb of directives."""
    return by_code(said.by(columns.directives.verb, len(VERBS)), VERBS)


def speakers(columns: Columns, said: Tally, most: int, chosen: set[int]) -> list[tuple[str, float]]:
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
