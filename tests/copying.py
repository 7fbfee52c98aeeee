"""Rows of whole tables, taken as they are and put back as they were."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

Copy = dict[str, bytes]


@transaction.atomic
def copied(tables: Iterable[str]) -> Copy:
    """All rows of these tables."""
    with connection.cursor() as cursor:
        return {table: _copy(cursor, table) for table in tables}


def _copy(cursor: Any, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
        return b"".join(copy)


@transaction.atomic
def put_back(rows: Copy) -> None:
    """Fill the tables with these rows; what triggers stamp is stamped now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(content)
