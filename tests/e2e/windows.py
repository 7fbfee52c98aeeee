"""Windows as readers have them: wide and narrow, light and dark, with and without scripts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = (1280, 900), (390, 844)


def open_page(
    browser: "Browser", size: tuple[int, int], *, scripts: bool = False, dark: bool = False
) -> "Page":
    """A window of this size; scripts do not run unless asked for."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(15_000)
    return context.new_page()
