"""Collect the claims that an extraction rests on."""

from collections.abc import Iterable

from meetings.extraction.byline import Named
from meetings.extraction.dates import Dated
from meetings.extraction.facts import Claim, Meeting, Span
from meetings.extraction.mentions import WEAK_RULES
from meetings.extraction.places import Vote
from meetings.extraction.sittings import Sitting
from meetings.extraction.vocabulary import Confidence


class Ledger:
    """Claims in the order they are made."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def add(
        self,
        field: str,
        value: object,
        spans: Iterable[Span | None],
        rule: str,
        confidence: Confidence = Confidence.CERTAIN,
        *,
        chosen: bool = True,
        reason: str = "",
    ) -> None:
        """One claim; places that are None are left out."""
        kept = tuple(span for span in spans if span is not None)
        text = "" if value is None else str(value)
        self.claims.append(Claim(field, text, kept, rule, confidence, chosen, reason=reason))

    def unknown(self, field: str, rule: str, reason: str) -> None:
        """A field that stays empty, with the reason."""
        self.add(field, "", (), rule, Confidence.WEAK, reason=reason)

    def named(self, field: str, found: Iterable[Named]) -> None:
        """Rival values of one field: the first is chosen, the others are kept."""
        seen: set[str] = set()
        for number, one in enumerate(found):
            if one.value not in seen:
                self.add(field, one.value, (one.span,), one.rule, chosen=number == 0)
            seen.add(one.value)

    def votes(self, votes: list[Vote], chosen: str) -> None:
        """The strongest vote of each rule for each unit."""
        seen: set[tuple[str, str]] = set()
        for vote in votes:
            if (vote.place.code, vote.rule) in seen:
                continue
            seen.add((vote.place.code, vote.rule))
            strong = vote.weight >= 3
            self.add(
                "city", vote.place.code, (vote.span,), vote.rule,
                Confidence.CERTAIN if strong else Confidence.WEAK, chosen=vote.place.code == chosen,
            )  # fmt: skip


def claim_meetings(
    ledger: Ledger, meetings: Iterable[Meeting], found: Iterable[Sitting], days: Iterable[Dated]
) -> None:
    """The claims of every field of some meetings."""
    for number, (meeting, sitting, dated) in enumerate(zip(meetings, found, days, strict=True)):
        field = f"meetings.{number}"
        _claim_name(ledger, field, meeting, sitting)
        _claim_day(ledger, f"{field}.date", dated)
        _claim_people(ledger, f"{field}.officials", meeting)
        _claim_acts(ledger, field, meeting)


def _claim_name(ledger: Ledger, field: str, meeting: Meeting, sitting: Sitting) -> None:
    ledger.add(f"{field}.title", meeting.title, (sitting.span,), "meeting.convened")
    for name in ("organ", "kind", "term", "number"):
        value = getattr(meeting, name)
        if value is None:
            ledger.unknown(f"{field}.{name}", "meeting.name", "会议名称中没有")
        else:
            ledger.add(f"{field}.{name}", value, (sitting.span,), "meeting.name")


def _claim_day(ledger: Ledger, field: str, dated: Dated) -> None:
    ledger.add(field, dated.edtf, dated.spans, dated.rule, dated.confidence, reason=dated.reason)
    for rival in dated.rivals:
        ledger.add(field, rival.edtf, rival.spans, rival.rule, rival.confidence, chosen=False)


def _claim_people(ledger: Ledger, field: str, meeting: Meeting) -> None:
    for number, row in enumerate(meeting.officials):
        weak = Confidence.WEAK if row.rule in WEAK_RULES else Confidence.CERTAIN
        ledger.add(f"{field}.{number}.name", row.name, (row.span,), row.rule, weak)
        ledger.add(f"{field}.{number}.role", row.role, (row.span,), "people.predicate")
        for post in row.posts:
            ledger.add(f"{field}.{number}.posts", post.name, (post.span,), "people.post")


def _claim_acts(ledger: Ledger, field: str, meeting: Meeting) -> None:
    for number, item in enumerate(meeting.agenda):
        ledger.add(f"{field}.agenda.{number}", item.verb, (item.span,), item.rule)
    for number, directive in enumerate(meeting.directives):
        value = f"{directive.speaker}{directive.verb}"
        ledger.add(f"{field}.directives.{number}", value, (directive.span,), directive.rule)
    for number, row in enumerate(meeting.quorum):
        value = f"{row.group} {row.present}/{row.expected}"
        ledger.add(f"{field}.quorum.{number}", value, (row.span,), "quorum.counts")
