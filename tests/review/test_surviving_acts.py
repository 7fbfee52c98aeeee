"""Whatever a curator does beside changing a field stands again in an archive built anew."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from meetings import curation
from meetings.curation import officials, portable, review, selection, standings
from meetings.extraction.facts import Span
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    City,
    Directive,
    Meeting,
    Official,
    OfficialName,
    Quorum,
    Report,
    Standing,
)
from tests.admin.desk import form_of, page
from tests.ingest.hand import BODY, span
from tests.review.rebuilding import build, rebuilt
from tests.review.telling import told

pytestmark = pytest.mark.django_db
Act = Callable[[Client, User], None]


def first(model: type[Any]) -> Any:
    """The first row of a table, in the order of ingest."""
    return model._default_manager.filter(withdrawn_at=None).order_by("pk").first()


def decided(state: str, why: str = "") -> Act:
    """That the first meeting is in a state."""
    return lambda _, who: (  # type: ignore[return-value]  # what is done counts
        review.decide(Meeting.objects.earliest("pk"), state, who=who, why=why)
    )


def rejected(model: type[Any]) -> Act:
    """That the first row of a table is none."""
    return lambda _, who: curation.reject(first(model), who=who, why="误读")  # type: ignore[return-value]


def taken_back(_: Client, who: User) -> None:
    row = first(Quorum)
    curation.reject(row, who=who)
    curation.restore(row, who=who)
    curation.correct(row, "present", 54, who=who)


def found_again(_: Client, who: User) -> None:
    """A name that was rejected and then set again from the text."""
    row = first(Attendance)
    curation.reject(row, who=who)
    again = selection.attendance_of(row.report, Span(row.start, row.end), "observer")
    again.official = row.official
    curation.add(again, who=who)


def added(_: Client, who: User) -> None:
    report = first(Report)
    selection.add_agenda(report, span(BODY, "要抓好落实"), "要求", who=who)
    selection.add_directive(report, span(BODY, "守住底线"), "要求", "王玉", who=who)
    row = selection.attendance_of(report, span(BODY, "底线"), "observer")
    row.official = Official.objects.create(name="底线", pinyin="di xian", sort_key="di3 xian4")
    curation.add(row, who=who)


def another_meeting(_: Client, who: User) -> None:
    article = Article.objects.earliest("pk")
    values = {"city": "430300", "date_edtf": "2017-09-25"}
    selection.add_report(article, span(BODY, "审议《预算方案》"), values, who=who)
    build()


def hidden(_: Client, who: User) -> None:
    """An article is withdrawn, and with it the meeting that it alone tells of."""
    review.decide(Article.objects.latest("pk"), "withdrawn", who=who, why="来源要求")


def other_person(_: Client, who: User) -> None:
    """One who is parted from another, and stands elsewhere."""
    people = Official.objects.filter(name="王玉").first()
    assert people is not None
    other = officials.split(people, people.attendances.order_by("pk")[:1], who=who, why="两个人")
    curation.sayings.place(other, City.objects.get(code="430100"))


def made(desk: Client, _: User) -> None:
    """One whom nothing tells of, with another name and a city."""
    address = page("official", "add")
    values = form_of(desk, address) | {"name": "单玉", "pinyin": "chan yu"}
    values |= {"city": City.objects.get(code="430100").pk, "other_names-TOTAL_FORMS": "1"}
    assert desk.post(address, values | {"other_names-0-name": "单钰"}).status_code == 302


def taken_away(_: Client, who: User) -> None:
    """A name that a merge lent is taken away again."""
    one = Official.objects.earliest("pk")
    values = {"name": "王钰", "pinyin": "wang yu", "sort_key": "wang2 yu4 王钰", "city": one.city}
    other = Official.objects.create(**values, by_hand=True)
    officials.merge(one, other, who=who)
    OfficialName.objects.filter(official=other).delete()


ACTS: dict[str, Act] = {
    "accepted": decided("accepted"),
    "rejected": decided("rejected"),
    "withdrawn": decided("withdrawn", "误录"),
    "no attendance": rejected(Attendance),
    "no agenda": rejected(AgendaItem),
    "no directive": rejected(Directive),
    "no quorum": rejected(Quorum),
    "no report": rejected(Report),
    "taken back": taken_back,
    "found again": found_again,
    "added": added,
    "another meeting": another_meeting,
    "hidden": hidden,
    "other person": other_person,
    "made": made,
    "taken away": taken_away,
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)], ids=["same", "reversed"])
def test_what_a_curator_did_is_there_again_in_a_rebuilt_archive(
    desk: Client, curator: User, name: str, order: tuple[int, ...]
) -> None:
    build()
    plain = told()
    ACTS[name](desk, curator)
    build()
    before = told()
    assert before != plain
    rebuilt(list(portable.export()), order, first=False)
    assert told() == before


def test_a_meeting_hidden_with_its_article_keeps_the_reason(desk: Client, curator: User) -> None:
    build()
    hidden(desk, curator)
    rebuilt(list(portable.export()), (2, 1, 0), first=False)
    gone = Meeting.objects.get(state="withdrawn", state_reason="来源要求")
    assert gone.date_edtf == "2017-09-26"


def test_a_conflict_that_was_settled_for_the_person_stays_settled(curator: User) -> None:
    build()
    curation.correct(Meeting.objects.earliest("pk"), "term", 12, who=curator)
    standing = Standing.objects.create(
        correction=curator.correction_set.get(), state="conflict", reading=13
    )
    standings.keep_person(standing, who=curator)
    lines = list(portable.export())
    standing.decided_at = standing.decided_by = None
    standing.save()
    settled = curation.identities.apply(portable.apply(lines).identities)
    standing.refresh_from_db()
    assert settled.done == 1
    assert standing.decided_at is not None
    standing.reading, standing.decided_at = 14, None
    standing.save()
    assert curation.identities.apply(portable.apply(lines).identities).known == 1
