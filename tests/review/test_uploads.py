"""Articles come in through the site as they do through the command: seen first, then ingested."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from meetings.ingest import uploads
from meetings.ingest.readers import MAX_BYTES
from meetings.models import Article, Upload
from tests.conftest import SEEDS

pytestmark = pytest.mark.django_db


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def send(desk: Client, *files: Any) -> Any:
    return desk.post("/admin/upload/", {"chosen": list(files)})


def test_a_preview_shows_what_would_be_read_and_stores_nothing(desk: Client) -> None:
    address = send(desk, file("000.txt", SEEDS[0].read_bytes()))["Location"]
    shown = desk.get(address).content.decode()
    assert "湘潭市第十二届市委常委会第38次会议" in shown
    assert "2017-09-25" in shown
    assert not Article.objects.exists()


def test_a_zip_is_ingested_step_by_step_with_its_outcomes(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "STEP", 2)
    members = [(f"夹/{path.name}", path.read_bytes()) for path in SEEDS[:3]]
    members += [("坏.txt", b"\x00\x01"), ("说明.md", b"x"), ("夹/", b"")]
    address = send(desk, file("报道.zip", packed(*members)))["Location"]
    progress = desk.post(address, {"do": "ingest"}, follow=True).content.decode()
    assert "2 / 4" in progress
    done = desk.post(address, {"do": "ingest"}, follow=True).content.decode()
    assert "全部完成" in done
    assert "新收录：3" in done
    assert '坏.txt：<span lang="en">holds NUL bytes' in done
    assert Article.objects.count() == 3
    assert not any(bytes(row.content) for row in Upload.objects.all())


def test_what_is_stored_already_is_said_before_and_after(desk: Client, seeded: Any) -> None:
    address = send(desk, file("again.txt", SEEDS[0].read_bytes()))["Location"]
    assert "已收录过" in desk.get(address).content.decode()
    assert "没有变化：1" in desk.post(address, {"do": "ingest"}, follow=True).content.decode()
    assert Article.objects.count() == 5


@pytest.mark.parametrize("content", [b"", b"\x00", b"x" * (MAX_BYTES + 1), b"\xff\xfe\xff"])
def test_the_site_refuses_with_the_words_of_the_command(
    curator: User, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    batch = uploads.keep([file("a.txt", content)], who=curator)
    reason = uploads.preview(uploads.waiting(batch, curator).get()).reason
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("ingest", str(path))
    assert f"a.txt: {reason}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"x", "不是 .txt 也不是 ZIP"),
        ("a.zip", b"no zip", "打不开"),
        ("a.zip", packed(("a.md", b"x")), "没有 .txt 文件"),
        ("a.zip", packed(*((f"{n}.txt", b"x") for n in range(501))), "最多 500 个文件"),
        ("a.zip", packed(*((f"{n}.txt", bytes(MAX_BYTES)) for n in range(11))), "最多 50 MB"),
    ],
)
def test_what_is_no_upload_is_told(desk: Client, name: str, content: bytes, said: str) -> None:
    assert said in send(desk, file(name, content)).content.decode()
    assert not Upload.objects.exists()


def test_names_packed_in_gbk_are_read(curator: User) -> None:
    made = packed(("XX.txt", b"x")).replace(b"XX", "甲".encode("gb18030"))
    batch = uploads.keep([file("a.zip", made)], who=curator)
    assert uploads.waiting(batch, curator).get().name == "甲.txt"


def test_a_batch_is_its_curator_s_alone(desk: Client, second: User) -> None:
    batch = uploads.keep([file("a.txt", b"x")], who=second)
    assert desk.get(f"/admin/upload/{batch}/").status_code == 404
    desk.post(f"/admin/upload/{batch}/", {"do": "drop"})
    assert Upload.objects.count() == 1
