"""The golden archive, read by the real extractor once and committed for a module at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from meetings.models import City
from tests.index import archive
from tests.index.plain import Plain


@pytest.fixture(scope="session")
def golden_rows() -> dict[tuple[int, ...], archive.Copy]:
    """The rows of the archive by the ids of its cities, which differ once these are filled anew."""
    return {}


@pytest.fixture(scope="module")
def golden(
    django_db_setup: None, django_db_blocker: Any, golden_rows: dict[tuple[int, ...], archive.Copy]
) -> Iterator[None]:
    """The golden archive, committed; each test takes back what it changes."""
    with django_db_blocker.unblock():
        cities = tuple(City.objects.order_by("code").values_list("pk", flat=True)[:2])
        if cities not in golden_rows:
            with transaction.atomic():
                archive.fill()
                golden_rows[cities] = archive.copied()
                transaction.set_rollback(True)
        archive.put_back(golden_rows[cities])
        archive.forget()
    yield
    with django_db_blocker.unblock():
        archive.emptied()


@pytest.fixture(scope="module")
def plain(golden: None, django_db_blocker: Any) -> Plain:
    """What the archive says, read off its rows one by one."""
    with django_db_blocker.unblock():
        return Plain.read()
