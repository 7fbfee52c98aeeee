"""Every field that a curator can change on the site stands again in an archive built anew."""

from typing import Any

import pytest
from django.test import Client

from meetings.curation import portable
from meetings.models import (
    AgendaItem,
    Article,
    Attendance,
    City,
    Directive,
    Meeting,
    Official,
    Quorum,
    Report,
)
from tests.admin.desk import page, send
from tests.review.rebuilding import build, rebuilt
from tests.review.telling import told

pytestmark = pytest.mark.django_db


def row(model: type[Any], **where: Any) -> Any:
    """The first row of a table in the order of ingest."""
    return model._default_manager.filter(**where).order_by("pk").first()


def place() -> str:
    """The id of a city that nobody was read to stand in."""
    return str(City.objects.get(code="430100").pk)


FIELDS: dict[type[Any], dict[str, Any]] = {
    Article: {
        "kind": "digest",
        "title": "另一标题",
        "outlet": "湘潭日报",
        "republished_by": "红网",
        "url": "https://example.org/1",
        "published": "2017-09-27",
        "published_year_inferred": "on",
        "city": place,
        "reporters": "甲乙、丙丁",
        "editors": "甲乙",
        "authors": "甲乙",
        "author_post": "研究员",
        "state": "flagged",
        "state_reason": "待查",
    },
    Meeting: {
        "city": place,
        "title": "常委会会议",
        "organ": "government",
        "kind": "executive",
        "term": "12",
        "number": "40",
        "date_edtf": "2017-09-24",
        "date_year_inferred": "on",
        "state": "flagged",
        "state_reason": "待查",
    },
    Report: {"relation": "discussed", "title": "常委会会议"},
    Attendance: {"name": "王钰", "posts": "书记、主任", "role": "speaker"},
    AgendaItem: {"verb": "听取", "text": "《决算》"},
    Directive: {"verb": "强调", "speaker": "王玉", "text": "抓好落实"},
    Quorum: {"group": "代表", "expected": "58", "present": "54"},
    Official: {"name": "王钰", "pinyin": "wang yu4", "city": place},
}
EDITS = {
    f"{model.__name__}.{name}": (model, name, value)
    for model, values in FIELDS.items()
    for name, value in values.items()
}


def edit(desk: Client, key: str) -> None:
    """Change a field on its page; an article of another kind is read again, here by hand."""
    model, name, value = EDITS[key]
    where = {"name": "王玉"} if model is Official else {}
    address = page(str(model._meta.model_name), "change", row(model, **where).pk)
    send(desk, address, why="所见如此", **{name: value() if callable(value) else value})
    if name == "kind":
        build()


@pytest.mark.parametrize("key", EDITS)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)], ids=["same", "reversed"])
def test_a_field_changed_on_the_site_is_there_again_in_a_rebuilt_archive(
    desk: Client, key: str, order: tuple[int, ...], first: bool
) -> None:
    build()
    plain = told()
    edit(desk, key)
    before = told()
    assert before != plain
    rebuilt(list(portable.export()), order, first=first)
    assert told() == before


@pytest.mark.parametrize("key", EDITS)
def test_a_field_changed_on_the_site_outlives_a_new_reading_of_every_article(
    desk: Client, key: str
) -> None:
    build()
    edit(desk, key)
    before = told()
    build()
    build((2, 1, 0))
    assert told() == before
