"""Django's database backend "archive.postgres": PostgreSQL on the embedded server."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base as postgresql
from psycopg import OperationalError

from archive.postgres.client import DatabaseClient
from archive.postgres.cluster import ROLE
from archive.postgres.creation import DatabaseCreation
from archive.postgres.lifecycle import EmbeddedServer, embedded


class DatabaseWrapper(postgresql.DatabaseWrapper):
    """A connection to the embedded server, which is started first and revived if it was killed."""

    client_class = DatabaseClient
    creation_class = DatabaseCreation

    @cached_property
    def server(self) -> EmbeddedServer:
        """The server of the folder DATA (default: BASE_DIR/var/postgres)."""
        if folder := self.settings_dict.get("DATA"):
            return embedded(Path(folder))
        if base := getattr(settings, "BASE_DIR", None):
            return embedded(Path(base, "var", "postgres"))
        msg = "DATABASES names no folder for the embedded PostgreSQL server: give it a DATA."
        raise ImproperlyConfigured(msg)

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection, once there is a server to connect to."""
        self.server.ensure(self.settings_dict["NAME"] or "postgres")
        self.settings_dict.update(HOST=self.server.socket, PORT="", USER=ROLE, PASSWORD="")
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; if the server was killed since it was last seen, start it and connect again."""
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            if self.server.is_answering():
                raise
        self.server.revive(self.settings_dict["NAME"] or "postgres")
        return super().get_new_connection(self.get_connection_params())

    @contextmanager
    def _nodb_cursor(self) -> Iterator[Any]:
        self.server.ensure("postgres")
        with super()._nodb_cursor() as cursor:
            yield cursor
