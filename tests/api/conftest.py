"""What the tests of the API share: an archive of many kinds, and JSON by address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

from meetings.models import City
from tests.pages.factories import make_city, make_meeting, make_places

Ask = Callable[..., Any]
DAYS = ("2018-01-01", "2019-02-02", "2020-03-03", "", "2019-11-05")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may ask as often as they like, and no question of another test counts."""
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": None})
    cache.clear()


@pytest.fixture
def ask(client: Client, db: None) -> Ask:
    """The JSON at an address, whose status is 200 unless said otherwise."""

    def fetch(address: str, status: int = 200) -> Any:
        response = client.get(address)
        assert response.status_code == status, (address, response.content)
        assert response["Content-Type"] == "application/json"
        return response.json()

    return fetch


@pytest.fixture
def many(db: None) -> City:
    """Fifty meetings in three cities, of two kinds, in three years and on unknown days."""
    _, xiangtan, changsha = make_places()
    jinan = make_city("370100", "济南市", parent=make_city("370000", "山东省", "province"))
    for number in range(50):
        make_meeting(
            (xiangtan, changsha, jinan, None)[number % 4],
            kind=("plenum", "executive", "")[number % 3],
            organ=("government", "party_committee", "")[number % 3],
            day=DAYS[number % 5],
            text="防汛抗旱" if number % 2 else "产业发展",
            people=[
                ("王明", ("chair", "attendee")[number % 2], "市长"),
                (f"李{'甲乙丙丁'[number % 4]}", "attendee", "副市长"),
            ],
            said=[
                ("会议", ("指出", "强调")[number % 2], f"会议要防汛{number}。"),
                ("王明", "要求", f"王明要求抗旱{number}。"),
            ],
        )
    return xiangtan
