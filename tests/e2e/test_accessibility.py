"""Every page is usable by everyone: no axe violation, no sideways scroll, contrast that holds."""

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from meetings.models import Meeting
from tests.e2e.windows import NARROW, WIDE, open_page
from tests.pages.factories import make_article, make_city, make_meeting, make_rich_meeting

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = (320, 640)
LISTS = (
    "/",
    "/meetings/",
    "/meetings/?q=防汛&year=2019&-organ=cppcc",
    "/meetings/?year=1990&kind=plenum",
    "/meetings/?q=王民 防汛&year=2019",
    "/meetings/?q=城市:湘潭 -(抗旱 OR 旅游) 年:2019..&role=chair",
    "/meetings/?city=abc",
    "/meetings/?q=城市:湘潭 (防汛&year=2019&city=abc",
    "/directives/?q=防汛",
    "/officials/",
    "/cities/",
    "/cities/430300/",
    "/cities/compare/?city=430300&city=430100",
    "/dates/",
    "/dates/2019/",
    "/dates/2019/09/24/",
    "/articles/",
    "/about/",
    "/help/search/",
    "/nothing/",
    "/en/",
    "/en/meetings/?q=防汛",
    "/en/meetings/?q=机构:公园",
    "/en/help/search/",
)
RECORDS = ("meeting", "directive", "official", "article", "english meeting")


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """A rich meeting among others, with long names and many people."""
    province = make_city("430000", "湖南省", "province")
    city = make_city("430300", "湘潭市", parent=province)
    make_city("430100", "长沙市", parent=province)
    crowd = [(f"王{chr(0x4E00 + 7 * n)}", "attendee", "市人民政府副市长") for n in range(60)]
    for number in (30, 33, 36):
        make_meeting(city, number=number, day=f"2019-0{number // 10}-0{number % 9 + 1}")
    make_meeting(city, title="关于" + "防汛抗旱工作" * 20, people=crowd, day="2019-09-24")
    make_article("第一条 为了规范。", kind="not_meeting", reason="rules")
    return make_rich_meeting(city)


def addresses(meeting: Meeting) -> dict[str, str]:
    """Every type of page by its name."""
    report = meeting.reports.get()
    own = meeting.get_absolute_url()
    records = (
        f"{own}?q=防汛",
        report.directives.get().get_absolute_url(),
        report.attendances.get(name="王明").official.get_absolute_url(),
        report.article.get_absolute_url(),
        f"/en{own}",
    )
    return {address: address for address in LISTS} | dict(zip(RECORDS, records, strict=True))


@pytest.mark.parametrize(("size", "dark"), list(product((WIDE, NARROW), (False, True))), ids=str)
def test_axe_finds_nothing_on_any_type_of_page(
    live_server: "LiveServer",
    browser: "Browser",
    meeting: Meeting,
    size: tuple[int, int],
    dark: bool,
) -> None:
    from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # has none
        Axe,
    )

    page = open_page(browser, size, scripts=True, dark=dark)
    page.context.set_default_timeout(20_000)
    axe, table = Axe(), {}
    for name, address in addresses(meeting).items():
        page.goto(f"{live_server.url}{address}")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        for violation in found.response["violations"]:
            table[name, violation["id"]] = [n["html"][:120] for n in violation["nodes"]][:2]
    page.context.close()
    assert table == {}


@pytest.mark.parametrize("size", [NARROW, SMALLEST])
def test_no_page_scrolls_sideways(
    live_server: "LiveServer", browser: "Browser", meeting: Meeting, size: tuple[int, int]
) -> None:
    page = open_page(browser, size, scripts=True)
    wide = {}
    for name, address in addresses(meeting).items():
        page.goto(f"{live_server.url}{address}")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert {name: w for name, w in wide.items() if w > size[0]} == {}


def test_what_can_be_clicked_is_large_enough(
    live_server: "LiveServer", browser: "Browser", meeting: Meeting
) -> None:
    page = open_page(browser, NARROW, scripts=True)
    script = """() => [...document.querySelectorAll('button, select, input, .chips a, .pages a')]
        .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
        .filter(([, r]) => r.width && !(r.width >= 18 && r.height >= 18)).map(([h]) => h)"""
    for address in addresses(meeting).values():
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate(script) == [], address
    page.context.close()


# The tokens that stand on each other, and the contrast that WCAG 2.2 asks of them.
PAIRS = (
    ("ink", "surface", 4.5),
    ("ink", "bg", 4.5),
    ("second", "surface", 4.5),
    ("second", "bg", 4.5),
    ("second", "soft", 4.5),
    ("link", "surface", 4.5),
    ("link", "bg", 4.5),
    ("link", "said", 4.5),
    ("on-link", "link", 4.5),
    ("on-link", "t3", 4.5),
    ("ink", "t1", 4.5),
    ("ink", "t2", 4.5),
    ("ink", "mark", 4.5),
    ("ink", "name", 4.5),
    ("ink", "said", 4.5),
    ("ink", "agenda", 4.5),
    ("good", "good-bg", 4.5),
    ("wait", "wait-bg", 4.5),
    ("bad", "bad-bg", 4.5),
    ("control", "surface", 3),
    ("bar", "surface", 3),
    ("focus", "surface", 3),
    ("focus", "bg", 3),
)
TOKEN = re.compile(r"--(?P<name>[\w-]+): (?P<colour>#[0-9a-f]{3,6});")


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the stylesheet, light and dark."""
    sheet = (settings.BASE_DIR / "static" / "site.css").read_text(encoding="utf-8")
    light, _, rest = sheet.partition("prefers-color-scheme: dark")
    first = dict(TOKEN.findall(light))
    return first, first | dict(TOKEN.findall(rest.partition("}")[0]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * c for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_the_tokens_stand_out_from_each_other(
    theme: int, front: str, back: str, least: float
) -> None:
    colours = tokens()[theme]
    high, low = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least
