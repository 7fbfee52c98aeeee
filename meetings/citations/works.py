"""What is cited: a record of the archive, with the report that it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from meetings.models import Article, Directive, Meeting

ARCHIVE = "政务会议档案"
# So much of a directive stands in the title of its citation.
QUOTED = 40


@dataclass(frozen=True)
class Work:
    """One citable record. Dates are EDTF; `accessed` is the day the page was written."""

    key: str
    title: str
    held: str
    place: str
    url: str
    accessed: date
    reporters: tuple[str, ...] = ()
    report_title: str = ""
    outlet: str = ""
    published: str = ""
    meeting: str = ""

    @property
    def year(self) -> str:
        """The year held, where known."""
        return self.held[:4] if self.held[:4].isdecimal() else ""

    @property
    def day(self) -> list[int]:
        """Year, month, day as far as known of the (first) day held."""
        steps: list[int] = []
        for part in self.held.partition("/")[0].split("-"):
            if not part.isdecimal():
                break
            steps.append(int(part))
        return steps

    @property
    def source(self) -> str:
        """The outlet and title of the report, in one line; empty where both are unknown."""
        told = f"《{self.report_title}》" if self.report_title else ""
        when = f"（{self.published}）" if self.published and (self.outlet or told) else ""
        return f"{self.outlet}{told}{when}"


def of_meeting(meeting: Meeting, url: str) -> Work:
    """A meeting; it must have come with its reports (`with_reports`)."""
    rows: Any = meeting
    article = rows.told[0].article if rows.told else None
    return Work(key=f"meeting{meeting.pk}", title=_name(meeting), **_common(meeting, article, url))


def of_directive(directive: Directive, url: str) -> Work:
    """A directive; it must have come with its meeting and article (`with_meeting`)."""
    meeting = directive.report.meeting
    words = Truncator(directive.text.strip()).chars(QUOTED, truncate="……")
    who = directive.official.name if directive.official else directive.speaker
    said = f"{who}{directive.verb}"
    return Work(
        key=f"directive{directive.pk}",
        title=f"“{words}”" if words.startswith(said) else f"{said}：“{words}”",
        meeting=_name(meeting),
        **_common(meeting, directive.report.article, url),
    )


def _common(meeting: Meeting, article: Article | None, url: str) -> dict[str, Any]:
    return {
        "held": meeting.date_edtf,
        "place": meeting.city.name if meeting.city else "",
        "url": url,
        "accessed": timezone.localdate(),
        "reporters": tuple(article.reporters) if article else (),
        "report_title": article.title if article else "",
        "outlet": article.outlet if article else "",
        "published": article.published if article else "",
    }


def _name(meeting: Meeting) -> str:
    place = meeting.city.short if meeting.city else ""
    name = meeting.title or f"{meeting.get_organ_display()}{meeting.get_kind_display()}"
    name = name or str(meeting)
    return name if place in name else f"{place}{name}"
