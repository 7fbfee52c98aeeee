"""Articles, entries, merges and every page of the desk, in a real browser and by keyboard alone."""

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from meetings import curation
from meetings.curation import duplicates, namesakes, officials
from meetings.ingest import rereading
from meetings.models import (
    Article,
    Attendance,
    Correction,
    ErrorReport,
    Meeting,
    Official,
    OfficialMerge,
    Standing,
    Upload,
)
from tests.admin.desk import MODELS
from tests.e2e.desk import desk_page, press, reach  # noqa: F401  # a fixture among them
from tests.ingest.hand import BODY
from tests.review.archive import apart, official, stored
from tests.review.test_articles import refused

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

# WCAG 2.2 AA, as on the public pages
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def write(page: "Page", selector: str, words: str) -> None:
    """Tab on to a field and write into it."""
    reach(page, selector)
    press(page, "Control+a")
    page.keyboard.type(words)


def test_a_refused_article_is_taken_for_a_report_and_its_meeting_reviewed(page: "Page") -> None:
    article = refused()
    page.reload()
    reach(page, "a[href='/admin/review/articles/next/']")
    press(page, "Enter")
    page.wait_for_url(f"**/review/articles/{article.pk}/")
    reach(page, "#id_m-kind")
    press(page, "Home", "ArrowDown", "Escape", "s")
    page.get_by_text("现有 1 次会议").wait_for()
    reach(page, f"a[href='/admin/review/{Meeting.objects.get().pk}/']")
    press(page, "Enter")
    page.wait_for_url(f"**/review/{Meeting.objects.get().pk}/")
    press(page, "a")
    page.get_by_text("已核校。").wait_for()
    article.refresh_from_db()
    assert (article.state, Meeting.objects.get().state) == ("accepted", "accepted")


def test_a_meeting_without_an_article_is_entered_with_two_people_and_reviewed(
    page: "Page", live_server: "LiveServer"
) -> None:
    page.goto(f"{live_server.url}/admin/meetings/meeting/add/")
    write(page, "#id_m-source", "《湘潭年鉴》2021 卷")
    write(page, "#id_m-title", "湘潭市委常委会会议")
    write(page, "#id_m-date", "2020年5月12日")
    write(page, "#id_people-0-name", "王玉")
    write(page, "#id_people-0-posts", "市委书记、市人大常委会主任")
    reach(page, ".rows[data-prefix=people] .add-row")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "id_people-3-name"
    page.keyboard.type("李明")
    write(page, "#id_directives-0-text", "要抓好落实。")
    press(page, "Tab")
    reach(page, "#enter button.default")
    press(page, "Enter")
    page.get_by_text("请再核对一遍").wait_for()
    page.wait_for_load_state()  # the keys are heard when the page's script has run
    press(page, "a")
    page.get_by_text("湘潭市委常委会会议”：已核校").wait_for()
    told = Meeting.objects.get()
    assert (told.state, told.date_edtf) == ("accepted", "2020-05-12")
    assert set(Attendance.objects.values_list("name", flat=True)) == {"王玉", "李明"}


def test_two_officials_are_merged_and_parted_again_by_keyboard(
    page: "Page", live_server: "LiveServer"
) -> None:
    one, other = official("王玉", "430100"), official("王玉", "430300")
    namesakes.refresh_all()
    page.goto(f"{live_server.url}/admin/officials/matches/")
    reach(page, "button[value=yes]")
    press(page, "Enter")
    page.wait_for_url(f"**/merge/{other.pk}/{one.pk}/")
    reach(page, "form .button.default")
    press(page, "Enter")
    page.get_by_text("已合并").wait_for()
    assert OfficialMerge.objects.get().undone_at is None
    reach(page, ".merged button")
    press(page, "Enter")
    page.get_by_text("已撤销合并").wait_for()
    other.refresh_from_db()
    assert other.merged_into is None


