"""What the archive holds of each official."""

from typing import Any

from meetings.extraction import vocabulary as vocab
from meetings.facets.changes import of_official
from meetings.facets.years import years_of
from meetings.filters import OfficialFilter
from meetings.filters.address import Address
from meetings.filters.labels import label
from meetings.models import Attendance, Directive, Meeting, Official

MOST_MEETINGS = 20
MOST_DIRECTIVES = 10


def official_facets(found: OfficialFilter) -> dict[str, Any]:
    """The initials and provinces of the list of officials, each counted without itself."""
    chosen = found.chosen
    letters = found.narrowed("initial").initials()
    address = found.address.fresh()
    bare = address.without("initial")
    return {
        "letters": [
            (letter, number, str(bare.plus("initial", letter)), letter == chosen["initial"])
            for letter, number in letters.items()
        ],
        "all_letters": str(bare),
        "initial": chosen["initial"] or "",
        "provinces": [
            (code, name, number, code in chosen["city"])
            for code, name, number in found.narrowed("city").by_province()
        ],
        "chosen": any(chosen[name] for name in ("q", "initial", "city")),
    }


def official_sheet(official: Official, list_path: str, directives_path: str) -> dict[str, Any]:
    """What the page of an official shows: posts as printed, roles, meetings, directives."""
    attended = Attendance.objects.live().of_official(official)
    newest = list(attended.newest()[:MOST_MEETINGS])
    said = Directive.objects.published().of_official(official)
    years = Meeting.objects.published().attended_by([official.pk]).by_year()
    address = Address(list_path, (("official", str(official.pk)),))
    roles = attended.by_role()
    speaker = (("official", str(official.pk)), ("speaker", official.name))
    posts = attended.posts_seen()
    return {
        "official": official,
        "seen": attended.seen(),
        "posts": posts,
        "days": attended.days(),
        "beside": Attendance.objects.live().beside(official),
        "roles": [
            (label(r), roles[r.value], str(address.plus("role", r.value)))
            for r in vocab.Role
            if r.value in roles
        ],
        "years": years_of(years, address),
        "unknown_year": years.get(None, 0),
        "attended": newest,
        "latest": next((row for row in newest if row.posts), None),
        "said": said.for_list().sorted_by("newest")[:MOST_DIRECTIVES],
        "said_count": said.count(),
        "namesakes": Official.objects.published().namesakes_of(official).with_counts(),
        "other_names": official.other_names.all(),
        "address": address,
        "changes": of_official(official),
        "said_address": Address(directives_path, speaker),
    }
