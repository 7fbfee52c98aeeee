"""What all tests share: plain static files, and an archive with the five seed articles."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.test import Client, override_settings

from meetings.facets import cities as city_facet
from meetings.index import counting
from meetings.index import store as columns
from meetings.ingest import Stored, cities, find_files, read, store
from meetings.models import City, CityName
from tests.copying import Copy, copied, put_back
from tests.sharing import django_db_modify_db_settings as django_db_modify_db_settings
from tests.sharing import pytest_cmdline_main as pytest_cmdline_main

SEEDS = sorted(Path(project.SEEDS_DIR).glob("*.txt"))
# Static files are not collected before tests, and a manifest would miss them.
PLAIN_STORAGES = project.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


def pytest_collection_finish() -> None:
    """Spare the collector ten thousand tests, through which it would look again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files by their plain names, none of them collected."""
    with override_settings(STORAGES=PLAIN_STORAGES, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True, scope="session")
def texts_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The texts of sealed segments in a folder of the tests' own."""
    with override_settings(SEARCH_TEXTS=str(tmp_path_factory.mktemp("texts"))):
        yield


@pytest.fixture(scope="session")
def every_city() -> Copy:
    """The rows of the cities, once there is a database."""
    return {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, every_city: Copy) -> None:
    """The test database with every city, once a session; each test rolls back what it adds."""
    with django_db_blocker.unblock():
        cities.fill()
        every_city.update(copied(model._meta.db_table for model in (City, CityName)))


@pytest.fixture(autouse=True, scope="module")
def cities_again(every_city: Copy, django_db_blocker: Any) -> None:
    """Cities for each module: a test before that committed has left the tables empty."""
    if every_city:
        with django_db_blocker.unblock():
            _have(every_city)


@pytest.fixture
def committed_cities(transactional_db: None, every_city: Copy) -> None:
    """Every city for a test that commits, whatever the one before it left."""
    _have(every_city)


def _have(every_city: Copy) -> None:
    if not City.objects.exists():
        put_back(every_city)


@pytest.fixture
def seeded(db: None) -> list[Stored]:
    """The five seed articles, ingested as `up` does."""
    return [store(read(path)) for path in find_files(SEEDS) if isinstance(path, Path)]


@pytest.fixture
def cold(db: None) -> None:
    """Nothing left over from another test, so that what is asked does not depend on order."""
    columns.forget()
    city_facet._known.clear()
    counting._speakers.clear()


@pytest.fixture
def curator(db: None) -> User:
    """A person who may correct everything."""
    return User.objects.create_superuser("curator")


@pytest.fixture
def desk(curator: User) -> Client:
    """A browser in which the curator is signed in."""
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Makes a file of some bytes."""

    def make(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make
