"""Ids stay: what moved redirects, what was withdrawn says so, what never was is not found."""

import hashlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.utils import timezone

from meetings import index
from meetings.index.ordering import write_mark
from meetings.models import City, Directive, Meeting
from meetings.search.query import Query
from tests.pages.conftest import Get
from tests.pages.factories import (
    make_article,
    make_city,
    make_meeting,
    make_name,
    make_official,
    make_places,
)


@pytest.mark.parametrize("state", ["pending", "accepted", "flagged"])
def test_public_states_are_shown(get: Get, db: None, state: str) -> None:
    meeting = make_meeting(state=state)
    get(meeting.get_absolute_url())
    assert get("/meetings/").context["page"].total == 1


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_other_states_are_hidden_everywhere(get: Get, db: None, state: str) -> None:
    said = [("会议", "指出", "会议指出，要防汛。")]
    meeting = make_meeting(state=state, state_reason="重复收录", said=said)
    get(meeting.get_absolute_url(), 410)
    get(Directive.objects.get().get_absolute_url(), 410)
    assert get("/meetings/").context["page"].total == 0
    assert get("/directives/").context["page"].total == 0


def test_a_withdrawn_meeting_says_why(get: Get, db: None) -> None:
    meeting = make_meeting(state="withdrawn", state_reason="重复收录")
    assert "重复收录" in get(meeting.get_absolute_url(), 410).content.decode()


def test_a_rejected_meeting_says_why_even_without_a_reason(get: Get, db: None) -> None:
    told = make_meeting(state="rejected", state_reason="是调研报道")
    assert "是调研报道" in get(told.get_absolute_url(), 410).content.decode()
    silent = make_meeting(state="rejected", state_reason="")
    assert "这不是一场会议的报道" in get(silent.get_absolute_url(), 410).content.decode()


def test_a_merged_meeting_leads_to_its_target(get: Get, db: None) -> None:
    target = make_meeting()
    old = make_meeting(state="merged", merged_into=target)
    response = get(old.get_absolute_url(), 301)
    assert response["Location"] == target.get_absolute_url()


def test_a_withdrawn_directive_says_so_and_names_its_meeting(get: Get, db: None) -> None:
    meeting = make_meeting(said=[("会议", "指出", "会议指出，要防汛。")])
    Directive.objects.update(withdrawn_at=timezone.now())
    page = get(Directive.objects.get().get_absolute_url(), 410).content.decode()
    assert meeting.get_absolute_url() in page
    assert 'class="said"' not in get(meeting.get_absolute_url()).content.decode()


def test_a_withdrawn_report_is_not_shown(get: Get, db: None) -> None:
    meeting = make_meeting(text="防汛的原文")
    meeting.reports.update(withdrawn_at=timezone.now())
    assert "防汛的原文" not in get(meeting.get_absolute_url()).content.decode()


def test_a_merged_official_leads_to_its_target(get: Get, db: None) -> None:
    target, old = make_official("王明"), make_official("王明明")
    old.merged_into = target
    old.save()
    assert get(old.get_absolute_url(), 301)["Location"] == target.get_absolute_url()


@pytest.mark.parametrize("words", ["-驻马店/", "/驻马店/", "/a/b/"])
def test_other_words_after_an_id_lead_to_its_own(get: Get, db: None, words: str) -> None:
    meeting = make_meeting(title="市政府 第38次（扩大）会议")
    response = get(f"/meetings/{meeting.pk}{words}?q=a", 301)
    slug = quote("市政府-第38次-扩大-会议")
    assert response["Location"] == f"/meetings/{meeting.pk}-{slug}/?q=a"
    page = get(response["Location"]).content.decode()
    assert f'<link rel="canonical" href="/meetings/{meeting.pk}-{slug}/">' in page


def test_a_bare_id_is_a_permalink(get: Get, db: None) -> None:
    _, city, _ = make_places()
    said = [("会议", "指出", "会议指出，要防汛。")]
    meeting = make_meeting(city, people=[("王明", "chair", "市长")], said=said)
    report = meeting.reports.get()
    records = (meeting, report.directives.get(), report.attendances.get().official, city)
    for record in records:
        get(record.get_absolute_url())


def test_names_stand_in_pinyin_after_their_ids(get: Get, db: None) -> None:
    _, city, _ = make_places()
    City.objects.filter(pk=city.pk).update(pinyin="xiang tan shi")
    assert get("/cities/430300/x/", 301)["Location"] == "/cities/430300-xiangtanshi/"
    person = make_official("王明", city)
    assert get(f"/officials/{person.pk}-x/", 301)["Location"] == f"/officials/{person.pk}-wang/"
    get(f"/officials/{person.pk}-wang/")


