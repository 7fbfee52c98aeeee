"""Words in the panel become a fact by 设定 and by nothing else."""

import pytest
from django.test import Client

from meetings.models import AgendaItem, Attendance, Correction, Meeting
from tests.review.archive import stored
from tests.review.test_articles import refused
from tests.review.test_queue import send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("do", ["save", "accept", "flag"])
def test_words_left_in_the_panel_are_told_of_and_not_saved(desk: Client, do: str) -> None:
    meeting = stored()
    answer = send(desk, meeting, do, **{"sel-words": "抓好落实", "sel-what": "name"})
    assert answer.status_code == 302
    assert not Attendance.objects.filter(name="抓好落实").exists()
    assert not Correction.objects.exclude(field="state").exists()
    assert "“抓好落实”没有点“设定”，没有加进来。" in desk.get("/admin/").content.decode()


def test_words_left_in_the_panel_of_an_article_change_nothing(desk: Client) -> None:
    article = refused()
    form = desk.get(f"/admin/review/articles/{article.pk}/").context["form"]
    seen = form.article["seen"].value()
    sent = {"m-seen": seen, "m-kind": "not_meeting", "sel-words": "预算", "sel-what": "outlet"}
    desk.post(f"/admin/review/articles/{article.pk}/", sent | {"do": "save"})
    assert not Correction.objects.filter(field="outlet").exists()


def test_a_panel_that_could_not_be_set_stays_open_with_its_words(desk: Client) -> None:
    answer = send(desk, stored(), "set", **{"sel-words": "没有这话", "sel-what": "name"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="selection" open' in shown
    assert 'value="没有这话"' in shown
    assert "data-unsaved" in shown


def test_an_empty_panel_cannot_be_set(desk: Client) -> None:
    assert "还没有文字" in send(desk, stored(), "set").content.decode()


@pytest.mark.parametrize("what", ["agenda", "directive"])
def test_a_verb_must_be_chosen(desk: Client, what: str) -> None:
    meeting = stored()
    answer = send(desk, meeting, "set", **{"sel-words": "抓好落实", "sel-what": what})
    assert "还没有动词" in answer.content.decode()
    assert not Correction.objects.exists()


def test_an_agenda_item_is_offered_the_verbs_of_an_agenda(desk: Client) -> None:
    meeting = stored()
    shown = desk.get(f"/admin/review/{meeting.pk}/").content.decode()
    verbs = shown[shown.index('id="verbs-agenda"') :].split("</datalist>")[0]
    assert all(f'value="{verb}"' in verbs for verb in ("审议", "研究", "听取"))
    assert "指出" not in verbs
    send(desk, meeting, "set", **{"sel-words": "落实", "sel-what": "agenda", "sel-verb": "研究"})
    assert AgendaItem.objects.get(text="落实").verb == "研究"


def test_who_skips_is_told_the_way_back(desk: Client) -> None:
    meeting = stored()
    answer = desk.post(f"/admin/review/{meeting.pk}/", {"do": "skip"}, follow=True)
    assert f"<a href='/admin/review/{meeting.pk}/'>回到这一条</a>" in answer.content.decode()
    assert Meeting.objects.get().state == "pending"
