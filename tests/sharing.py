"""The whole suite runs in as many processes as there are cores, each with a server of its own.

Search follows the snapshots of a server, and locks and roles are a server's too: whoever writes in
another database of it would be seen. One file, or what -k chooses, runs in this process alone.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

EMBEDDED = "archive.postgres"
# More would only wait for the longest files.
MOST = 4


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Ask pytest-xdist for processes, unless -n says how many or it is not there."""
    asked = config.option
    if getattr(asked, "numprocesses", 0) is None and _is_whole(config) and _has_own_server():
        asked.numprocesses, asked.dist = "auto", "loadfile"
        asked.maxprocesses = asked.maxprocesses or MOST
        # In the order of the files the long ones come first, and what asks no database last.
        asked.loadscopereorder = False


def _is_whole(config: pytest.Config) -> bool:
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    process = hasattr(config, "workerinput")
    return not (named or process or config.option.keyword or config.option.markexpr)


def _has_own_server() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"] == EMBEDDED)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest
) -> None:
    """The embedded server of this process, in a folder beside the usual one."""
    process = getattr(request.config, "workerinput", {}).get("workerid")
    if process and _has_own_server():
        database = connections["default"].settings_dict
        folder = Path(database["DATA"])
        database["DATA"] = str(folder.with_name(f"{folder.name}-{process}"))


def database_told() -> str:
    """The settings of the test database that a program begun by a test has to be told, as JSON."""
    told = {name: connection.settings_dict.get(name) for name in ("NAME", "DATA")}
    return json.dumps({name: value for name, value in told.items() if value})
