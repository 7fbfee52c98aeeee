"""A record is cited in the forms that readers' tools take."""

import json
from datetime import date

import pytest

from meetings.citations import FORMS, Work
from meetings.models import Meeting
from tests.pages.conftest import Get
from tests.pages.factories import make_places, make_rich_meeting

WORK = Work(
    key="meeting7",
    title="湘潭市政府第38次常务会议",
    held="2019-09-24",
    place="湘潭市",
    url="https://example.org/meetings/7/",
    accessed=date(2026, 11, 22),
    report_title="王明主持召开会议",
    outlet="湘潭日报",
    published="2019-09-25",
)


@pytest.fixture
def meeting(db: None) -> Meeting:
    """One meeting with a directive."""
    return make_rich_meeting(make_places()[1])


def test_the_form_of_the_national_standard() -> None:
    assert FORMS["gbt7714"].write(WORK) == (
        "政务会议档案. 湘潭市政府第38次常务会议[DB/OL]. (2019-09-24)[2026-11-22]. "
        "https://example.org/meetings/7/. 据: 湘潭日报《王明主持召开会议》（2019-09-25）."
    )


def test_the_chicago_form() -> None:
    assert (
        FORMS["chicago"]
        .write(WORK)
        .startswith("政务会议档案. “湘潭市政府第38次常务会议”. 湘潭市, 2019-09-24.")
    )


def test_bibtex_escapes_what_means_something_to_tex() -> None:
    odd = Work(**(vars(WORK) | {"title": "投资增长 5% & {更多}_#1\n"}))
    assert r"title = {{投资增长 5\% \& \{更多\}\_\#1}}" in FORMS["bibtex"].write(odd)


def test_ris_begins_and_ends_as_it_must() -> None:
    lines = FORMS["ris"].write(WORK).split("\r\n")
    assert lines[0] == "TY  - DBASE"
    assert lines[-2] == "ER  - "
    assert "DA  - 2019/09/24" in lines


def test_csl_json_is_a_list_of_one_item() -> None:
    (item,) = json.loads(FORMS["csl"].write(WORK))
    assert item["issued"] == {"date-parts": [[2019, 9, 24]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}


@pytest.mark.parametrize(
    ("held", "day"), [("", []), ("XXXX-12-25", []), ("2019-XX-24", [2019]), ("2019/2020", [2019])]
)
def test_a_date_is_cited_as_far_as_it_is_known(held: str, day: list[int]) -> None:
    work = Work(**(vars(WORK) | {"held": held}))
    assert work.day == day
    for form in FORMS.values():
        assert "None" not in form.write(work)
        assert "XXXX-12-25)" not in form.write(work)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_downloaded(get: Get, meeting: Meeting, form: str) -> None:
    directive = meeting.reports.get().directives.get()
    for record in (meeting, directive):
        address = f"{record.get_absolute_url()}cite/{form}"
        assert f'href="{address}"' in get(record.get_absolute_url()).content.decode()
        response = get(address)
        assert f"http://testserver{record.get_absolute_url()}" in response.content.decode()
        assert "attachment" in response["Content-Disposition"]


def test_what_was_withdrawn_is_not_cited(get: Get, meeting: Meeting) -> None:
    Meeting.objects.update(state="withdrawn")
    get(f"/meetings/{meeting.pk}/cite/ris", 410)


def test_a_directive_is_cited_by_its_own_words(get: Get, meeting: Meeting) -> None:
    directive = meeting.reports.get().directives.get()
    said = get(f"{directive.get_absolute_url()}cite/gbt7714").content.decode()
    assert said.startswith("政务会议档案. “会议指出，王明同志")
    assert "市政府第38次常务会议[DB/OL]. (2019-09-24)" in said
