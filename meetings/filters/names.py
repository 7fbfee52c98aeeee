"""What a record is called, and the words that stand after its id in an address."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from meetings.extraction import vocabulary as vocab
from meetings.filters.labels import label
from meetings.models import City, Directive, Meeting, Official

if TYPE_CHECKING:
    Record = City | Directive | Meeting | Official

LONGEST_SLUG = 40
# What cannot stand in the words of an address: «市政府 第38次（扩大）» → 市政府-第38次-扩大.
BREAK = re.compile(r"[\W_]+")


def meeting_name(meeting: Meeting) -> str:
    """The name of a meeting, else what kind of meeting it is."""
    if meeting.title:
        return meeting.title
    city = meeting.city.short if meeting.city else ""
    organ, kind = vocab.Organ.get(meeting.organ), vocab.Kind.get(meeting.kind)
    words = [city, *(label(term) for term in (organ, kind) if term)]
    return "".join(words) if any(words) else str(meeting)


def slug(record: "Record") -> str:
    """The words after an id: Chinese titles, names in pinyin; may be empty."""
    if isinstance(record, Meeting):
        words = record.title
    elif isinstance(record, Directive):
        words = f"{record.speaker}{record.verb}"
    else:
        words = "".join(record.pinyin.split()).lower()
    return BREAK.sub("-", words)[:LONGEST_SLUG].strip("-")


def canonical_url(record: "Record") -> str:
    """The address with its words: /meetings/12-市政府第38次常务会议/."""
    bare, words = record.get_absolute_url(), slug(record)
    return f"{bare.rstrip('/')}-{quote(words)}/" if words else bare
