"""Lay out an extraction as lines for people to read in a terminal."""

from collections.abc import Iterator
from typing import Any

# Longer passages are cut here, with … behind.
WIDTH = 60


def to_lines(values: dict[str, Any]) -> Iterator[str]:
    """The lines of one extraction in the form of `extraction.form.to_json`."""
    article, city = values["article"], values["city"]
    yield f"{values['source']['name']}  {article['kind']} {article['reason']}".rstrip()
    yield from _named(article, ("title", "outlet", "republished_by", "url", "published"))
    yield from _named(article, ("reporters", "editors", "authors", "author_post", "script"))
    if city:
        yield f"  city: {city['code']} {city['name']} ({city['province']})"
    for meeting in values["meetings"]:
        yield from _meeting(meeting)


def _named(values: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = values[name]
        if value not in ("", None, []):
            yield f"  {name}: {'、'.join(value) if isinstance(value, list) else value}"


def _meeting(meeting: dict[str, Any]) -> Iterator[str]:
    yield f"  meeting ({meeting['relation']}): {meeting['title']}"
    yield from (
        f"  {line}" for line in _named(meeting, ("date", "city", "organ", "kind", "term", "number"))
    )
    for person in meeting["officials"]:
        posts = "、".join(person["posts"])
        yield f"    {person['role']:<10}{person['name']}  {posts}".rstrip()
    for item in meeting["agenda"]:
        yield f"    agenda    {item['verb']} {_cut(item['text'])}"
    for row in meeting["directives"]:
        items = f" [{len(row['items'])} items]" if row["items"] else ""
        yield f"    directive {row['speaker']}{row['verb']}{items} {_cut(row['text'])}"
    for count in meeting["quorum"]:
        yield f"    quorum    {count['group']} {count['present']}/{count['expected']}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[:WIDTH] + "…"
