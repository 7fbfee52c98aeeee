"""A count beside a list is the number of rows that a click on it gives."""

from collections import Counter
from itertools import islice
from typing import Any

import numpy as np
import pytest

from meetings import index
from meetings.extraction.vocabulary import Role
from meetings.index import Answer, Unit, counting, lines, store
from meetings.index.conditions import ByVerbs, During, InCities, OfKinds, OfOrgans, Took
from meetings.index.resolving import by_voices
from meetings.search.query import Words
from tests.index.asking import Asker, ask
from tests.index.plain import Plain, Sitting, facets

pytestmark = pytest.mark.django_db
CHOICES = 12
MOST = 10_000
HELD = ("city", "date", "kind", "organ", "official")


def counts(answer: Answer) -> dict[str, dict[Any, int]]:
    """All facets of an answer."""
    found: dict[str, dict[Any, int]] = {
        "city": answer.by_city(),
        "date": answer.by_year(),
        "kind": answer.by_kind(),
        "organ": answer.by_organ(),
        "official": answer.by_official("", MOST),
    }
    if answer.unit is Unit.DIRECTIVE:
        found |= {"verb": answer.by_verb(), "speaker": answer.by_speaker(MOST)}
    return found


def click(facet: str, value: Any) -> Any:
    """The condition that a click on a value of a facet sets."""
    match facet:
        case "city":
            return InCities(frozenset([value]))
        case "date":
            return During(years=(value,)) if value else During(unknown=True)
        case "kind":
            return OfKinds(frozenset([value or "unknown"]))
        case "organ":
            return OfOrgans(frozenset([value or "unknown"]))
        case "official":
            return Took(frozenset([value]))
        case "verb":
            return ByVerbs(frozenset([value]))
    return by_voices([value])


def questions(plain: Plain, seed: int) -> list[tuple[Any, dict[str, Any]]]:
    """Words, or none, with choices and exclusions."""
    asker = Asker(plain, seed)
    trees = [None, Words("会议"), Words("会议强调"), *(asker.tree(2) for _ in range(CHOICES))]
    return [(None, {}), *zip(trees, islice(asker.choices(), len(trees)), strict=True)]


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_count_is_the_number_of_a_click_its_own_choice_left_out(
    plain: Plain, unit: Unit, seed: int
) -> None:
    for tree, chosen in questions(plain, seed):
        for facet, numbers in counts(ask(unit, tree, chosen)).items():
            some = list(numbers.items())
            for value, number in some[:6] + some[-3:]:
                clicked = chosen | {facet: click(facet, value)}
                assert ask(unit, tree, clicked).total == (number, True), (facet, value, clicked)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("seed", range(3, 9))
def test_no_value_is_left_out_of_a_facet(plain: Plain, unit: Unit, seed: int) -> None:
    for tree, chosen in questions(plain, seed):
        answer = ask(unit, tree, chosen)
        others = {
            name: plain.ids(unit, tree, [c for facet, c in chosen.items() if facet != name])
            for name in (*HELD, "verb", "speaker")
        }
        assert counts(answer) == facets(plain, unit, others), (tree, chosen)


def sitting(plain: Plain, unit: Unit, pk: int) -> Sitting:
    """The meeting of a record."""
    return plain.sittings[pk] if unit is Unit.MEETING else plain.said[pk].sitting


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_officials_are_counted_by_role(plain: Plain, unit: Unit, role: str) -> None:
    for tree, chosen in questions(plain, 20):
        numbers = ask(unit, tree, chosen).by_official(role, MOST)
        others = [c for facet, c in chosen.items() if facet != "official"]
        wanted: Counter[int] = Counter()
        for pk in plain.ids(unit, tree, others):
            wanted.update({who for who, did in sitting(plain, unit, pk).people if did == role})
        assert numbers == wanted
        for who in list(numbers)[:3]:
            clicked = chosen | {"official": Took(frozenset([who]), role)}
            assert ask(unit, tree, clicked).total.number == numbers[who]


