"""`extract`, `ingest` and `reextract` in a terminal."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from meetings import curation
from meetings.models import Article, Attendance, City, CityName
from tests.conftest import SEEDS
from tests.ingest.hand import BODY, full, ingest

MakeFile = Callable[[str, bytes], Path]


def run(*words: str) -> tuple[str, str, str]:
    """What a command prints, what it complains of, and the error that it ends with."""
    out, err, fault = io.StringIO(), io.StringIO(), ""
    try:
        call_command(*words, stdout=out, stderr=err)
    except CommandError as error:
        fault = str(error)
    return out.getvalue(), err.getvalue(), fault


def test_extract_prints_one_json_object_a_file_without_a_database() -> None:
    out, err, fault = run("extract", "--json", *map(str, SEEDS))
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["source"]["name"] for row in rows] == [path.name for path in SEEDS]
    assert rows[0]["source"]["length"] == 2139
    assert (err, fault) == ("", "")


def test_extract_prints_for_people_too() -> None:
    out, _, _ = run("extract", str(SEEDS[0]))
    assert out.startswith(SEEDS[0].name)


def test_extract_names_the_files_it_cannot_read_and_goes_on(file: MakeFile) -> None:
    broken, good = file("a.txt", b"\0"), file("b.txt", BODY.encode())
    out, err, fault = run("extract", "--json", str(broken), str(good))
    assert json.loads(out)["source"]["name"] == "b.txt"
    assert err.startswith(f"{broken}: holds NUL bytes")
    assert fault == "1 not read."


@pytest.mark.django_db
def test_ingest_counts_by_outcome_and_a_second_run_reports_unchanged() -> None:
    assert run("ingest", *map(str, SEEDS))[0].startswith("5 articles: 5 added, 0 updated")
    again = run("ingest", str(SEEDS[0].parent))[0]
    assert again == "5 articles: 0 added, 0 updated, 5 unchanged, 0 kept.\n"


@pytest.mark.django_db
def test_ingest_names_the_files_it_cannot_read_and_stores_the_rest(
    file: MakeFile, tmp_path: Path
) -> None:
    file("a.txt", b"")
    file("b.txt", b"\x89PNG\r\n\x1a\n\0")
    file("c.txt", BODY.encode())
    out, err, fault = run("ingest", str(tmp_path), str(tmp_path / "gone.txt"))
    assert out.startswith("1 articles: 1 added")
    assert err.splitlines() == [
        f"{tmp_path}/a.txt: is empty.",
        f"{tmp_path}/b.txt: holds NUL bytes, so it is no text: save it as UTF-8 text.",
        f"{tmp_path}/gone.txt: cannot be opened (No such file or directory).",
    ]
    assert fault == "3 not read, for the reasons above; the rest is stored."
    assert Article.objects.get().source_name == "c.txt"


@pytest.mark.django_db
def test_ingest_refuses_a_folder_without_texts(tmp_path: Path) -> None:
    assert "holds no .txt file" in run("ingest", str(tmp_path))[1]


@pytest.mark.django_db
def test_reextract_takes_what_an_older_extractor_read_and_tells_what_changed() -> None:
    ingest(full(), version="older")
    out, _, fault = run("reextract")
    assert out.startswith("1 articles: 0 added, 1 updated")
    assert fault == ""
    assert run("reextract")[0].startswith("0 articles:")
    assert run("reextract", "--all")[0].startswith("1 articles: 0 added, 0 updated, 1 unchanged")


@pytest.mark.django_db
def test_reextract_takes_articles_by_the_beginning_of_their_hash() -> None:
    ingest(full(), version="older")
    sha256 = Article.objects.get().sha256
    assert run("reextract", sha256[:12])[0].startswith("1 articles:")
    assert run("reextract", "zz")[2] == "zz: no article begins with this hash."


@pytest.mark.django_db
def test_ingest_reports_an_article_that_a_person_corrected_as_kept(curator: User) -> None:
    run("ingest", *map(str, SEEDS))
    row = Attendance.objects.get(name="朱是西")
    curation.correct(row, "role", "speaker", who=curator)
    again = run("ingest", *map(str, SEEDS))[0]
    assert again == "5 articles: 0 added, 0 updated, 4 unchanged, 1 kept.\n"
    row.refresh_from_db()
    assert row.role == "speaker"


@pytest.mark.django_db
def test_ingest_fills_the_cities_that_meetings_need(file: MakeFile) -> None:
    CityName.objects.all().delete()
    City.objects.update(parent=None)
    City.objects.all().delete()
    run("ingest", str(SEEDS[0]))
    assert Article.objects.get().city == City.objects.get(code="430300")
