"""The cards of a list: who took part, what is fetched for them, what is escaped."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Attendance, Meeting, Report
from tests.pages.factories import make_article, make_meeting, make_places

pytestmark = pytest.mark.django_db

MANY = [(name, "attendee", "委员") for name in ("甲一", "乙二", "丙三", "丁四", "戊五", "己六")]


def card(client: Client, people: list[tuple[str, str, str]], address: str = "/meetings/") -> str:
    _, city, _ = make_places()
    make_meeting(city, title="市政府第38次常务会议", people=people)
    page = client.get(address).content.decode()
    return page[page.index('<dl class="roles">') : page.index("</dl>", page.index('"roles"'))]


def test_a_card_names_the_first_four_of_a_role_and_how_many_there_are(client: Client) -> None:
    shown = card(client, MANY)
    assert [name for name, *_ in MANY if name in shown] == ["甲一", "乙二", "丙三", "丁四"]
    assert "等 6 人" in shown


def test_four_of_a_role_are_all_and_no_number_stands_there(client: Client) -> None:
    assert "等" not in card(client, MANY[:4])


def test_the_chair_stands_with_the_first_post_and_others_without(client: Client) -> None:
    shown = card(client, [("王明", "chair", "市长"), ("李华", "attendee", "副市长")])
    assert "（市长）" in shown
    assert "副市长" not in shown


def test_who_was_only_mentioned_is_on_no_card(client: Client) -> None:
    shown = card(client, [("王明", "chair", "市长"), ("李华", "mentioned", "副市长")])
    assert "李华" not in shown


def test_a_name_or_post_with_signs_of_markup_is_written_as_text(client: Client) -> None:
    shown = card(client, [("<b>王明", "chair", "<i>市长")])
    assert "&lt;b&gt;王明" in shown
    assert "&lt;i&gt;市长" in shown


def test_a_name_leads_to_the_official_in_the_language_of_the_page(client: Client) -> None:
    assert 'href="/en/officials/' in card(client, MANY[:1], "/en/meetings/")


HOSTILE = "<i>\"&'</i>"


@pytest.mark.parametrize("words", ["", "防汛"])
def test_whatever_a_card_of_a_meeting_shows_is_escaped(client: Client, words: str) -> None:
    province, city, _ = make_places()
    for unit in (province, city):
        unit.name = unit.short = HOSTILE
        unit.save()
    text = f"{HOSTILE}防汛{HOSTILE}\n{HOSTILE}"
    article = make_article(text, title=f"{HOSTILE}防汛", outlet=HOSTILE, city=city)
    make_meeting(
        city,
        title=f"{HOSTILE}防汛{HOSTILE}",
        article=article,
        date_edtf=HOSTILE,
        people=[(HOSTILE, "chair", HOSTILE)],
        said=[(HOSTILE, "指出", f"{HOSTILE}防汛")],
    )
    for path in ("/meetings/", "/directives/"):
        page = client.get(path, {"q": words, "sort": HOSTILE[:0]}).content.decode()
        assert "&lt;i&gt;&quot;&amp;&#x27;&lt;/i&gt;" in page
        assert "<i>" not in page
        assert f"防汛{HOSTILE}" not in page


def test_the_address_of_a_card_keeps_what_was_typed_escaped(client: Client) -> None:
    make_meeting(make_places()[1], title="市政府防汛会议", text="防汛 <i>")
    page = client.get("/meetings/", {"q": "防汛", "sort": "oldest"}).content.decode()
    assert "?q=%E9%98%B2%E6%B1%9B&amp;sort=oldest" in page


def facts(meeting: Any) -> tuple[Any, ...]:
    """What a card shows of a meeting."""
    own = ("pk", "title", "organ", "kind", "state", "date_edtf", "date_first", "date_last")
    printed = ("sha256", "title", "outlet", "source_name", "text", "blocks", "acquired_at")
    units, unit = [], meeting.city
    while unit:
        units.append((unit.name, unit.short, unit.pinyin))
        unit = unit.parent
    told = [
        (
            tuple(getattr(report.article, name) for name in printed),
            [
                (one.official_id, one.role, one.posts, one.official.name, one.official.pinyin)
                for one in report.people
            ],
        )
        for report in meeting.told
    ]
    return tuple(getattr(meeting, name) for name in own), str(meeting), units, told


def test_a_list_fetches_what_the_models_tell() -> None:
    _, city, _ = make_places()
    people = [("王明", "chair", "市长"), ("李华", "attendee", "副市长")]
    first = make_meeting(city, people=people)
    twice = make_meeting(city, people=people[:1], day="")
    bare, nowhere = make_meeting(city), make_meeting(None, people=people)
    second = Report.objects.create(
        article=make_article("另一篇", title="另一篇"),
        meeting=twice,
        ordinal=0,
        relation="discussed",
    )
    gone = make_meeting(city, state="rejected")
    Meeting.objects.filter(pk=bare.pk).update(title="")
    Report.objects.filter(meeting=bare).update(withdrawn_at=timezone.now())
    Attendance.objects.filter(report__meeting=first, role="chair").update(
        withdrawn_at=timezone.now()
    )
    ids = [nowhere.pk, twice.pk, gone.pk, first.pk, bare.pk]
    listed = Meeting.objects.published().listed(ids)
    models: dict[int, Any] = {row.pk: row for row in Meeting.objects.published().with_reports()}
    assert second in models[twice.pk].told
    assert [row.pk for row in listed] == [nowhere.pk, twice.pk, first.pk, bare.pk]
    assert [facts(row) for row in listed] == [facts(models[row.pk]) for row in listed]
