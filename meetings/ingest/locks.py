"""Lock names to the end of the transaction, so that two ingests never make one thing twice."""

import hashlib
from collections.abc import Iterable

from django.db import connection


def hold(names: Iterable[str]) -> None:
    """Wait for the locks of these names; always in one order, so that none wait for each other."""
    keys = sorted({lock_key(name) for name in names})
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (key,))


def lock_key(name: str) -> int:
    """The 64-bit signed number that PostgreSQL locks for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
