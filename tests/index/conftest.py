"""The golden archive, read by the real extractor once and committed for a module at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.copying import Copy, copied, put_back
from tests.index import archive
from tests.index.plain import Plain


@pytest.fixture(scope="session")
def golden_rows() -> Copy:
    """The rows of the archive, once the first who asks has had them made."""
    return {}


@pytest.fixture(scope="module")
def golden(django_db_setup: None, django_db_blocker: Any, golden_rows: Copy) -> Iterator[None]:
    """The golden archive, committed; each test takes back what it changes."""
    with django_db_blocker.unblock():
        if not golden_rows:
            with transaction.atomic():
                archive.fill()
                golden_rows.update(copied(archive.tables()))
                transaction.set_rollback(True)
        put_back(golden_rows)
        archive.forget()
    yield
    with django_db_blocker.unblock():
        archive.emptied()


@pytest.fixture(scope="module")
def plain(golden: None, django_db_blocker: Any) -> Plain:
    """What the archive says, read off its rows one by one."""
    with django_db_blocker.unblock():
        return Plain.read()
