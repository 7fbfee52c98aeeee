"""A search that takes too long is stopped, and a program is told how to narrow it."""

import pytest
from django.test import Client

from tests.index.test_slowness import archive, locked

__all__ = ["archive", "locked"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("locked")]


@pytest.mark.parametrize("address", ["meetings/?q=防汛", "directives/?q=防汛&facets=1"])
def test_it_is_told_what_to_narrow_and_when_to_ask_again(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "ETag" not in response
    assert response.json()["code"] == "too_slow"
    assert "限定地区、年份或会议类型，例如 城市:湘潭 年:2019" in response.json()["hints"]


def test_it_is_told_in_english_too(client: Client) -> None:
    told = client.get("/en/api/v1/meetings/?q=防汛").json()
    assert "nothing is wrong with the archive" in told["message"]
    assert "put several words in quotes" in told["hints"][0]
