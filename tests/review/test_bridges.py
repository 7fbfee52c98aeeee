"""A name joins across cities only over posts that a report prints."""

import pytest

from meetings.ingest.identity import identify, standing_in
from meetings.models import City, Official

pytestmark = pytest.mark.django_db


def met(code: str, name: str, *posts: str) -> Official:
    """The official that a report of a city makes of a name."""
    return identify(name, standing_in(posts, City.objects.get(code=code)))


def test_a_printed_sequence_of_posts_joins_two_cities() -> None:
    known = met("430100", "王玉", "市长")
    assert met("430300", "王玉", "湘潭市委书记", "长沙市市长") == known
    known.refresh_from_db()
    assert known.also_in == ["430300"]
    assert met("430300", "王玉", "市委书记") == known
    assert met("430100", "王玉", "市长") == known


def test_without_such_a_sequence_they_are_two() -> None:
    assert met("430100", "王玉", "市长") != met("430300", "王玉", "市委书记")


def test_a_bridge_to_a_city_where_nobody_of_that_name_is_known_joins_nobody() -> None:
    known = met("430100", "王玉", "市长")
    assert met("430300", "王玉", "湘潭市委书记", "株洲市市长") != known


def test_who_is_known_in_the_city_itself_stays_though_a_bridge_leads_elsewhere() -> None:
    other, own = met("430100", "王玉", "市长"), met("430300", "王玉", "市长")
    assert met("430300", "王玉", "湘潭市委书记", "长沙市市长") == own
    assert other != own
    assert Official.objects.filter(name="王玉").count() == 2
