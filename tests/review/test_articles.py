"""Articles are reviewed beside their text: refused ones are taken up, withdrawn ones leave 410."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from meetings.curation import history, review
from meetings.ingest import Outcome, reextract, store
from meetings.ingest.readers import of_bytes
from meetings.models import Article, ArticleLease, Correction, Meeting, Report
from tests.ingest.hand import full, ingest
from tests.review.archive import stored

pytestmark = pytest.mark.django_db
# A chapter of a novel: refused by its furniture, though it convenes a meeting.
NOVEL = (
    "第八章 票决\n2011年11月4日,中共湘潭市委召开常委会会议。市委书记汤怀仁主持会议。"
    "会议强调,要抓好落实。\n(未完待续) 上一章 目录 下一章\n"
)


def refused() -> Article:
    """An article in which the machine sees no meeting."""
    article = Article.objects.get(pk=store(of_bytes(NOVEL.encode(), name="n.txt")).article)
    assert (article.kind, article.reports.count()) == ("not_meeting", 0)
    return article


def send(desk: Client, article: Article, do: str = "save", **changed: Any) -> Any:
    """The review page's forms sent back with other values."""
    address = f"/admin/review/articles/{article.pk}/"
    form = desk.get(address).context["form"]
    values: dict[str, Any] = {}
    for bound in (bound for one in (form.article, form.selected) for bound in one):
        shown = bound.field.prepare_value(bound.value())
        values |= {bound.html_name: shown} if shown not in (None, False) else {}
    return desk.post(address, values | changed | {"do": do})


def test_an_article_that_a_person_takes_for_a_report_is_read_as_one_and_stays_so(
    desk: Client,
) -> None:
    article = refused()
    answer = send(desk, article, **{"m-kind": "meeting_report"})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.kind, article.reason) == ("meeting_report", "")
    told = Meeting.objects.get()
    assert told.date_edtf == "2011-11-04"
    assert reextract(article.sha256).outcome is Outcome.KEPT
    assert Meeting.objects.get(state="pending") == told
    send(desk, article, **{"m-kind": "not_meeting", "m-reason": "novel"})
    told.refresh_from_db()
    assert told.state == "withdrawn"


def test_a_meeting_that_nobody_found_is_told_of_by_its_name_in_the_text(desk: Client) -> None:
    article = refused()
    words = {"sel-words": "常委会会议", "sel-what": "meeting", "sel-date": "2011年11月4日"}
    send(desk, article, "set", **words, **{"sel-organ": "party_committee"})
    told = Meeting.objects.get(title="常委会会议")
    report = told.reports.get()
    assert NOVEL[report.start or 0 : report.end] == "常委会会议"
    assert (told.date_edtf, told.organ) == ("2011-11-04", "party_committee")
    reextract(article.sha256)
    assert Meeting.objects.get(title="常委会会议", state="pending") == told
    again = send(desk, article, "set", **words)
    assert "本文已有" in again.content.decode()


def test_selected_words_become_what_the_article_says_of_itself(desk: Client) -> None:
    article = stored().reports.get().article
    for what, words, field, value in (
        ("outlet", "湘潭", "outlet", "湘潭"),
        ("published", "2017年9月25日", "published", "2017-09-25"),
        ("reporters", "王玉", "reporters", ["王玉"]),
    ):
        send(desk, article, "set", **{"sel-words": words, "sel-what": what})
        article.refresh_from_db()
        assert getattr(article, field) == value
    ingest(full(), version="newer")
    article.refresh_from_db()
    assert (article.outlet, article.reporters) == ("湘潭", ["王玉"])
    assert Correction.objects.get(field="outlet").basis == "湘潭"


def test_articles_wait_for_review_only_where_no_meeting_brings_them(
    desk: Client, curator: User
) -> None:
    meeting, article = stored(), refused()
    assert list(review.pending(Article)) == [article]
    assert desk.get("/admin/review/articles/next/")["Location"].endswith(f"/{article.pk}/")
    review.decide(meeting, "accepted", who=curator)
    assert review.accept_told(meeting, who=curator) == 1
    assert Article.objects.get(reports__meeting=meeting).state == "accepted"
    send(desk, article, "accept")
    assert not review.pending(Article).exists()


def test_two_never_get_one_article_and_the_second_overwrites_nothing(
    desk: Client, second: User, curator: User
) -> None:
    article = refused()
    assert review.take_next(second, Article) == article
    assert review.take_next(curator, Article) is None
    assert ArticleLease.objects.get().who == second
    shown = desk.get(f"/admin/review/articles/{article.pk}/").content.decode()
    assert "second 正在核校" in shown
    late = {"m-seen": "0", "m-title": "乙"}
    answer = send(desk, article, "accept", **late)
    assert answer.status_code == 409
    assert "刚被其他人修改过" in answer.content.decode()
    article.refresh_from_db()
    assert article.state == "pending"


def test_a_withdrawn_article_leaves_410_and_takes_along_what_it_alone_tells(
    desk: Client, client: Client, curator: User
) -> None:
    meeting = stored()
    article = meeting.reports.get().article
    assert "请写明为什么撤回" in send(desk, article, "withdraw").content.decode()
    send(desk, article, "withdraw", **{"m-why": "媒体已撤稿"})
    for record in (article, meeting):
        answer = client.get(record.get_absolute_url())
        assert answer.status_code == 410
        assert "媒体已撤稿" in answer.content.decode()
    assert article.sha256[:12] not in client.get("/articles/").content.decode()
    ingest(full(), version="newer")
    assert client.get(meeting.get_absolute_url()).status_code == 410
    article.refresh_from_db()
    change = next(c for c in history.changes_of(article) if c.field == "state")
    assert history.undo(article, change.event, "state", who=curator)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(meeting.get_absolute_url(), follow=True).status_code == 200


def test_an_article_with_a_public_meeting_is_not_rejected(desk: Client, client: Client) -> None:
    article = stored().reports.get().article
    assert "请先核校那些会议" in send(desk, article, "reject").content.decode()
    other = refused()
    send(desk, other, "reject")
    assert client.get(other.get_absolute_url()).status_code == 410
    assert Report.objects.filter(withdrawn_at=None).count() == 1


def test_many_articles_are_accepted_flagged_ones_refused_and_a_selection_exported(
    desk: Client,
) -> None:
    one, other = stored().reports.get().article, refused()
    Article.objects.filter(pk=other.pk).update(state="flagged", title="=1+1")
    chosen = {"action": "accept", "_selected_action": [one.pk, other.pk]}
    answer = desk.post("/admin/meetings/article/", chosen, follow=True).content.decode()
    assert "已将 1 篇文章标为" in answer
    assert "1 篇不是待核" in answer
    table = desk.post("/admin/meetings/article/", chosen | {"action": "export"})
    lines = table.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["标题", "'=1+1"]


def test_rows_of_the_queue_open_their_review_page_for_those_who_review(
    member: Callable[[str], Client],
) -> None:
    article = refused()
    page = f"/admin/review/articles/{article.pk}/"
    address = "/admin/meetings/article/"
    assert page in member("编辑").get(address).content.decode()
    assert page not in member("查阅").get(address).content.decode()