def test_an_older_code_leads_to_the_unit_of_today(get: Get, db: None) -> None:
    _, xiangtan, _ = make_places()
    make_name(xiangtan, "990001", "湘潭地区", 1980, 1986)
    assert get("/cities/990001/", 301)["Location"] == "/cities/430300/"


def test_a_code_that_several_units_had_offers_the_choice(get: Get, db: None) -> None:
    one, other = make_city("990100", "甲市"), make_city("990200", "乙市")
    make_name(one, "990001", "甲地区", 1980, 1986)
    make_name(other, "990001", "乙县", 1990, 1999)
    page = get("/cities/990001/", 300).content.decode()
    assert "/cities/990100/" in page
    assert "/cities/990200/" in page


def test_a_unit_whose_code_went_to_another_keeps_its_own_address(
    get: Get, ids: Callable[[str], set[int]]
) -> None:
    today, before = make_city("990100", "甲市"), make_city("990100.1983", "乙市")
    page = get("/cities/990100/").content.decode()
    assert 'href="/cities/990100.1983/"' in page
    assert 'href="/cities/990100/"' in get("/cities/990100.1983/").content.decode()
    here, there = make_meeting(today), make_meeting(before)
    assert ids("/meetings/?city=990100") == {here.pk}
    assert ids("/meetings/?city=990100.1983") == {there.pk}
    get("/")


def test_the_full_hash_leads_to_the_short_address(get: Get, db: None) -> None:
    article = make_article("原文")
    short = f"/articles/{article.sha256[:12]}/"
    for prefix in (article.sha256, article.sha256[:20], article.sha256[:12].upper()):
        if prefix != article.sha256[:12]:
            assert get(f"/articles/{prefix}/", 301)["Location"] == short
    get(short)


def test_articles_that_share_twelve_digits_offer_the_choice(get: Get, db: None) -> None:
    shared = hashlib.sha256(b"").hexdigest()[:12]
    hashes = [shared + "0" * 52, shared + "1" * 52]
    for sha256 in hashes:
        make_article("原文", sha256=sha256)
    page = get(f"/articles/{shared}/", 300).content.decode()
    for sha256 in hashes:
        assert sha256 in page
        get(f"/articles/{sha256}/")


def test_pages_go_to_fifty_and_then_on_from_the_last_row(
    get: Get, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.filters.paging.FURTHEST_PAGE", 2)
    monkeypatch.setattr("meetings.filters.paging.HELD_PER_PAGE", 3)
    days = ["2019-01-01", "2019-01-01", "2018-01-01", "2017-01-01", "", "", "", "2016-01-01"]
    rows = [Meeting(date_edtf=day, date_first=day or None, date_last=day or None) for day in days]
    index.refresh(row.pk for row in Meeting.objects.bulk_create(rows))
    seen: list[int] = []
    address = "/meetings/"
    while address:
        page = get(address).context["page"]
        assert page.total == len(days)
        seen += [row.pk for row in page.rows]
        address = page.next
    assert seen == [row.pk for row in Meeting.objects.sorted_by("newest")]
    assert "after=" not in get("/meetings/").context["page"].next
    assert "after=" in get("/meetings/?page=2").context["page"].next


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_reading_on_loses_no_row_in_any_order(get: Get, db: None, sort: str) -> None:
    days = ["2019-01-01", "2018-01-01", "", ""]
    made = [make_meeting(day=day, text="防汛", title="防汛会" if day else "会") for day in days]
    first = get(f"/meetings/?q=防汛&sort={sort}").context["page"].rows
    assert {row.pk for row in first} == {meeting.pk for meeting in made}
    answer = index.ask(index.Unit.MEETING, Query.of("防汛"))
    for place, row in enumerate(first[:-1]):
        mark = write_mark(answer.mark(sort, row.pk))
        rest = get(f"/meetings/?q=防汛&sort={sort}&after={mark}").context["page"].rows
        assert [r.pk for r in rest] == [r.pk for r in first[place + 1 :]]


@pytest.mark.parametrize("address", ["/meetings/", "/directives/", "/officials/", "/articles/"])
def test_a_page_past_the_end_is_not_found(get: Get, db: None, address: str) -> None:
    make_meeting(people=[("王明", "chair", "市长")], said=[("会议", "指出", "会议指出，要。")])
    get(f"{address}?page=1")
    get(f"{address}?page=2", 404)
    if address in ("/meetings/", "/directives/"):
        extra = "_1" if address == "/directives/" else ""
        get(f"{address}?after=1000-01-01_1{extra}", 404)
