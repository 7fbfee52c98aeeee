"""Tell what stops a command in a sentence, without a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError, ProgrammingError

STOPPED = 130  # what a shell gives for a program that Ctrl-C ended


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn a database that cannot be used into a CommandError, and Ctrl-C into an exit status."""
    try:
        yield
    except CommandError:
        raise
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what was done is kept.\n")
        raise SystemExit(STOPPED) from None
    except ProgrammingError as fault:
        msg = f"The database lacks something ({_line(fault)}): run manage.py up --no-serve first."
        raise CommandError(msg) from fault
    except DatabaseError as fault:
        msg = f"The database cannot be used ({_line(fault)}): see DATABASE_URL, or unset it."
        raise CommandError(msg) from fault


def _line(fault: DatabaseError) -> str:
    return " ".join(str(fault).split())
