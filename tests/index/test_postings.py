"""Answers are the same with the postings of common terms absent, whole, stale and half built."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest
from django.conf import settings as project
from django.test import override_settings

from meetings import index
from meetings.index import Answer, Unit, copies, finding, matching, sealing
from meetings.models import DirectiveText, Meeting, MeetingText, Posting, Seal
from meetings.search.query import And, Near, Not, Or, Words
from tests.index import texts
from tests.index.archive import forget
from tests.index.asking import Asker, ask, ids
from tests.index.plain import Plain
from tests.index.test_counting import counts

FACETS = ("city", "date", "kind", "organ", "official", "verb", "speaker")
# A term is common where so many rows of a segment hold it: most terms are asked of postings then.
COMMON = 2
QUESTIONS = 40
# So that a few dozen rows are estimated: by a first sample, a greater one, or read in the end.
ESTIMATING = {"MOST_READ": 12, "SAMPLE": 6, "ROUGH": 3, "GREATER": 9, "MOST_READ_FOR_NONE": 40}
MODELS: dict[Unit, Any] = {Unit.MEETING: MeetingText, Unit.DIRECTIVE: DirectiveText}


def segments(unit: Unit) -> list[int]:
    """The segments of a unit's rows."""
    return sorted({pk >> 14 for pk in MODELS[unit].objects.values_list("pk", flat=True)})


def absent() -> None:
    """No posting is read."""
    project.SEARCH_POSTINGS = False


def none_yet() -> None:
    """Postings are read, none are there."""


def whole() -> None:
    """Every segment is sealed."""
    for unit in Unit:
        for segment in segments(unit):
            sealing.seal(unit, segment)


def stale(then: Callable[[], object] = lambda: None) -> None:
    """Every segment is sealed, then a third of the rows are changed back to what they hold."""
    some = list(Meeting.objects.order_by("pk").values_list("pk", flat=True))[::3]
    MeetingText.objects.filter(pk__in=some).update(text="会议强调旧文", live=True)
    DirectiveText.objects.filter(meeting__in=some).update(text="会议强调旧文", live=True)
    whole()
    then()
    index.refresh(some)


def with_texts() -> None:
    """The texts of every segment are kept in files, those of a third of the rows are outdated."""
    stale(copies.keep_texts)


def with_some_texts() -> None:
    """The files of one unit are lost, and one of the other is broken."""
    whole()
    copies.keep_texts()
    for path in texts.paths(Unit.DIRECTIVE):
        path.unlink()
    texts.paths(Unit.MEETING)[0].write_bytes(b"broken")


def half_built() -> None:
    """One segment of each unit is sealed."""
    for unit in Unit:
        sealing.seal(unit, segments(unit)[0])


def with_gaps() -> None:
    """Half of the terms lack their rows in one segment, and one segment is stale."""
    whole()
    for unit in Unit:
        last = segments(unit)[-1]
        rows = Posting.objects.filter(unit=unit, segment=last).order_by("term")
        for term in list(rows.values_list("term", flat=True))[::2]:
            rows.filter(term=term).delete()
    index.refresh(Meeting.objects.filter(pk__lt=2**15).values_list("pk", flat=True))


def read_by_index() -> None:
    """More rows are open than are read one by one."""
    stale()
    matching.MOST_OPEN = 3


STATES: dict[str, Callable[[], None]] = {
    state.__name__: state
    for state in (
        absent,
        none_yet,
        whole,
        stale,
        with_texts,
        with_some_texts,
        half_built,
        with_gaps,
        read_by_index,
    )
}


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest, plain: Plain, django_db_blocker: Any) -> Iterator[str]:
    """The golden archive in one state of its postings."""
    patch = pytest.MonkeyPatch()
    patch.setattr(sealing, "COMMON", COMMON)
    patch.setattr(matching, "MOST_OPEN", matching.MOST_OPEN)
    with django_db_blocker.unblock(), override_settings(SEARCH_POSTINGS=True):
        STATES[request.param]()
        forget()
        yield request.param
        Posting.objects.all().delete()
        Seal.objects.all().delete()
        forget()
    patch.undo()


