"""Collect the static files for serving, when any of them changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = "collected.txt"


def collect() -> bool:
    """Collect, compress and hash the static files; False when what was collected still holds.

    Nothing is rewritten under a server that is running, unless a file has changed.
    """
    mark = Path(settings.STATIC_ROOT, MARK)
    state = _state()
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state, encoding="ascii")
    return True


def _state() -> str:
    """A hash over the name, size and time of every static file, and how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
