"""Every page of the curators' site answers, whatever is asked, and asks little."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Event

from meetings.models import (
    Article,
    City,
    Directive,
    Meeting,
    Official,
    Posting,
    Report,
    Seal,
)
from tests.admin.desk import MODELS, NAMES, first, page
from tests.ingest.hand import BODY, full, ingest

pytestmark = pytest.mark.django_db
# <script>…, style="…" and onclick="…", which our content security policy forbids
INLINE_CODE = re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<style|\son\w+=")


def test_every_table_is_on_the_site() -> None:
    tables = set(apps.get_app_config("meetings").get_models())
    # What stood before a change is read on the record's own page of changes; what a search packs
    # for itself is nobody's to read.
    tables -= {Posting, Seal}
    assert set(MODELS) == {table for table in tables if not issubclass(table, Event)}


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_every_page_of_every_table_answers_without_inline_code(
    desk: Client, model: type[Any]
) -> None:
    name = model._meta.model_name
    addresses = [page(name, "changelist"), page(name, "add")]
    if row := first(model):
        addresses += [page(name, "change", row.pk), page(name, "history", row.pk)]
        addresses += [page(name, "delete", row.pk)]
    for address in addresses:
        answer = desk.get(address)
        assert answer.status_code in {200, 403}, address
        assert not INLINE_CODE.search(answer.content.decode()), address
    assert desk.get(addresses[0]).status_code == 200


ODD_QUESTIONS = (
    "q=%00",
    "q=王玉%00",
    "q=%FF%FE",
    "q=" + "长" * 3000,
    "q='\"%25_\\",
    "p=999999",
    "p=-1",
    "p=abc",
    "o=abc",
    "o=99.-99",
    "e=1",
    "all=",
    "nosuch=1",
    "id=abc",
    "id__in=1,abc",
    "id=99999999999999999999",
    "id__gt=99999999999999999999",
    "state__exact=%00",
    "withdrawn_at__isempty=x",
    "date_first__year=0",
    "date_first__year=99999",
    "made_at__year=0&made_at__month=99",
    "acquired_at__day=abc",
    "_facets=True",
    "_to_field=nosuch",
    "password__startswith=a",
    "who__password__startswith=a",
)
ODD_KEYS = ("abc", "0", "-1", "99999999999999999999", "a_00", "%FF", "1 OR 1=1", "_5F")


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_odd_questions_are_answered_or_refused(desk: Client, model: type[Any]) -> None:
    address = page(model._meta.model_name, "changelist")
    for question in ODD_QUESTIONS:
        assert desk.get(f"{address}?{question}").status_code in {200, 302, 400}, question


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_the_page_of_no_row_leads_back(desk: Client, model: type[Any]) -> None:
    for key in ODD_KEYS:
        for kind in ("change", "history", "delete"):
            answer = desk.get(page(model._meta.model_name, kind, key))
            assert answer.status_code in {302, 403, 404}, (kind, key)


@pytest.mark.parametrize(
    ("model", "field"),
    [("attendance", "official"), ("meeting", "city"), ("directive", "report")],
)
def test_autocompletion_answers_any_term(desk: Client, model: str, field: str) -> None:
    asked = f"app_label=meetings&model_name={model}&field_name={field}"
    for term in ("王", "wang", "%00", "%FF", "长" * 500, ""):
        address = f"{reverse('admin:autocomplete')}?{asked}&term={term}"
        assert desk.get(address).status_code == 200
        assert desk.get(f"{address}&page=abc").status_code in {200, 404}


def test_officials_are_found_by_name_and_by_pinyin(desk: Client) -> None:
    for term in ("王玉", "wang yu"):
        answer = desk.get(page("official", "changelist"), {"q": term}).content.decode()
        assert "王玉" in answer
        assert "李明" not in answer


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    for name in NAMES:
        assert client.get(page(name, "changelist")).status_code == 302


def test_the_evidence_is_shown_with_the_article_s_words(desk: Client) -> None:
    report = Report.objects.get()
    answer = desk.get(page("report", "change", report.pk)).content.decode()
    assert BODY[:10] in answer
    assert "湘潭市委书记" in answer


@pytest.mark.parametrize("name", NAMES)
def test_a_longer_list_asks_no_more_of_the_database(desk: Client, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(page(name, "changelist"))
        return len(asked)

    queries()
    before = queries()
    for number in range(3):
        ingest(full(f"{BODY}来源{number}。"), text=f"{BODY}来源{number}。")
    assert queries() <= before
    assert before <= 12


@pytest.mark.parametrize(("name", "most"), [("meeting", 12), ("report", 24), ("official", 14)])
def test_a_page_with_rows_under_it_asks_a_fixed_number_of_questions(
    desk: Client, name: str, most: int
) -> None:
    row = first({"meeting": Meeting, "report": Report, "official": Official}[name])
    desk.get(page(name, "change", row.pk))
    with CaptureQueriesContext(connection) as asked:
        desk.get(page(name, "change", row.pk))
    assert len(asked) <= most


@pytest.mark.parametrize("model", [Meeting, Article, Official, Directive, City])
def test_a_row_leads_to_its_public_page(desk: Client, model: type[Any]) -> None:
    row = City.objects.get(code="430300") if model is City else first(model)
    shown = desk.get(page(str(model._meta.model_name), "change", row.pk)).content.decode()
    link = re.search(r'href="(?P<to>/admin/r/\d+/\d+/)"', shown)
    assert link
    assert desk.get(link["to"])["Location"].endswith(row.get_absolute_url())
