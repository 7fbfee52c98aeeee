"""What stops a command is told in a sentence."""

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection

from meetings.management.faults import faults_told


def meet(fault: BaseException) -> None:
    """What a command does that meets this fault."""
    with faults_told():
        raise fault


def test_a_database_that_is_away_is_told_with_the_variable() -> None:
    with pytest.raises(CommandError, match=r"\(connection refused\): see DATABASE_URL"):
        meet(OperationalError("connection\nrefused"))


@pytest.mark.django_db
def test_a_database_without_tables_is_told_with_the_command_that_makes_them() -> None:
    lacking = "lacks something .*no_such_table.* run manage.py up --no-serve first"
    with (
        pytest.raises(CommandError, match=lacking),
        faults_told(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT 1 FROM no_such_table")


def test_an_error_that_is_told_already_is_left_as_it_is() -> None:
    with pytest.raises(CommandError, match=r"^as it is$"):
        meet(CommandError("as it is"))


def test_ctrl_c_ends_with_the_status_of_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        meet(KeyboardInterrupt())
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Stopped; what was done is kept.\n"
