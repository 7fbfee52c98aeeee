"""Take uploaded files: unpack, keep until they are confirmed, show, then ingest."""

import secrets
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from meetings.curation import Refused
from meetings.extraction.facts import Extraction
from meetings.ingest import cities
from meetings.ingest.readers import MAX_BYTES, Unreadable, of_bytes
from meetings.ingest.store import read as extraction_of
from meetings.ingest.store import store
from meetings.models import Article, City, Report, Upload

# What one upload may hold: a folder of articles, not an archive of archives.
MAX_FILES = 500
MAX_TOTAL = 50 * 1024 * 1024
# What nobody confirmed is forgotten after this.
KEPT = timedelta(days=2)
# How many files one request ingests, so that progress shows.
STEP = 10


@dataclass(frozen=True)
class Preview:
    """What one waiting file would become: an extraction, or the reason why not."""

    upload: Upload
    extraction: Extraction | None
    encoding: str
    reason: str
    stored: Article | None


@transaction.atomic
def keep(files: list[Any], *, who: Any) -> str:
    """Keep the files (`.txt`, or a ZIP of them) as one batch; its name. Raises `Refused`."""
    Upload.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    batch = secrets.token_urlsafe(9).replace("-", "x").replace("_", "y")
    total = count = 0
    for file in files:
        for name, content in _unpacked(file):
            count, total = count + 1, total + len(content)
            _refuse_many(count, total)
            Upload.objects.create(batch=batch, who=who, name=name[-255:], content=content)
    if not count:
        msg = "没有 .txt 文件：请选 .txt 文件，或装有 .txt 文件的 ZIP。"
        raise Refused(msg)
    return batch


def _refuse_many(count: int, total: int) -> None:
    if count > MAX_FILES:
        msg = f"一次最多 {MAX_FILES} 个文件：请分几次上传。"
        raise Refused(msg)
    if total > MAX_TOTAL:
        msg = f"一次最多 {MAX_TOTAL // 1024 // 1024} MB：请分几次上传。"
        raise Refused(msg)


def _unpacked(file: Any) -> Iterator[tuple[str, bytes]]:
    """The texts of one file by name, each cut one byte beyond the limit so that it is refused."""
    name = str(file.name).replace("\0", "")
    if name.lower().endswith(".zip"):
        yield from _of_zip(file, name)
    elif name.lower().endswith(".txt"):
        yield name, file.read(MAX_BYTES + 1)
    else:
        msg = f"“{name}”不是 .txt 也不是 ZIP：请另存为 .txt 文件。"
        raise Refused(msg)


def _of_zip(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(file) as packed:
            for info in packed.infolist():
                inner = _name_of(info)
                if inner.lower().endswith(".txt") and not info.is_dir():
                    with packed.open(info) as member:
                        yield inner, member.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as fault:
        msg = f"“{name}”打不开（{fault}）：请重新打包为不加密的 ZIP。"
        raise Refused(msg) from fault


def _name_of(info: zipfile.ZipInfo) -> str:
    """The member's own name: without folders, GBK where the packer did not say UTF-8."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = info.filename
    return name.replace("\0", "").rsplit("/", 1)[-1]


def waiting(batch: str, who: Any) -> Any:
    """The files of a curator's own batch."""
    rows = Upload.objects.filter(batch=batch, who=who).select_related("article")
    return rows.order_by("pk")


def told(rows: Iterable[Upload]) -> list[tuple[Upload, list[Report]]]:
    """The files that were stored, each with the meetings that it tells of."""
    kept = [row for row in rows if row.article_id]
    reports = Report.objects.filter(article__in=[row.article_id for row in kept], withdrawn_at=None)
    by_article: dict[int, list[Report]] = {}
    for report in reports.select_related("meeting__city").order_by("ordinal"):
        by_article.setdefault(report.article_id, []).append(report)
    return [(row, by_article.get(row.article_id or 0, [])) for row in kept]


def preview(upload: Upload) -> Preview:
    """Read and extract one file without storing it."""
    try:
        source = of_bytes(bytes(upload.content), name=upload.name)
    except Unreadable as fault:
        return Preview(upload, None, "", fault.reason, None)
    stored = Article.objects.filter(sha256=source.sha256).first()
    return Preview(upload, extraction_of(source.text, source.sha256), source.encoding, "", stored)


def ingest_some(batch: str, who: Any) -> int:
    """Store the next few files of a batch; how many are still waiting."""
    if not City.objects.exists():
        cities.fill()
    for upload in waiting(batch, who).filter(outcome="")[:STEP]:
        _ingest_one(upload)
    return int(waiting(batch, who).filter(outcome="").count())


def _ingest_one(upload: Upload) -> None:
    try:
        stored = store(of_bytes(bytes(upload.content), name=upload.name))
        upload.outcome, upload.article_id = stored.outcome.value, stored.article
    except Unreadable as fault:
        upload.outcome, upload.reason = "unreadable", fault.reason
    except (DataError, IntegrityError) as fault:
        upload.outcome, upload.reason = "unreadable", str(fault).splitlines()[0]
    upload.content = b""
    upload.save(update_fields=["outcome", "reason", "content", "article"])
