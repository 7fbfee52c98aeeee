"""The lists of the desk ask little of the database and are narrowed as a curator asks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import City, Claim, Report
from tests.review.archive import apart, stored

pytestmark = pytest.mark.django_db

QUEUES = (
    "/admin/",
    "/admin/meetings/meeting/",
    "/admin/meetings/meeting/?state__exact=pending&place=430000&confidence=weak&rule=name.weak",
    "/admin/meetings/article/?state__exact=pending",
    "/admin/officials/matches/",
    "/admin/duplicates/",
    "/admin/meetings/standing/",
    "/admin/meetings/errorreport/",
    "/admin/rules/",
    "/admin/review/next/",
    "/admin/review/articles/next/",
)


@pytest.mark.parametrize("address", QUEUES)
def test_a_list_asks_under_fifteen_questions(desk: Client, address: str) -> None:
    stored(), apart(1, number=None), apart(2)
    desk.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(address).status_code in {200, 302}
    assert len(asked) < 15


def test_the_queue_is_narrowed_to_a_city(desk: Client) -> None:
    stored(), apart(1, city=City.objects.get(code="430100"), title="长沙的会议")
    for place, found in (("430000", 2), ("430100", 1), ("430300", 1), ("990000", 0), ("x", 0)):
        answer = desk.get(f"/admin/meetings/meeting/?place={place}")
        assert answer.context["cl"].result_count == found
    shown = desk.get("/admin/meetings/meeting/?place=430000").content.decode()
    assert "?place=430100" in shown


@pytest.mark.parametrize(("table", "own"), [("meeting", False), ("article", True)])
def test_the_queues_are_narrowed_to_what_rests_on_a_weak_claim_and_to_its_rule(
    desk: Client, table: str, own: bool
) -> None:
    stored(), apart(1, number=None)
    report = Report.objects.select_related("article").latest("pk")
    place = None if own else report
    Claim.objects.create(
        article=report.article, report=place, field="x", value="y", rule="r.x", confidence="weak"
    )
    for asked, found in (
        ("confidence=weak", 1),
        ("confidence=certain", 1),
        ("rule=r.x", 1),
        ("rule=other", 0),
    ):
        answer = desk.get(f"/admin/meetings/{table}/?{asked}")
        assert answer.context["cl"].result_count == found, asked
    assert "r.x" in desk.get(f"/admin/meetings/{table}/").content.decode()
