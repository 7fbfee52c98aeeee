"""Chinese stands at `/`, English at `/en/`, and nothing but the address decides."""

import ast
import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from meetings.extraction import vocabulary as vocab
from meetings.models import City, Meeting, Official
from meetings.search.query import faults
from tests.pages.catalogue import read_po
from tests.pages.conftest import Get
from tests.pages.factories import make_places, make_rich_meeting

LOCALE = settings.BASE_DIR / "meetings" / "locale" / "en" / "LC_MESSAGES"
PO, MO = LOCALE / "django.po", LOCALE / "django.mo"
HAN = re.compile(r"[\u4e00-\u9fff]")
# What templatize makes of a message: gettext('…'), _("…"), gettext(u'''…''').
MESSAGE = re.compile(
    r"(?:gettext|_)\(\s*u?(?P<literal>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*\)", re.DOTALL
)
CALLS = {"_", "_lazy", "gettext", "gettext_lazy"}
PAGES = (
    "/",
    "/meetings/",
    "/meetings/?q=防汛&year=2019",
    "/meetings/?year=1990&kind=plenum",
    "/directives/",
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
    "/meetings/?q=曹炯方 城市:湘潭 -(产业 OR 项目) 年:2019..&role=chair",
    "/report-error/?page=/meetings/1/",
)
# The desk of curators is Chinese alone.
DESK = ("admin", "curation")


@pytest.fixture
def rich(db: None) -> Meeting:
    """One meeting with everything that a page can show."""
    _, xiangtan, _ = make_places()
    City.objects.filter(pk=xiangtan.pk).update(pinyin="xiang tan shi", short="湘潭")
    meeting = make_rich_meeting(City.objects.get(pk=xiangtan.pk))
    Official.objects.filter(name="王明").update(pinyin="wang ming")
    return meeting


def of_templates() -> set[str]:
    """Every message of the readers' templates."""
    found: set[str] = set()
    for file in (settings.BASE_DIR / "templates").rglob("*.html"):
        if not set(DESK) & set(file.parts):
            code = templatize(file.read_text(encoding="utf-8"))
            found.update(ast.literal_eval(m["literal"]) for m in MESSAGE.finditer(code))
    return found


def of_code() -> set[str]:
    """Every message of the readers' code."""
    found: set[str] = set()
    for folder in ("api", "facets", "filters", "templatetags", "views"):
        for file in (settings.BASE_DIR / "meetings" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                    first = node.args[0]
                    if isinstance(first, ast.Constant):
                        found.add(str(first.value))
    return found


def test_every_message_has_its_english() -> None:
    known = read_po(PO)
    missing = {text for text in of_templates() | of_code() if not known.get(text)}
    assert not missing


def test_the_compiled_catalogue_is_current() -> None:
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # no public way
    assert {text: said for text, said in compiled.items() if text} == read_po(PO)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="no gettext on this machine")
def test_the_catalogue_keeps_every_place_holder(tmp_path: Path) -> None:
    asked = ["msgfmt", "--check-format", "-o", str(tmp_path / "x.mo"), str(PO)]
    subprocess.run(asked, check=True, capture_output=True)


def test_place_holders_are_the_same_in_both_languages() -> None:
    for text, said in read_po(PO).items():
        names = re.compile(r"%\(\w+\)s|\{\w+\}")
        assert set(names.findall(said)) <= set(names.findall(text)), text


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_say_nothing_of_the_interface_in_chinese(
    get: Get, rich: Meeting, address: str
) -> None:
    page = get(f"/en{address}").content.decode()
    assert '<html lang="en">' in page
    said = {text for text in read_po(PO) if HAN.search(text) and "%" not in text and len(text) > 2}
    shown = set(re.findall(r">\s*([^<>]+?)\s*<", page)) | set(re.findall(r'label="([^"]+)"', page))
    assert shown & said - {"“营商环境”"} == set()


def test_records_are_english_around_their_source(get: Get, rich: Meeting) -> None:
    page = get(f"/en{rich.get_absolute_url()}").content.decode()
    for words in ("24 September 2019", "Government executive meeting", "Chair", "(Wang Ming)"):
        assert words in page
    assert "湘潭日报9月24日讯" in page
    assert "Xiangtan" in page


def test_links_of_a_page_stay_in_its_language(get: Get, rich: Meeting) -> None:
    for address in ("/", "/meetings/", rich.get_absolute_url()):
        page = get(f"/en{address}").content.decode()
        links = re.findall(r'(?:href|action)="(/[^"]*)"', page)
        assert links
        outside = {link for link in links if not link.startswith(("/en/", "/static/"))}
        assert outside == {address}
        plain = get(address).content.decode()
        inside = set(re.findall(r'href="(/en/[^"]*)"', plain))
        assert inside == {f"/en{address}"}


def test_the_other_language_keeps_the_question(get: Get, rich: Meeting) -> None:
    page = get("/meetings/?kind=executive&year=2019").content.decode()
    assert 'href="/en/meetings/?kind=executive&amp;year=2019" lang="en"' in page


def test_neither_header_nor_cookie_changes_the_language(get: Get, rich: Meeting) -> None:
    response = get("/")
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response["Content-Language"] == "zh-hans"
    assert get("/en/")["Content-Language"] == "en"


def test_the_bare_prefix_leads_on(get: Get, db: None) -> None:
    assert get("/en", 301)["Location"] == "/en/"


def test_every_fault_of_a_query_has_its_english() -> None:
    told = {said for name, said in vars(faults).items() if name.isupper()}
    assert len(told) > 15
    assert told <= set(read_po(PO))


def test_faults_are_told_in_the_language_of_the_page(get: Get, db: None) -> None:
    assert "is no division code" in get("/en/meetings/?city=abc", 400).content.decode()
    assert "No such page" in get("/en/nothing/", 404).content.decode()
    page = get("/en/meetings/?q=机构:公园", 400).content.decode()
    assert "is not a known organ. Known are: Party committee;" in page


def test_every_term_of_a_closed_list_has_an_english_label() -> None:
    for terms in (vocab.Kind, vocab.Organ, vocab.Role, vocab.Verb, vocab.ReviewState):
        assert all(term.en and not HAN.search(term.en) for term in terms)


def test_the_line_above_a_directive_is_in_the_readers_language(get: Get, rich: Meeting) -> None:
    assert "会议指出" in get("/directives/").content.decode()
    page = get("/en/directives/?speaker=会议").content.decode()
    assert "The meeting pointed out" in page
    assert "会议pointed" not in page


def test_a_report_of_an_error_is_answered_in_english(client: Client, db: None) -> None:
    asked = {"page": "/en/meetings/1/", "text": ""}
    refused = client.post("/en/report-error/", asked)
    assert refused.status_code == 400
    assert "Nothing is written yet" in refused.content.decode()
    kept = client.post("/en/report-error/", {**asked, "text": "wrong day"}, follow=True)
    assert "What became of your report" in kept.content.decode()
    assert "Received" in kept.content.decode()
