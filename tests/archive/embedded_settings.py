"""Settings for `manage.py db` in a process of its own: the server of the folder DATA."""

import os

SECRET_KEY = "for a test"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "pgtrigger",
    "pghistory",
    "meetings",
]
DATABASES = {
    "default": {"ENGINE": "archive.postgres", "NAME": "archive", "DATA": os.environ["DATA"]}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