def test_d_goes_from_one_doubtful_row_to_the_next(page: "Page", live_server: "LiveServer") -> None:
    from meetings.models import Claim

    meeting = stored()
    report = meeting.reports.get()
    row = Attendance.objects.get(name="李明")
    for field, start in (("meetings.0.date", 0), ("meetings.0.officials.1.name", row.start)):
        spans = [[start, start + 2]]
        Claim.objects.create(
            article=report.article, report=report, field=field, value="x", spans=spans,
            rule="r", confidence="weak",
        )  # fmt: skip
    page.goto(f"{live_server.url}/admin/review/{meeting.pk}/")
    assert page.locator(".doubt").count() >= 2
    press(page, "d")
    assert page.locator("#f-m-date_edtf.on").count() == 1
    press(page, "d")
    assert page.locator(f"#f-p{row.pk}.on").count() == 1
    press(page, "d")
    assert page.locator("#f-m-date_edtf.on").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_the_desk_fit_their_window_and_axe_finds_nothing(
    page: "Page", live_server: "LiveServer", width: int
) -> None:
    from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # has none
        Axe,
    )

    page.set_viewport_size({"width": width, "height": 844})
    axe, table = Axe(), {}
    for address in addresses():
        page.goto(f"{live_server.url}/admin/{address}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            table[address, "wide"] = ["wider than the window"]
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        for violation in found.response["violations"]:
            table[address, violation["id"]] = [n["html"][:160] for n in violation["nodes"]][:2]
    assert not table, "\n".join(f"{key}: {told}" for key, told in table.items())


def test_long_words_break_and_no_list_or_form_scrolls_its_page_sideways(
    page: "Page", live_server: "LiveServer"
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for address in [*crowded(), *addresses()]:
        page.goto(f"{live_server.url}/admin/{address}")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(address)
    assert not wide
    page.goto(f"{live_server.url}/admin/meetings/official/")
    narrow = "[...document.querySelectorAll('#result_list th')].map(e => e.clientWidth)"
    assert min(page.evaluate(narrow)) >= 60


def crowded() -> list[str]:
    """Lists and forms of the stock site, over rows that hold words longer than a window."""
    long, who = "w" * 200, User.objects.get()
    meeting = apart(9, number=9)
    report = meeting.reports.get()
    article, row = report.article, report.attendances.first()
    assert row is not None
    row.official.other_names.create(name="长" * 40)
    for record, field, value in (
        (meeting, "title", long),
        (article, "title", long),
        (article, "url", f"https://example.org/{long}"),
        (row, "posts", ["市委书记" * 20]),
    ):
        curation.correct(record, field, value, who=who, why=long)
    made = Correction.objects.latest("pk")
    standing = Standing.objects.create(correction=made, state="conflict", reading=[long])
    broken = ErrorReport.objects.create(page=f"/meetings/?q={long}", text=long, sender="x")
    Upload.objects.create(batch="b", who=who, name=f"{long}.txt", content=BODY.encode())
    reading = rereading.begin([article.pk], who=who)
    tables = [str(model._meta.model_name) for model in MODELS]
    changed = (meeting, article, report, row, row.official, standing, broken, made)
    return [
        *(f"meetings/{name}/" for name in tables),
        *(f"meetings/{one._meta.model_name}/{one.pk}/change/" for one in changed),
        f"meetings/article/{article.pk}/history/",
        f"meetings/report/{report.pk}/delete/",
        f"review/{meeting.pk}/",
        f"review/articles/{article.pk}/",
        f"officials/split/{row.official_id}/",
        "upload/b/",
        f"reextract/{reading.pk}/?paused=1",
    ]


def addresses() -> list[str]:
    """Every page that curators got beside the stock ones, each with something on it."""
    one, other, third = (apart(n, number=n) for n in (1, 2, 3))
    article = refused()
    first, second = Official.objects.order_by("pk")[:2]
    gone, stays = official("王玉", "430100"), official("王玉", "430200")
    merge = officials.merge(gone, stays, who=None)
    curation.correct(one, "number", 40, who=None, why="误读")
    made = Correction.objects.latest("pk")
    duplicates.merge(third, other, who=None)
    namesakes.refresh_all()
    assert Article.objects.filter(pk=article.pk).exists()
    return [
        "",
        f"review/{one.pk}/",
        f"review/{other.pk}/",
        f"review/articles/{article.pk}/",
        "meetings/meeting/add/",
        f"enter/{one.pk}/",
        "meetings/meeting/",
        "meetings/article/",
        "officials/matches/",
        f"officials/merge/{first.pk}/{second.pk}/",
        f"officials/split/{first.pk}/",
        f"meetings/official/{stays.pk}/change/",
        f"meetings/official/{stays.pk}/history/",
        "meetings/correction/",
        f"meetings/correction/{made.pk}/change/",
        f"meetings/meeting/{one.pk}/history/",
        f"meetings/officialmerge/{merge.pk}/change/",
        "duplicates/",
        f"duplicates/{one.pk}/{other.pk}/",
        "rules/",
        "upload/",
    ]