@pytest.mark.parametrize("unit", Unit)
def test_months_are_counted_for_each_year(plain: Plain, unit: Unit) -> None:
    for tree, chosen in questions(plain, 30):
        answer = ask(unit, tree, chosen)
        for year, number in answer.by_year().items():
            if year is None:
                continue
            months = answer.by_month(year)
            assert sum(months.values()) == number
            for month in set(months) - {None}:
                clicked = chosen | {"date": During(years=(year,), month=month)}
                assert ask(unit, tree, clicked).total.number == months[month], (year, month)


@pytest.mark.parametrize("unit", Unit)
def test_most_people_come_first_and_some_can_be_asked_for(plain: Plain, unit: Unit) -> None:
    answer = ask(unit, None)
    every = answer.by_official("", MOST)
    assert list(every.values()) == sorted(every.values(), reverse=True)
    for most in (1, 2, 7, 50):
        few = answer.by_official("", most)
        assert list(few.values()) == list(every.values())[:most]
        assert few.items() <= every.items()
        assert answer.by_official("", most, only=[]) == {}
    some = list(every)[3::5]
    asked = answer.by_official("", MOST, only=[*some, 10**9])
    assert asked == {who: every[who] for who in some}
    assert answer.by_official("", MOST, only=iter(some)) == asked


def test_speakers_who_are_chosen_are_counted_too(plain: Plain) -> None:
    answer = ask(Unit.DIRECTIVE, None)
    every = answer.by_speaker(MOST)
    assert list(every.values()) == sorted(every.values(), reverse=True)
    rare = list(every)[-1]
    assert list(answer.by_speaker(2)) == list(every)[:2]
    asked = answer.by_speaker(2, [rare, "没有这个人"])
    assert list(asked) == [*list(every)[:2], rare]
    assert asked[rare] == every[rare]


def test_words_and_facets_can_be_left_out_of_a_question(plain: Plain) -> None:
    chosen = {"kind": OfKinds(frozenset(["executive"])), "date": During(years=(2019,))}
    answer = ask(Unit.MEETING, Words("会议"), chosen)
    left = answer.without("q", "date")
    assert left.total.number == len(plain.ids(Unit.MEETING, None, [chosen["kind"]]))
    assert answer.without("kind", "date").total.number == len(
        plain.ids(Unit.MEETING, Words("会议"))
    )


def test_all_counts_of_an_answer_that_is_empty_are_empty(golden: None) -> None:
    for unit in Unit:
        answer = ask(unit, Words("此词绝无仅有"))
        assert answer.total == index.Count(0, exact=True)
        assert not any(counts(answer).values())
        assert answer.by_month(2019) == {}
        assert answer.page() == []


@pytest.mark.parametrize("role", ["", "chair", "attendee"])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
@pytest.mark.usefixtures("plain")
def test_people_are_counted_alike_line_by_line_and_by_official(
    monkeypatch: pytest.MonkeyPatch, role: str, share: float
) -> None:
    columns, random = store.current(), np.random.default_rng(7)
    size = columns.meetings.places.size
    held = columns.meetings.live & (random.random(size) < share)
    other = columns.meetings.live & ~held
    for tally in (
        counting.Tally.of(held),
        counting.Tally.of(held, other, 0.25),
        counting.Tally.of(held * random.integers(0, 9, size).astype(np.uint8)),
    ):
        found = []
        for few in (0, 10**9):
            monkeypatch.setattr(lines, "FEW", few)
            found.append(counting.Heads(columns, tally).by_official(role).tolist())
        assert found[0] == found[1]
        assert any(found[0]) == bool(tally.total)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("most", [1, 3, 10])
def test_the_first_people_are_the_same_when_the_others_are_left_out(
    plain: Plain, monkeypatch: pytest.MonkeyPatch, unit: Unit, most: int
) -> None:
    monkeypatch.setattr(lines, "FEW", 10**9)
    left_out = 0
    for tree, chosen in questions(plain, 40):
        heads = ask(unit, tree, chosen)._meetings("official")
        every, some = heads.by_official(""), heads.by_official("", most)
        best = counting.top(every, most)
        assert counting.top(some, most) == best
        assert some[best].tolist() == every[best].tolist()
        left_out += int(np.count_nonzero(every) - np.count_nonzero(some))
    assert left_out
