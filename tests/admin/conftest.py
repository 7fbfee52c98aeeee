"""One article on the curators' desk."""

import pytest
from django.contrib.auth.models import User

from meetings.models import Article, Correction, Meeting
from tests.ingest.hand import full, ingest


@pytest.fixture(autouse=True)
def archive(db: None, curator: User) -> None:
    """One article with one row of everything."""
    ingest(full())
    Correction.objects.create(
        sha256=Article.objects.get().sha256,
        row_type="meeting",
        action="change",
        field="title",
        person_value="会议",
        who=curator,
    )
    Meeting.objects.update(title="市委常委会第38次会议")
