"""Who may open and do what, for every address of the curators' site and every group."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from meetings.curation import duplicates, officials
from meetings.models import (
    Article,
    Correction,
    Meeting,
    Standing,
    Upload,
)
from tests.admin.desk import MODELS, first
from tests.review.archive import apart, official, stored

pytestmark = pytest.mark.django_db
GROUPS = ("查阅", "编辑", "管理")
SITE = [*MODELS, User, Group]
# May (y) or may not (n) add, change, delete: for 查阅, 编辑, 管理 in turn. Seeing comes first.
RIGHTS: dict[str, tuple[str, str, str]] = {
    "article": ("ynnn", "ynyn", "ynyn"),
    "report": ("ynnn", "ynyy", "ynyy"),
    "meeting": ("ynnn", "yyyn", "yyyy"),
    "attendance": ("ynnn", "yyyy", "yyyy"),
    "agendaitem": ("ynnn", "yyyy", "yyyy"),
    "directive": ("ynnn", "yyyy", "yyyy"),
    "quorum": ("ynnn", "yyyy", "yyyy"),
    "official": ("ynnn", "yyyn", "yyyn"),
    "officialname": ("ynnn", "yyyy", "yyyy"),
    "errorreport": ("ynnn", "ynyn", "ynyy"),
    "user": ("nnnn", "nnnn", "yyyn"),
    "group": ("nnnn", "nnnn", "ynnn"),
}
SHOWN_ONLY = ("ynnn", "ynnn", "ynnn")


@pytest.fixture(autouse=True)
def rows(curator: User) -> None:
    """One row of nearly everything."""
    meeting, _ = stored(), apart(1)
    sha256 = Article.objects.first().sha256  # type: ignore[union-attr]  # just ingested
    made = Correction.objects.create(
        sha256=sha256, row_type="meeting", action="change", field="title", who=curator
    )
    Standing.objects.create(correction=made, state="conflict")
    Upload.objects.create(batch="b", who=curator, name="a.txt", content=b"x")
    assert meeting.pk


def row_of(model: type[Any]) -> Any:
    """A row of a table; of accounts, one that managers may change."""
    return User.objects.filter(is_superuser=False).first() if model is User else first(model)


def addresses(model: type[Any]) -> Iterator[tuple[str, str]]:
    """Each address of a table with the right that opens it."""
    meta = model._meta
    yield reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"), "see"
    yield reverse(f"admin:{meta.app_label}_{meta.model_name}_add"), "add"
    if row := row_of(model):
        for kind, right in (("change", "see"), ("history", "see"), ("delete", "delete")):
            yield reverse(f"admin:{meta.app_label}_{meta.model_name}_{kind}", args=[row.pk]), right


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("model", SITE, ids=lambda model: model._meta.model_name)
def test_each_page_of_each_table_opens_for_whom_it_should(
    member: Callable[[str], Client], model: type[Any], group: str
) -> None:
    rights = RIGHTS.get(str(model._meta.model_name), SHOWN_ONLY)[GROUPS.index(group)]
    may = dict(zip(("see", "add", "change", "delete"), rights, strict=True))
    client = member(group)
    for address, right in addresses(model):
        expected = 200 if may[right] == "y" else 403
        assert client.get(address).status_code == expected, (address, right)
    if row := row_of(model):
        meta = model._meta
        change = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        refused = client.post(change, {}).status_code == 403
        assert refused == (may["change"] != "y"), change


def held() -> list[Meeting]:
    """The two meetings."""
    return list(Meeting.objects.order_by("pk")[:2])


def own_pages() -> dict[str, str]:
    """The desk's own pages, each with the weakest group that opens it."""
    one, other = held()
    people = [row.official_id for row in one.reports.get().attendances.all()]
    return {
        reverse("admin:index"): "查阅",
        reverse("admin:correction_rules"): "查阅",
        reverse("admin:review_next"): "编辑",
        reverse("admin:review", args=[one.pk]): "编辑",
        reverse("admin:review_article_next"): "编辑",
        reverse("admin:review_article", args=[one.reports.get().article_id]): "编辑",
        reverse("admin:supplement", args=[one.pk]): "编辑",
        reverse("admin:meetings_meeting_add"): "编辑",
        reverse("admin:official_matches"): "编辑",
        reverse("admin:official_merge", args=people[:2]): "编辑",
        reverse("admin:official_split", args=people[:1]): "编辑",
        reverse("admin:meeting_duplicates"): "编辑",
        reverse("admin:meeting_compare", args=[one.pk, other.pk]): "编辑",
        reverse("admin:upload"): "编辑",
    }


