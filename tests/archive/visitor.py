"""A process that uses the embedded server of a folder; it answers SQL until its input ends.

Run as `python visitor.py FOLDER`. Each line of input is a statement, or a word with a colon in
front (see COMMANDS); each line of output is JSON: the rows, or the text of an error.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import django
from django.conf import settings
from django.db import connection

from archive.postgres.place import locate
from archive.postgres.trigrams import check_trigrams

settings.configure(
    DATABASES={"default": {"ENGINE": "archive.postgres", "NAME": "archive", "DATA": sys.argv[1]}},
    USE_TZ=True,
)


def rows(statement: str) -> Any:
    """What the statement returns, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def fork(then: str) -> int:
    """Leave a forked child behind that sleeps, "exec" as another program; its number."""
    if pid := os.fork():
        return pid
    if then == "exec":
        os.execv("/bin/sleep", ["sleep", "60"])
    time.sleep(60)
    os._exit(0)


def create_test_database(keep: str) -> str:
    """Change to a test database beside the one in use, "keep" to one that may be there."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=bool(keep))
    return str(connection.settings_dict["NAME"])


def psql(statement: str) -> str:
    """What psql prints, called as `dbshell` calls it."""
    connection.get_connection_params()
    arguments, _ = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, ["-Atc", statement]
    )
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()


COMMANDS: dict[str, Callable[[str], Any]] = {
    ":fork": fork,
    ":become": lambda uid: os.setuid(int(uid)),
    ":create-test-database": create_test_database,
    ":trigrams": lambda _: check_trigrams(connection),
    ":close": lambda _: connection.close(),
    ":psql": psql,
    ":name": lambda name: connection.settings_dict.update(NAME=name),
    ":locate": lambda folder: str(locate(Path(folder))),
}


def main() -> None:
    """Answer line by line; Ctrl-C ends it even where the tests run in a shell's background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    django.setup()
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        try:
            answer = COMMANDS[word](rest) if word in COMMANDS else rows(line)
        except Exception as fault:  # noqa: BLE001 - the test decides what it should have been
            answer = f"{type(fault).__name__}: {fault}"
        print(json.dumps(answer), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
