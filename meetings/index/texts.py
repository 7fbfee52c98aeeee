"""Give every record as it is searched, so that anyone can compare with a plain scan."""

from collections.abc import Iterator

from meetings.index.units import Unit
from meetings.models import DirectiveText, MeetingText


def dump(unit: Unit) -> Iterator[tuple[int, str]]:
    """The id and the folded text of every public record, in order of id."""
    rows = MeetingText.objects if unit is Unit.MEETING else DirectiveText.objects
    found = rows.filter(live=True).order_by("pk").values_list("pk", "text")
    yield from found.iterator(chunk_size=500)
