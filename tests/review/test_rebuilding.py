"""What people said of identity is found again in an archive that was built anew."""

import json
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.curation import (
    Refused,
    correct,
    duplicates,
    identities,
    officials,
    portable,
    sayings,
)
from meetings.ingest.entering import take
from meetings.models import (
    Attendance,
    City,
    Meeting,
    MeetingMerge,
    Official,
    OfficialMerge,
    OfficialName,
    OfficialPair,
    Report,
)
from tests.ingest.hand import BODY, full, ingest, person
from tests.review.archive import official
from tests.review.rebuilding import lose_everything

pytestmark = pytest.mark.django_db
CITIES = ("430300", "430100", "430200", "430300")
TEXTS = [f"{BODY}来源{number}。" for number in range(4)]
# The article that comes when curators have been at work.
LATE = 3


def build(order: Iterable[int] = range(4)) -> None:
    """Four articles, in any order: 王玉 in three cities, meetings of which two are of one city."""
    for number in order:
        text, city = TEXTS[number], CITIES[number]
        people = (person(text, "王玉"), person(text, "李明"))
        told = replace(full(text), city=city, officials=people, number=number or None)
        ingest(told, text=text, city=city)


def shape() -> Any:
    """Who is one person and what is one meeting, without ids; and what people are called."""
    people: dict[int, set[tuple[str, str]]] = {}
    for row in Attendance.objects.filter(withdrawn_at=None).select_related("report__article"):
        people.setdefault(row.official_id, set()).add((row.report.article.sha256, row.name))
    told: dict[int, set[str]] = {}
    for report in Report.objects.select_related("article"):
        told.setdefault(report.meeting_id, set()).add(report.article.sha256)
    names = {(frozenset(seen), *_said_of(pk)) for pk, seen in people.items()}
    made = [(one.name, one.city) for one in Official.objects.filter(by_hand=True).order_by("pk")]
    return names, {frozenset(seen) for seen in told.values()}, sorted(made, key=str)


def _said_of(pk: int) -> list[Any]:
    official = Official.objects.get(pk=pk)
    names = OfficialName.objects.filter(official=pk).order_by("name")
    return [official.name, official.pinyin, official.city, *names.values_list("name", flat=True)]


def bring_back(lines: list[str], order: Iterable[int]) -> identities.Settled:
    """A rebuilt archive with what the file says."""
    lose_everything()
    build(order)
    applied = portable.apply(lines)
    for text in applied.entries:
        take(text)
    build(order)
    return identities.apply(applied.identities)


ACTS = ("merge", "undo", "no", "unsure", "join", "part", "split")
SAID = ("name", "rename", "place", "place", "made", "late", "read", "correct")
PLACES = ("430300", "430100", "430302", "")


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS + SAID), st.integers(0, 9), st.integers(0, 9)), max_size=9
    ),
    order=st.permutations(range(4)),
)
def test_whatever_was_decided_is_found_again_in_whatever_order_articles_come(
    curator: User, acts: list[tuple[str, int, int]], order: list[int]
) -> None:
    with transaction.atomic():
        build(range(LATE))
        for act, one, other in acts:
            try:
                (say if act in SAID else do)(act, one, other, curator)
            except Refused:
                continue
        build()
        before, verdicts = shape(), judged()
        lines = list(portable.export())
        settled = bring_back(lines, order)
        assert not settled.refused
        assert not settled.waiting
        assert shape() == before
        assert judged() <= verdicts
        again = identities.apply(portable.apply(lines).identities)
        assert (again.done, again.waiting) == (0, 0)
        transaction.set_rollback(True)


def judged() -> int:
    """How many verdicts were given."""
    return OfficialPair.objects.exclude(verdict="open").count()


