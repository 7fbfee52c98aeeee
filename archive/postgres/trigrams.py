"""Whether a database can search Chinese text by trigrams."""

from django.db.backends.base.base import BaseDatabaseWrapper

from archive.postgres.errors import TrigramError

SAMPLE = "政府会议"


def check_trigrams(connection: BaseDatabaseWrapper) -> None:
    """Return if pg_trgm finds trigrams in Chinese text, else raise TrigramError.

    For any PostgreSQL, after `migrate` has created the extension. With LC_CTYPE "C" pg_trgm takes
    no Chinese character for a letter, so every index on trigrams would be empty, silently.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datctype, EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') "
            "FROM pg_database WHERE datname = current_database()"
        )
        ctype, installed = cursor.fetchone()
        name = connection.settings_dict["NAME"]
        if not installed:
            msg = (
                f"The database {name} has no extension pg_trgm: run manage.py migrate as a role "
                "that may create it, or have CREATE EXTENSION pg_trgm run there."
            )
            raise TrigramError(msg)
        cursor.execute("SELECT cardinality(show_trgm(%s))", [SAMPLE])
        (found,) = cursor.fetchone()
    if not found:
        msg = (
            f"pg_trgm finds no trigrams in Chinese text in the database {name}, because its "
            f"LC_CTYPE is {ctype}: create it again with CREATE DATABASE … TEMPLATE template0 "
            "ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' (or another UTF-8 locale of that server)."
        )
        raise TrigramError(msg)
