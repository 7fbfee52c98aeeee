"""Load tables in bulk: their secondary indexes and unique constraints go first and come back."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# What was dropped is kept in the database, so that a filling that was killed can be taken up.
KEPT = "CREATE TABLE IF NOT EXISTS bench_dropped (id serial PRIMARY KEY, statement text NOT NULL)"
INDEXES = """
SELECT pg_get_indexdef(i.indexrelid), format('DROP INDEX %%s', i.indexrelid::regclass)
FROM pg_index i
WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
UNIQUE = """
SELECT format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid)),
       format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'
"""
MEMORY = "1GB"


@transaction.atomic
def drop_indexes(tables: Iterable[str]) -> None:
    """Drop what can be built faster afterwards, and write down how."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        for table in tables:
            for query in (UNIQUE, INDEXES):
                cursor.execute(query, (table,))
                for statement, drop in cursor.fetchall():
                    cursor.execute(
                        "INSERT INTO bench_dropped (statement) VALUES (%s)", (statement,)
                    )
                    cursor.execute(drop)


def dropped() -> list[tuple[int, str]]:
    """What is to be built again: number and statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_dropped')")
        if cursor.fetchone()[0] is None:
            return []
        cursor.execute("SELECT id, statement FROM bench_dropped ORDER BY id")
        return list(cursor.fetchall())


def restore_index(number: int, statement: str) -> None:
    """Build one of them again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        cursor.execute(statement)
        cursor.execute("DELETE FROM bench_dropped WHERE id = %s", (number,))


def settle(tables: Iterable[str]) -> None:
    """Set the sequences behind the rows, and gather statistics."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_dropped")
        for table in tables:
            _follow(cursor, table)
            cursor.execute(f"ANALYZE {table}")


def _follow(cursor: CursorWrapper, table: str) -> None:
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, attname) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = 'id'",
        (table, table),
    )
    if (row := cursor.fetchone()) and row[0]:
        cursor.execute(f"SELECT setval(%s, (SELECT max(id) FROM {table}))", (row[0],))
