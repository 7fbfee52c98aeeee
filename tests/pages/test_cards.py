"""Who took part, on the card of a meeting."""

import pytest
from django.test import Client

from tests.pages.factories import make_meeting, make_places

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
