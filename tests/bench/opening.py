"""Open the archive that a bench works on: an embedded server's folder, or DATABASE_URL."""

import argparse
import os
import sys
import warnings
from pathlib import Path

import django

FOLDER = "the embedded server's data (default: var/postgres of this checkout, or DATABASE_URL)"


def add_archive(parser: argparse.ArgumentParser) -> None:
    """The option that names the archive."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help=FOLDER)


def open_archive(data: Path | None) -> None:
    """Set Django up on that archive; nothing is connected yet."""
    if data is not None:
        os.environ["BENCH_DATA"] = str(data.resolve())
        os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    warnings.filterwarnings("ignore", "No directory at")  # static files are not collected
    django.setup()


def say(line: str = "") -> None:
    """One line on the terminal."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
