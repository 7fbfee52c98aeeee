"""Two curators, and one of each group."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from meetings.curation.roles import write_groups
from tests.drift import search_rows_follow as search_rows_follow


@pytest.fixture
def second(db: None) -> User:
    """Another curator."""
    return User.objects.create_superuser("second")


@pytest.fixture
def member(db: None) -> Callable[[str], Client]:
    """Makes a browser in which a member of a group is signed in."""
    write_groups()

    def make(group: str) -> Client:
        user = User.objects.create_user(f"member-{group}", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return make
