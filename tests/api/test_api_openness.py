"""Answers can be read by the pages of any site, and kept until the archive changes."""

import pytest
from django.test import Client

from meetings.models import Meeting
from tests.pages.factories import make_city, make_meeting

ADDRESSES = (
    "/api/v1/meetings/?q=防汛",
    "/api/v1/directives/?facets=1",
    "/en/api/v1/meetings/",
    "/api/v1/schema/",
)


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """One meeting, committed."""
    return make_meeting(make_city("430300", "湘潭市"), text="防汛")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_is_held_is_open_too(client: Client, meeting: Meeting, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


def test_an_answer_is_new_once_the_archive_changed(client: Client, meeting: Meeting) -> None:
    tag = client.get("/api/v1/meetings/")["ETag"]
    Meeting.objects.update(title="新的名称")
    again = client.get("/api/v1/meetings/", headers={"If-None-Match": tag})
    assert again.json()["results"][0]["name"] == "新的名称"


def test_a_page_and_its_answer_are_two_things(client: Client, meeting: Meeting) -> None:
    addresses = ("/meetings/", "/api/v1/meetings/", "/en/api/v1/meetings/")
    assert len({client.get(address)["ETag"] for address in addresses}) == 3


@pytest.mark.parametrize(
    ("address", "status"),
    [*((one, 200) for one in ADDRESSES), ("/api/v1/meetings/?page=0", 400), ("/api/x/", 404)],
)
def test_any_site_may_read_answers_and_refusals(
    client: Client, meeting: Meeting, address: str, status: int
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_pages_are_not_opened_to_other_sites(client: Client, meeting: Meeting) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/meetings/")


def test_a_browser_that_asks_first_may_send_the_tag_that_it_holds(client: Client, db: None) -> None:
    response = client.options("/api/v1/meetings/", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_head_of_an_answer_can_be_had_alone(client: Client, meeting: Meeting) -> None:
    response = client.head("/api/v1/meetings/")
    assert response.status_code == 200
    assert response.content == b""
    assert response["ETag"] == client.get("/api/v1/meetings/")["ETag"]


def test_refusals_are_never_kept(client: Client, meeting: Meeting) -> None:
    for address in ("/api/v1/meetings/?page=0", "/api/v1/meetings/?page=9", "/api/x/"):
        assert "ETag" not in client.get(address)