def do(act: str, one: int, other: int, who: User) -> None:
    """One act of a curator, on whoever the numbers mean."""
    people = list(Official.objects.filter(merged_into=None).order_by("pk"))
    held = list(Meeting.objects.order_by("pk"))
    first, second = people[one % len(people)], people[other % len(people)]
    if act == "merge":
        officials.merge(first, second, who=who, why="同一人")
    elif act in {"undo", "part"}:
        merges: Any = OfficialMerge if act == "undo" else MeetingMerge
        if standing := list(merges.objects.filter(undone_at=None).order_by("pk")):
            (officials if act == "undo" else duplicates).undo(
                standing[one % len(standing)], who=who
            )
    elif act in {"no", "unsure"} and first != second:
        officials.judge(first, second, act, who=who)
    elif act == "join":
        duplicates.merge(held[one % len(held)], held[other % len(held)], who=who)
    elif act == "split":
        rows = Attendance.objects.filter(official=first, withdrawn_at=None).order_by("pk")
        officials.split(first, rows[: 1 + other % 2], who=who, why="两个人")


def say(act: str, one: int, other: int, who: User) -> None:
    """What a curator says of an official or a meeting; an article that comes or is read again."""
    people = list(Official.objects.filter(merged_into=None).order_by("pk"))
    official, city = people[one % len(people)], City.objects.filter(code=PLACES[other % 4]).first()
    if act == "name":
        OfficialName.objects.get_or_create(official=official, name="王钰")
    elif act == "rename":
        sayings.rename(official, "王珏", pinyin="wang jue", sort_key="wang2 jue2 王珏")
    elif act == "place":
        sayings.place(official, city)
    elif act == "made":
        values = {"name": "王玉", "pinyin": "wang yu", "sort_key": "wang2 yu4 王玉"}
        Official.objects.create(**values, city=city, by_hand=True, city_by_hand=city is not None)
    elif act == "correct":
        held = Meeting.objects.filter(merged_into=None).order_by("pk")
        correct(held[one % held.count()], "number", 40 + other, who=who)
    else:
        build([LATE] if act == "late" else range(LATE))


def test_a_pinyin_and_an_entry_by_hand_come_along(curator: User, desk: Any) -> None:
    build()
    take("【手工录入的会议记录】\n出处：年鉴\n会议：政协会议\n主持：王玉，主席")
    Official.objects.filter(name="王玉", city__code="430100").update(
        pinyin="wang yu4", sort_key="wang yu4 王玉"
    )
    settled = bring_back(list(portable.export()), [3, 2, 1, 0])
    assert settled.done == 1
    assert Official.objects.get(pinyin="wang yu4").city == official("x", "430100").city
    assert Meeting.objects.get(title="政协会议").entered_from == "年鉴"


def test_what_has_no_article_here_waits_and_can_be_applied_again(curator: User) -> None:
    build()
    one, other = Official.objects.filter(name="王玉").order_by("pk")[:2]
    officials.merge(one, other, who=curator)
    lines = list(portable.export())
    lose_everything()
    known = portable.apply(lines).identities
    assert identities.apply(known).waiting == 2
    build()
    assert identities.apply(known).done == 2
    merge = OfficialMerge.objects.get()
    assert (merge.who, merge.undone_at) == (curator, None)


def test_the_command_carries_merges_and_says_so(curator: User, tmp_path: Path) -> None:
    build()
    one, other = Meeting.objects.filter(city__code="430300").order_by("pk")
    duplicates.merge(one, other, who=curator)
    file, out = tmp_path / "decided.jsonl", StringIO()
    call_command("corrections", "export", str(file), stdout=StringIO())
    lose_everything()
    build()
    call_command("corrections", "apply", str(file), stdout=out, stderr=StringIO())
    assert "of 2 merges, verdicts and names 2 done" in out.getvalue()
    assert Meeting.objects.filter(state="merged").count() == 1


@pytest.mark.parametrize(
    "line",
    [
        {"identity": "nonsense"},
        {"identity": "official_merge", "gone": {}},
        {
            "identity": "official_verdict",
            "one": {},
            "other": {},
            "verdict": "maybe",
            "made_at": "x",
        },
    ],
)
def test_a_line_that_says_nothing_is_refused_by_its_number(
    tmp_path: Path, line: dict[str, Any]
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(f"\n{json.dumps(line)}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 2 is no correction"):
        call_command("corrections", "apply", str(file))
