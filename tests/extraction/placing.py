"""Check that every fact of an extraction stands where its span says."""

from collections.abc import Iterator
from itertools import pairwise

from meetings.extraction.facts import Directive, Extraction, Meeting, Span
from meetings.extraction.text import Text, normalise

# Claims whose value is copied from the words of their span
COPIED = {
    "article.title", "article.outlet", "article.reporters", "article.editors", "article.authors",
}  # fmt: skip


def misplaced(extraction: Extraction, source: str) -> list[str]:
    """What is wrong with the spans of an extraction; empty where all are exact."""
    return [
        *_outside(extraction, source),
        *_blocks(extraction),
        *_claims(extraction, source),
        *(fault for meeting in extraction.meetings for fault in _meeting(meeting, source)),
    ]


def printed(words: str) -> str:
    """The printed glyphs without noise and white space."""
    text = Text.of(words)
    return "".join(text.printed(0, len(text.plain)).split())


def spoken(number: int) -> str:
    """A number below a thousand as it is spoken: 39 is 三十九."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{digits[hundreds]}百" if hundreds else ""
    ten = "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    middle = ten if tens else "零" if hundreds and ones else ""
    return head + middle + (digits[ones] if ones else "")


def _outside(extraction: Extraction, source: str) -> Iterator[str]:
    if extraction.length != len(source):
        yield f"length {extraction.length} of {len(source)} code points"
    for name, span in _spans(extraction):
        if not 0 <= span.start < span.end <= len(source):
            yield f"{name}: {tuple(span)} is no stretch of {len(source)} code points"


def _spans(extraction: Extraction) -> Iterator[tuple[str, Span]]:
    for block in extraction.blocks:
        yield f"block {block.kind}", block.span
    for claim in extraction.claims:
        yield from ((f"claim {claim.field}", span) for span in claim.spans)
    for meeting in extraction.meetings:
        if meeting.title_span:
            yield "title", meeting.title_span
        for person in meeting.officials:
            yield person.name, person.span
            yield from ((post.name, post.span) for post in person.posts)
        yield from (("agenda", item.span) for item in meeting.agenda)
        yield from (("quorum", count.span) for count in meeting.quorum)
        for directive in meeting.directives:
            yield "directive", directive.span
            yield from (("item", item.span) for item in directive.items)


def _blocks(extraction: Extraction) -> Iterator[str]:
    for one, other in pairwise(extraction.blocks):
        if one.span.end > other.span.start:
            yield f"block {one.kind} {tuple(one.span)} runs into {other.kind} {tuple(other.span)}"


def _claims(extraction: Extraction, source: str) -> Iterator[str]:
    for claim in extraction.claims:
        if claim.field in COPIED:
            found = [normalise(source[slice(*span)]) for span in claim.spans]
            if found != [normalise(claim.value)]:
                yield f"{claim.field}: {claim.value!r} stands at {found}"


def _meeting(meeting: Meeting, source: str) -> Iterator[str]:
    if span := meeting.title_span:
        # the convening organ may stand before the verb: 市政府|召开|全体会议
        yield from _differs("title", meeting.title[-len(normalise(source[slice(*span)])) :],
                            normalise(source[slice(*span)]))  # fmt: skip
    for person in meeting.officials:
        yield from _differs("name", person.name, normalise(source[slice(*person.span)]))
        for post in person.posts:
            yield from _differs("post", post.name, normalise(source[slice(*post.span)]))
    for item in meeting.agenda:
        yield from _differs(
            "agenda", "".join(item.text.split()), printed(source[slice(*item.span)])
        )
    for directive in meeting.directives:
        yield from _directive(directive, source)
    for quorum in meeting.quorum:
        words = normalise(source[slice(*quorum.span)])
        counts = (quorum.expected, quorum.present)
        if any(str(n) not in words and spoken(n) not in words for n in counts):
            yield f"quorum: {quorum.expected}, {quorum.present} stand not in {words!r}"


def _directive(directive: Directive, source: str) -> Iterator[str]:
    words = source[slice(*directive.span)]
    yield from _differs("directive", "".join(directive.text.split()), printed(words))
    # 提出几点要求 is told as 提出要求
    if directive.verb[:2] not in normalise(words):
        yield f"directive: {directive.verb} stands not in {words!r}"
    for item in directive.items:
        start, end = item.span
        if not directive.span.start <= start < end <= directive.span.end:
            yield f"item {item.text[:20]!r} stands outside its directive"
        yield from _differs("item", "".join(item.text.split()), printed(source[start:end]))
    for one, other in pairwise(directive.items):
        if one.span.end > other.span.start:
            yield f"item {one.text[:20]!r} runs into the next"


def _differs(name: str, told: str, found: str) -> Iterator[str]:
    if told != found:
        yield f"{name}: {told!r} is {found!r} in the source"
