"""What waits on the curators' desk, for its first page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from meetings.curation import duplicates, namesakes, review, standings, traced
from meetings.ingest import rereading
from meetings.models import Article, Correction, ErrorReport, MeetingPair, OfficialPair

# Counting stops here: more is “many” to whoever has to work through it.
MOST = 1000
# So many of one's own corrections are shown there.
SHOWN_LAST = 8


@dataclass(frozen=True)
class Task:
    """A queue with its address, how many wait in it, and what to press."""

    title: str
    hint: str
    address: str
    count: int

    @property
    def shown(self) -> str:
        """The count as it is shown."""
        return f"{MOST}+" if self.count >= MOST else str(self.count)


def waiting(request: HttpRequest) -> list[Task]:
    """The queues that this curator may work on."""
    return [
        *_to_review(request),
        *_to_judge(request),
        *_to_answer(request),
        *_to_finish(request),
    ]


def mine(request: HttpRequest) -> list[traced.Trace]:
    """What this curator corrected last."""
    made = Correction.objects.filter(who_id=request.user.pk).order_by("-pk")
    return traced.traced(made[:SHOWN_LAST])


# The tables that people work in, in the order of the work; the machine writes the others.
DAILY = (
    "Meeting",
    "Article",
    "Report",
    "Official",
    "OfficialName",
    "Attendance",
    "AgendaItem",
    "Directive",
    "Quorum",
    "ErrorReport",
    "Standing",
    "OfficialMerge",
    "MeetingMerge",
    "Correction",
)


def in_order(apps: list[Any]) -> list[Any]:
    """The list of tables with our own in the order of the work, those of the machine apart."""
    found = []
    for app in apps:
        if app["app_label"] != "meetings":
            found.append(app)
            continue
        place = {name: i for i, name in enumerate(DAILY)}
        ours = [model for model in app["models"] if model["object_name"] in place]
        ours.sort(key=lambda model: place[model["object_name"]])
        rest = [model for model in app["models"] if model["object_name"] not in place]
        groups = ((app["name"], ours), ("底层各表（只供查阅）", rest))
        found += [app | {"name": name, "models": models} for name, models in groups if models]
    return found


def may(request: HttpRequest, verb: str, model: type[Model]) -> bool:
    """Whether the curator has a permission."""
    name = model._meta.model_name  # noqa: SLF001  # a documented name
    return bool(request.user.has_perm(f"meetings.{verb}_{name}"))


def _to_review(request: HttpRequest) -> list[Task]:
    if not request.user.has_perm("meetings.review_meeting"):
        return []
    counts, meetings = review.waiting(), reverse("admin:meetings_meeting_changelist")
    return [
        Task(
            "待核会议",
            "开始核校：一次一场，最需要看的在前",
            reverse("admin:review_next"),
            counts.get("pending", 0),
        ),
        Task(
            "存疑会议",
            "先前核校时拿不准的",
            f"{meetings}?state__exact=flagged",
            counts.get("flagged", 0),
        ),
        Task(
            "待核文章",
            "没有会议可核的文章，如机器认为不是会议报道的",
            reverse("admin:review_article_next"),
            review.pending(Article)[:MOST].count(),
        ),
    ]


def _to_judge(request: HttpRequest) -> list[Task]:
    found = []
    if may(request, "change", OfficialPair):
        count = namesakes.pairs()[:MOST].count()
        address = reverse("admin:official_matches")
        found.append(Task("可能是同一人", "同名或同音的官员：是、不是、不确定", address, count))
    if may(request, "change", MeetingPair):
        count = duplicates.suggestions()[:MOST].count()
        address = reverse("admin:meeting_duplicates")
        found.append(Task("可能重复的会议", "几家媒体报道的同一次会议", address, count))
    return found


def _to_answer(request: HttpRequest) -> list[Task]:
    found = []
    if request.user.has_perm("meetings.change_standing"):
        address = reverse("admin:meetings_standing_changelist")
        count = standings.queue().count()
        found.append(Task("更正冲突", "重新提取后与人工更正不一致的", address, count))
    if may(request, "change", ErrorReport):
        address = reverse("admin:meetings_errorreport_changelist") + "?state__exact=new"
        count = ErrorReport.objects.filter(state="new").count()
        found.append(Task("读者报错", "读者在页面上提出的", address, count))
    return found


def _to_finish(request: HttpRequest) -> list[Task]:
    """The curator's own reading that was left; a page less while there is none."""
    if not request.user.has_perm("meetings.review_meeting"):
        return []
    return [
        Task(
            "没有读完的重新提取",
            "接着读；人工更正一律保留",
            reverse("admin:rereading", args=[row.pk]),
            row.left,
        )
        for row in rereading.unfinished(request.user)[:1]
    ]
