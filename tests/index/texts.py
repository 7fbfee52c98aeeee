"""The files that keep the texts of sealed segments, as the tests of the index see them."""

from pathlib import Path

from django.conf import settings

from meetings.index import Unit


def paths(unit: Unit | str = "") -> list[Path]:
    """The files of one unit, or of both, in order."""
    return sorted(path for path in Path(settings.SEARCH_TEXTS).glob(f"*/{unit}*") if path.is_file())
