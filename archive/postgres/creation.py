"""Test databases on the embedded server, beside the one in use."""

from typing import Any

from django.db.backends.postgresql import creation as postgresql


class DatabaseCreation(postgresql.DatabaseCreation):
    """Test databases that do not wait for the disk at each commit; the cluster goes on doing so."""

    def _execute_create_test_db(
        self, cursor: Any, parameters: dict[str, str], keepdb: bool = False
    ) -> None:
        # The stubs do not know this method of the superclass.
        super()._execute_create_test_db(cursor, parameters, keepdb)  # type: ignore[misc]
        cursor.execute(f"ALTER DATABASE {parameters['dbname']} SET synchronous_commit = off")
