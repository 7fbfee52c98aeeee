"""Folders for embedded servers, and processes that use them."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.postgres import place
from archive.postgres.place import Place
from tests.archive.processes import Visitor, end


def new_base() -> Path:
    """A folder that every account may enter."""
    base = Path(tempfile.mkdtemp(prefix="embedded-", dir="/tmp"))
    base.chmod(0o755)
    return base


@pytest.fixture
def base() -> Iterator[Path]:
    """Such a folder; the servers in it are ended and it is removed."""
    base = new_base()
    yield base
    for cluster in [*base.rglob("cluster")]:
        end(place.locate(cluster.parent))
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="session")
def template() -> Iterator[Place]:
    """A database in which the table kept holds 7; its server is stopped."""
    base = new_base()
    visitor = Visitor(base / "postgres")
    assert visitor.ask("CREATE TABLE kept AS SELECT 7 AS x") == []
    visitor.leave()
    where = place.locate(base / "postgres")
    end(where)
    yield where
    shutil.rmtree(base)


@pytest.fixture
def new_folder(base: Path) -> Path:
    """Where a server's data will be."""
    return base / "var" / "postgres"


@pytest.fixture
def folder(new_folder: Path, template: Place) -> Path:
    """A copy of the template."""
    place.make(place.locate(new_folder))
    subprocess.run(["cp", "-a", template.cluster, new_folder], check=True)
    return new_folder


@pytest.fixture
def where(new_folder: Path) -> Place:
    """The place of the folder's server."""
    return place.locate(new_folder)


@pytest.fixture
def visit(base: Path) -> Iterator[Callable[..., Visitor]]:
    """Start processes that use a folder's server; those still there at the end are killed."""
    visitors: list[Visitor] = []

    def start(folder: Path, **environment: str) -> Visitor:
        visitors.append(Visitor(folder, **environment))
        return visitors[-1]

    yield start
    for visitor in visitors:
        visitor.kill()
        visitor.process.communicate()
