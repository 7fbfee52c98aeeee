"""After each test of writing: the search rows say what the archive says."""

from collections.abc import Iterator

import pytest

from meetings.index.reindexing import Drift, drift, every

DATABASES = {"db", "transactional_db", "_django_db_helper"}


@pytest.fixture(autouse=True)
def search_rows_follow(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test wrote, nothing forgot to refresh what is searched."""
    asks = request.node.get_closest_marker("django_db") or DATABASES & set(request.fixturenames)
    if asks:
        request.getfixturevalue("db")
    yield
    if asks:
        assert drift(every()) == Drift()
