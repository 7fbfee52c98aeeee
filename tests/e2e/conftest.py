"""One real browser for all the end-to-end tests."""

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


def chromium() -> str:
    """The path of a browser, or empty."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), "")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; without one the test is skipped, or fails where E2E_REQUIRED=1."""
    path = chromium()
    if not path:
        say = pytest.fail if os.environ.get("E2E_REQUIRED") == "1" else pytest.skip
        say("no Chromium on this machine: install it, or name its path in CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
