"""Print what each list of the desk costs the database: `python tests/bench/desk.py`."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
NAME = "archive_bench_desk"


def main() -> None:
    """Fill a database of its own, which stays for the next time, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=100_000, help="how many to make")
    parser.add_argument("--only", default="", help="only addresses with these words")
    parser.add_argument("--anew", action="store_true", help="make the database anew")
    options = parser.parse_args()
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["TEST"]["NAME"] = NAME
    creation = connection.creation
    creation.create_test_db(verbosity=0, autoclobber=True, keepdb=not options.anew)
    fill(options.meetings)
    client = signed_in()
    for address in addresses():
        if options.only in address:
            tell(client, address)


def fill(number: int) -> None:
    """Make the rows unless they are there."""
    from django.db import connection

    from meetings.curation import namesakes, need
    from meetings.models import Meeting
    from tests.bench.many import fill as fill_many

    if Meeting.objects.count() >= number:
        return
    started = time.perf_counter()
    fill_many(number)
    need.refresh_all()
    namesakes.refresh_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"filled in {time.perf_counter() - started:.0f} s")


def signed_in() -> Any:
    """A browser in which a curator is signed in."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    client = Client()
    who, _ = User.objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client.force_login(who)
    return client


def addresses() -> list[str]:
    """Every list of the desk, the review lists also as they are mostly asked for."""
    from django.contrib import admin
    from django.urls import reverse

    names = [model._meta.model_name for model in admin.site._registry if _ours(model)]
    lists = [reverse(f"admin:meetings_{name}_changelist") for name in names]
    meetings = reverse("admin:meetings_meeting_changelist")
    articles = reverse("admin:meetings_article_changelist")
    asked: tuple[str, ...] = ("state__exact=pending", "state__exact=pending&place=430000")
    asked += ("o=4", "p=200", "q=第77")
    asked += ("state__exact=pending&confidence=weak", "state__exact=flagged", "kind__exact=plenum")
    more = [f"{meetings}?{words}" for words in asked]
    more += [f"{articles}?{words}" for words in ("state__exact=pending", "kind__exact=not_meeting")]
    own: tuple[str, ...] = (
        "index",
        "official_matches",
        "meeting_duplicates",
        "correction_rules",
        "review_next",
    )
    own += ("review_article_next",)
    return [*more, *(reverse(f"admin:{name}") for name in own), *lists]


def _ours(model: Any) -> bool:
    return bool(model._meta.app_label == "meetings")


def tell(client: Any, address: str) -> None:
    """Ask three times, and print the queries and the best time of the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best, number, status = 9e9, 0, 0
    slowest = ("", 0.0)
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            status = client.get(address).status_code
        spent = sum(float(query["time"]) for query in asked.captured_queries)
        if spent < best:
            best, number = spent, len(asked)
            slowest = max(((q["sql"], float(q["time"])) for q in asked), key=lambda one: one[1])
    mark = " !" if best > 0.5 or number >= 15 else ""
    say(f"{best:>7.3f} s {number:>3} queries {status} {address}{mark}")
    if os.environ.get("SLOWEST"):
        say(f"          {slowest[1]:.3f} {slowest[0]}")


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
