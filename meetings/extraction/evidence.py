"""Collect the claims that an extraction rests on."""

from collections.abc import Iterable

from meetings.extraction.byline import Named
from meetings.extraction.facts import Claim, Span
from meetings.extraction.places import Vote
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
