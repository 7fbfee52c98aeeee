"""The citations of a record, as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from meetings.citations import FORMS, of_directive, of_meeting
from meetings.models import Meeting

register = template.Library()

# The forms that are read as they stand; the others are files for tools.
SHOWN = ("gbt7714", "chicago")


@dataclass(frozen=True)
class Citation:
    """One form: its name, the words where a page shows them, the address of the file."""

    name: str
    words: str
    url: str


@register.simple_tag(takes_context=True)
def citations(context: Context, record: Any) -> list[Citation]:
    """Every form of citation of a meeting or a directive."""
    url = context["request"].build_absolute_uri(record.get_absolute_url())
    is_meeting = isinstance(record, Meeting)
    work = of_meeting(record, url) if is_meeting else of_directive(record, url)
    name = "cite-meeting" if is_meeting else "cite-directive"
    return [
        Citation(
            form.name,
            form.write(work) if key in SHOWN else "",
            reverse(name, args=(record.pk, key)),
        )
        for key, form in FORMS.items()
    ]
