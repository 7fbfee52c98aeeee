"""A window on the curators' desk, and the keys that are pressed in it."""

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page
    from pytest_django.live_server_helper import LiveServer

SECRET = "a-long-secret-of-a-curator"


@pytest.fixture(name="page")
def desk_page(
    browser: "Browser", live_server: "LiveServer", committed_cities: None
) -> "Iterator[Page]":
    """A window on the desk, signed in by keyboard; faults of scripts and policy fail the test."""
    User.objects.create_superuser("curator", password=SECRET)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if _counts(said) else None)
    page.goto(f"{live_server.url}/admin/login/?next=/admin/")
    page.keyboard.type("curator")
    page.keyboard.press("Tab")
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="待办").wait_for()
    yield page
    left = [fault for fault in faults if "409" not in fault]
    assert not left, left
    context.close()


def _counts(said: "ConsoleMessage") -> bool:
    """Whether an entry of the console is a fault; what a test evaluates itself has no address."""
    return said.type == "error" and said.location["url"] != ""


def press(page: "Page", *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        page.keyboard.press(key)


def reach(page: "Page", selector: str) -> None:
    """Tab on until an element has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")
