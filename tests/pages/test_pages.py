"""Every page answers, with rows and without."""

import os
import re
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.ingest import Stored
from meetings.models import Directive, Meeting
from tests.pages.conftest import Get
from tests.pages.factories import make_article, make_meeting, make_places, make_rich_meeting

LISTS = (
    "/",
    "/meetings/",
    "/directives/",
    "/officials/",
    "/cities/",
    "/cities/compare/",
    "/dates/",
    "/dates/2019/09/24/",
    "/articles/",
    "/about/",
    "/help/search/",
)


@pytest.fixture
def rich(db: None) -> Meeting:
    """One meeting with everything that a page can show."""
    _, xiangtan, _ = make_places()
    return make_rich_meeting(xiangtan)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", LISTS)
def test_every_list_answers_for_an_empty_archive(get: Get, address: str, language: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE meetings_city CASCADE")
    get(f"{language}{address}")


def test_an_empty_archive_says_how_to_fill_it(get: Get) -> None:
    assert "manage.py ingest" in get("/").content.decode()
    assert "manage.py ingest" in get("/meetings/").content.decode()


def test_the_meeting_page_shows_facts_people_agenda_directives_and_text(
    get: Get, rich: Meeting
) -> None:
    page = get(f"/meetings/{rich.pk}/").content.decode()
    for words in (
        "市政府第38次常务会议",
        "2019年9月24日",
        "湖南省 湘潭市",
        "应到 57 人，实到 53 人",
    ):
        assert words in page
    directive = Directive.objects.get()
    assert f'href="/directives/{directive.pk}/"' in page
    assert f'id="t-d{directive.pk}"' in page
    assert f'href="#d{directive.pk}"' in page
    assert "date.lead" in page


def test_every_link_within_a_page_leads_somewhere(get: Get, seeded: list[Stored]) -> None:
    for meeting in Meeting.objects.published():
        page = get(meeting.get_absolute_url()).content.decode()
        ids = set(re.findall(r' id="([^"]+)"', page))
        links = set(re.findall(r' href="#([^"]+)"', page))
        assert len(links) > 10
        assert links <= ids


def test_no_anchor_stands_twice_on_a_page(get: Get, seeded: list[Stored]) -> None:
    addresses = [row.get_absolute_url() for row in Meeting.objects.published()]
    for address in ("/", "/meetings/?q=会议", "/officials/", "/cities/", *addresses):
        ids = re.findall(r' id="([^"]+)"', get(address).content.decode())
        assert len(ids) == len(set(ids))


def test_source_text_is_escaped_before_it_is_marked(get: Get, rich: Meeting) -> None:
    page = get(f"/meetings/{rich.pk}/").content.decode()
    assert "<要求>" not in page
    assert "&lt;要求&gt;" in page


def test_the_glossary_names_the_closed_lists(get: Get) -> None:
    page = get("/about/").content.decode()
    for words in ("纪委监委", "主席团会议", "被提及"):
        assert words in page


def test_a_meeting_without_people_spoils_no_list_of_people(get: Get, db: None) -> None:
    make_meeting()
    get("/")
    assert b"None" not in get("/meetings/").content


def test_people_stand_by_role_in_printed_order(get: Get, db: None) -> None:
    _, city, _ = make_places()
    roles = [("甲一", "attendee"), ("乙二", "chair"), ("丙三", "attendee"), ("丁四", "observer")]
    people = [(name, role, "市领导") for name, role in roles]
    page = get(f"/meetings/{make_meeting(city, people=people).pk}/").content.decode()
    side = page[page.index('id="people"') :]
    places = [side.index(name) for name in ("乙二", "甲一", "丙三", "丁四")]
    assert places == sorted(places)


def test_a_directive_opens_the_article_with_its_words_marked(get: Get, rich: Meeting) -> None:
    directive = Directive.objects.get()
    page = get(f"/directives/{directive.pk}/").content.decode()
    assert '<mark class="m m-here" id="t-here">' in page
    assert rich.get_absolute_url() in page


def test_the_official_page_shows_posts_as_printed_with_their_bounds(get: Get, db: None) -> None:
    _, city, _ = make_places()
    make_meeting(city, day="2018-01-02", people=[("王明", "attendee", "副市长")])
    last = make_meeting(city, day="2020-03-04", people=[("王明", "chair", "市长")])
    person = last.reports.get().attendances.get().official
    page = get(f"/officials/{person.pk}/").content.decode()
    for words in ("副市长", "2018-01-02", "2020-03-04", "见于 2 场会议", "不是任免日期"):
        assert words in page


def test_namesakes_elsewhere_are_named(get: Get, db: None) -> None:
    _, xiangtan, changsha = make_places()
    one = make_meeting(xiangtan, people=[("王明", "chair", "市长")])
    make_meeting(changsha, people=[("王明", "chair", "市长")])
    person = one.reports.get().attendances.get().official
    assert "同名者" in get(f"/officials/{person.pk}/").content.decode()


def test_a_province_counts_the_meetings_of_its_cities(get: Get, rich: Meeting) -> None:
    assert get("/cities/430000/").context["total"] == 1
    assert get("/cities/430300/").context["total"] == 1
    assert "江苏省" in get("/cities/320000/").content.decode()


def test_the_city_page_lists_heads_and_not_deputies(get: Get, rich: Meeting) -> None:
    heads = get("/cities/430300/").context["heads"]
    assert [(row["official__name"], row["post"]) for row in heads] == [("王明", "市长")]


def test_an_article_that_is_no_report_says_why(get: Get) -> None:
    article = make_article("第一条 为了规范。", kind="not_meeting", reason="rules")
    assert "规章、公文" in get("/articles/").content.decode()
    page = get(article.get_absolute_url()).content.decode()
    assert "不是会议报道" in page
    assert article.sha256 in page


def test_the_tail_of_an_article_is_grey(get: Get, rich: Meeting) -> None:
    article = rich.reports.get().article
    page = get(article.get_absolute_url()).content.decode()
    assert '<span class="b-tail">责任编辑：张三\n</span>' in page


def test_health_is_plain_text(get: Get) -> None:
    response = get("/healthz")
    assert response.content == b"ok\n"
    assert response["Content-Type"].startswith("text/plain")


def test_robots_and_the_icon_are_answered(get: Get) -> None:
    assert b"Disallow: /admin/" in get("/robots.txt").content
    assert get("/favicon.ico", 302)["Location"].endswith("favicon.svg")


def test_an_unknown_address_gets_the_designed_page(get: Get) -> None:
    page = get("/nothing/here/", 404).content.decode()
    assert "没有这个页面" in page
    assert 'class="nav"' in page


def test_a_form_without_its_token_gets_the_designed_page(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "表单已过期" in response.content.decode()


def test_a_server_fault_gets_the_designed_page(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("meetings.views.meetings.home_sheet", lambda _: 1 / 0)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    assert response.status_code == 500
    assert "服务器出错" in response.content.decode()


def test_pages_send_security_headers_without_inline_code(get: Get, rich: Meeting) -> None:
    for address in ("/", "/meetings/", rich.get_absolute_url(), "/cities/430300/"):
        response = get(address)
        policy = response["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self'" in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        page = response.content.decode()
        assert "style=" not in page
        assert re.findall(r"<script[^>]*>[^<]", page) == []
        assert not response.cookies


def test_the_deployment_check_is_clean_over_https() -> None:
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = os.environ | {"HTTPS": "1", "SECRET_KEY": secrets.token_urlsafe(50)}
    done = subprocess.run(
        asked, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_stylesheet_stays_small() -> None:
    sheet = settings.BASE_DIR / "static" / "site.css"
    assert sheet.stat().st_size <= 20_000
    assert (settings.BASE_DIR / "static" / "site.js").stat().st_size <= 5_000


QUERIES = {
    "/": 18,
    "/meetings/": 16,
    "/meetings/?q=会议&city=430000&year=2019&kind=executive": 33,
    "/directives/": 16,
    "/officials/": 8,
    "/cities/": 5,
    "/cities/430300/": 17,
    "/cities/compare/?city=430300&city=430100": 16,
    "/dates/": 5,
    "/dates/2019/09/24/": 10,
    "/articles/": 6,
    "/about/": 9,
    "/help/search/": 3,
}


@pytest.mark.parametrize(("address", "number"), QUERIES.items())
def test_the_number_of_queries_of_a_list_is_pinned(
    client: Client,
    cold: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    number: int,
) -> None:
    _, xiangtan, changsha = make_places()
    for city in (xiangtan, changsha, xiangtan):
        make_rich_meeting(city)
    with django_assert_num_queries(number):
        client.get(address)


RECORDS = {"meetings": 14, "directives": 4, "officials": 17, "articles": 5}


@pytest.mark.parametrize(("kind", "number"), RECORDS.items())
def test_the_number_of_queries_of_a_record_is_pinned(
    client: Client,
    cold: None,
    rich: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
    kind: str,
    number: int,
) -> None:
    report = rich.reports.get()
    rows: dict[str, Any] = {
        "meetings": rich,
        "directives": report.directives.get(),
        "officials": report.attendances.get(name="王明").official,
        "articles": report.article,
    }
    address = rows[kind].get_absolute_url()
    with django_assert_num_queries(number):
        client.get(address)