@pytest.fixture(scope="module")
def seen() -> dict[Any, Any]:
    """What earlier states answered."""
    return {}


def questions(plain: Plain, seed: int) -> list[tuple[Any, dict[str, Any]]]:
    """Trees, the first ones also alone, and choices."""
    asker = Asker(plain, seed)
    trees: list[Any] = [Words("会议"), Words("议"), Words("会议强调"), Words("旧文")]
    trees += [Not(Words("会议指出")), And((Words("会议"), Words("工作"), Words("书记主持")))]
    trees += [Or((Words("会议强调"), Words("要求"))), Near("会议", "强调", 3)]
    whole: list[tuple[Any, dict[str, Any]]] = [(tree, {}) for tree in trees]
    trees += [asker.tree(2) for _ in range(QUESTIONS)]
    return whole + list(zip(trees, islice(asker.choices(), len(trees)), strict=True))


def shown(answer: Answer) -> dict[str, Any]:
    """All that a page shows of an answer."""
    return {
        "total": answer.total,
        "exact": [answer.is_exact(facet) for facet in FACETS],
        "facets": counts(answer),
        "months": answer.by_month(2019),
        "chair": answer.by_official("chair", 5),
        **{sort: ids(answer, sort) for sort in ("newest", "oldest", "relevance")},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
def test_the_state_of_the_postings_shows_nowhere(
    plain: Plain, state: str, seen: dict[Any, Any], unit: Unit
) -> None:
    for number, (tree, chosen) in enumerate(questions(plain, 40)):
        found = shown(ask(unit, tree, chosen))
        assert set(found["newest"]) == plain.ids(unit, tree, chosen.values()), (tree, chosen)
        assert found == seen.setdefault((unit, number), found), (tree, chosen)


@pytest.mark.django_db
@pytest.mark.parametrize("unit", Unit)
def test_an_estimate_is_the_same_in_every_state_and_its_rows_are_true(
    plain: Plain, state: str, seen: dict[Any, Any], unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ESTIMATING.items():
        monkeypatch.setattr(finding, name, value)
    estimates = 0
    for number, (tree, chosen) in enumerate(questions(plain, 50)):
        found = shown(ask(unit, tree, chosen))
        wanted = plain.ids(unit, tree, chosen.values())
        estimates += not found["total"].exact
        assert found == seen.setdefault(("about", unit, number), found), (tree, chosen)
        assert found["newest"] == plain.in_order(unit, wanted, "newest")
        assert found["oldest"] == plain.in_order(unit, wanted, "oldest")
        if found["total"].exact:
            assert found["total"].number == len(wanted)
    assert estimates > 1


@pytest.mark.django_db
def test_postings_are_used_as_far_as_they_are_there(plain: Plain, state: str) -> None:
    forget()
    asker = Asker(plain, 60)
    wanted = [Words(words) for words in {asker.part(2) for _ in range(100)}]
    steps = [ask(Unit.MEETING, words).explain()[0] for words in wanted]
    by_postings = sum("postings" in step for step in steps)
    if state in ("absent", "none_yet", "read_by_index"):
        assert by_postings == 0
    else:
        assert 0 < by_postings < len(steps)
        longer = [Words(asker.part(5)) for _ in range(60)]
        steps = [ask(Unit.MEETING, words).explain()[0] for words in longer]
        assert any("then postings" in step for step in steps)


@pytest.mark.django_db
def test_open_rows_are_those_that_changed_since(plain: Plain, state: str) -> None:
    rows = ask(Unit.MEETING, None).matcher.rows
    if state == "whole":
        assert not len(rows.open_ids)
    if state in ("absent", "none_yet"):
        assert len(rows.open_ids) == rows.total
    if state in ("stale", "half_built", "with_gaps"):
        assert 0 < len(rows.open_ids) < rows.total
    assert len(np.unique(rows.open_ids)) == len(rows.open_ids)