@pytest.mark.parametrize("group", GROUPS)
def test_the_desk_s_own_pages_open_for_whom_they_should(
    member: Callable[[str], Client], group: str
) -> None:
    client = member(group)
    for address, weakest in own_pages().items():
        allowed = GROUPS.index(group) >= GROUPS.index(weakest)
        assert (client.get(address).status_code in {200, 302}) == allowed, address
    one, other = official("张强"), official("张强", "430100")
    merges = {
        "official": officials.merge(one, other, who=None),
        "meeting": duplicates.merge(*held(), who=None),
    }
    posted = [reverse("admin:undo_merge", args=[kind, row.pk]) for kind, row in merges.items()]
    posted += [reverse("admin:undo_change", args=["meeting", held()[1].pk])]
    posted += [reverse("admin:undo_change", args=["official", one.pk])]
    posted += [reverse("admin:undo_correction", args=[Correction.objects.get().pk])]
    for address in posted:
        assert client.get(address).status_code == 405, address
        assert (client.post(address, {}).status_code == 302) == (group != "查阅"), address


def test_strangers_are_sent_to_sign_in_from_every_page(client: Client) -> None:
    for address in own_pages():
        answer = client.get(address)
        assert (answer.status_code, "/admin/login/" in answer["Location"]) == (302, True), address


def test_every_own_page_is_in_the_table() -> None:
    from meetings.admin.pages import addresses as all_pages

    named = {pattern.name for pattern in all_pages()}
    tested = {"undo_change", "undo_correction", "undo_merge", "upload_batch", "rereading"}
    found = {admin.site.name and client_name(address) for address in own_pages()}
    assert named <= found | tested


def client_name(address: str) -> str:
    """The name of an address."""
    from django.urls import resolve

    return str(resolve(address).url_name)


def test_only_managers_withdraw(member: Callable[[str], Client]) -> None:
    meeting = Meeting.objects.earliest("pk")
    address = f"/admin/review/{meeting.pk}/"
    answer = member("编辑").post(address, {"do": "withdraw", "m-why": "x"}, follow=True)
    assert "撤回须由“管理”组的人来做" in answer.content.decode()
    assert "撤回（须写理由" in member("管理").get(address).content.decode()


def test_a_manager_raises_nobody_above_managers(
    member: Callable[[str], Client], curator: User
) -> None:
    client = member("管理")
    own = User.objects.get(username="member-管理")
    sent = {"username": own.username, "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    sent |= {"date_joined_0": "2020-01-01", "date_joined_1": "00:00:00"}
    client.post(reverse("admin:auth_user_change", args=[own.pk]), sent)
    own.refresh_from_db()
    assert not own.is_superuser
    above = reverse("admin:auth_user_password_change", args=[curator.pk])
    assert client.post(above, {"password1": "x", "password2": "x"}).status_code == 403


def test_the_groups_are_there_after_migrating_and_keep_what_was_added() -> None:
    readers = Group.objects.get(name="查阅")
    before = readers.permissions.count()
    editors = Group.objects.get(name="编辑")
    readers.permissions.add(editors.permissions.get(codename="add_upload"))
    call_command("migrate", verbosity=0)
    assert readers.permissions.count() == before + 1
