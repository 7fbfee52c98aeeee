"""Pages can be kept: a browser that holds one is told in one question that nothing changed."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting
from tests.pages.factories import make_city, make_meeting

ADDRESSES = (
    *("/", "/meetings/?q=防汛", "/en/meetings/", "/officials/", "/cities/", "/about/"),
    *("/api/v1/meetings/?q=防汛", "/api/v1/directives/?facets=1", "/en/api/v1/meetings/"),
    "/api/v1/schema/",
)


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """One meeting, committed."""
    return make_meeting(make_city("430300", "湘潭市"), text="防汛")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_is_held_costs_one_question(
    client: Client,
    meeting: Meeting,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    first = client.get(address)
    assert first["ETag"].startswith('W/"')
    assert "Last-Modified" in first
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": f'"other", {first["ETag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_a_page_is_new_once_the_archive_changed(client: Client, meeting: Meeting) -> None:
    tag = client.get("/meetings/")["ETag"]
    Meeting.objects.update(title="新的名称")
    again = client.get("/meetings/", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "新的名称" in again.content.decode()


def test_every_question_and_language_is_its_own_page(client: Client, meeting: Meeting) -> None:
    addresses = ["/meetings/", "/en/meetings/", "/meetings/?year=2019", "/directives/"]
    tags = [client.get(address)["ETag"] for address in addresses]
    assert len(set(tags)) == len(addresses)


def test_the_order_of_parameters_makes_no_other_page(client: Client, meeting: Meeting) -> None:
    one = client.get("/meetings/?year=2019&kind=executive")
    other = client.get("/meetings/?kind=executive&year=2019")
    assert one["ETag"] == other["ETag"]


def test_a_browser_that_knows_only_the_time_is_answered_too(
    client: Client, meeting: Meeting
) -> None:
    since = client.get("/meetings/")["Last-Modified"]
    assert client.get("/meetings/", headers={"If-Modified-Since": since}).status_code == 304


def test_faults_and_health_are_never_kept(client: Client, meeting: Meeting) -> None:
    for address in ("/meetings/?page=0", "/meetings/999999/", "/healthz", "/admin/login/"):
        assert "ETag" not in client.get(address)
    for address in ("/meetings/?page=0", "/meetings/999999/"):
        assert client.get(address, headers={"If-None-Match": "*"}).status_code in (400, 404)


def test_public_pages_set_no_cookie(client: Client, meeting: Meeting) -> None:
    for address in (*ADDRESSES, meeting.get_absolute_url()):
        assert not client.get(address).cookies
