"""Settings of the bench: the project's, on the archive that BENCH_DATA or DATABASE_URL names."""

import os

from archive.settings import *  # noqa: F403  # all but what follows
from archive.settings import ALLOWED_HOSTS, DATABASES, STORAGES

if folder := os.environ.get("BENCH_DATA"):
    DATABASES["default"]["DATA"] = folder
    SEARCH_TEXTS = f"{folder}/texts"

# What Django's test client calls the site.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
# Static files are not collected for a bench, and a manifest would miss them.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
