"""Helpers that every page test shares."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Get = Callable[..., Any]


@pytest.fixture
def get(client: Client, db: None) -> Get:
    """Fetch an address and check its status, 200 unless said otherwise."""

    def fetch(address: str, status: int = 200) -> Any:
        response = client.get(address)
        assert response.status_code == status, address
        return response

    return fetch


@pytest.fixture
def ids(get: Get) -> Callable[[str], set[int]]:
    """The ids of the rows that a list shows."""

    def listed(address: str) -> set[int]:
        return {row.pk for row in get(address).context["page"].rows}

    return listed
