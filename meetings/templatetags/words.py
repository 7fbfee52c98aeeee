"""Dates, names and labels as a reader sees them."""

import re
from typing import TYPE_CHECKING

from django import template
from django.db.models import Count, Max
from django.template import Context
from django.urls import reverse

from meetings.extraction import vocabulary as vocab
from meetings.models import Meeting

if TYPE_CHECKING:
    from meetings.models import City, Claim

register = template.Library()

# The steps of a field's path.
FIELDS = {
    "agenda": "议程",
    "author_post": "作者职务",
    "authors": "作者",
    "city": "地区",
    "date": "日期",
    "directives": "指令",
    "editors": "编辑",
    "kind": "类型",
    "name": "姓名",
    "number": "次",
    "officials": "官员",
    "organ": "机构",
    "outlet": "来源",
    "posts": "职务",
    "published": "刊发日期",
    "quorum": "出席人数",
    "relation": "关系",
    "reporters": "记者",
    "republished_by": "转载",
    "role": "角色",
    "script": "字体",
    "term": "届",
    "title": "名称",
    "url": "网址",
}
# The closed list that the values of a field come from.
TERMS: dict[str, type[vocab.Term]] = {
    "article.kind": vocab.ArticleKind,
    "kind": vocab.Kind,
    "organ": vocab.Organ,
    "relation": vocab.Relation,
    "role": vocab.Role,
}
SECTIONS = (
    ("meetings", "检索"),
    ("directives", "指令"),
    ("cities", "城市"),
    ("officials", "官员"),
    ("articles", "文章"),
    ("about", "数据说明"),
)

# 2017-09-25, 2017-09, 2017, XXXX-12-25, XXXX-XX-24: one EDTF date, unknown parts as X.
EDTF = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?", re.ASCII
)


@register.filter
def edtf(value: str) -> str:
    """An EDTF date in Chinese; empty becomes 日期不详, what cannot be read stays as it is."""
    if not value:
        return "日期不详"
    return " 至 ".join(_day(part) for part in value.split("/"))


def _day(part: str) -> str:
    found = EDTF.fullmatch(part)
    if not found:
        return part
    year, month, day = found.groups()
    words = f"{year}年" if "X" not in year else "年份不详，"
    if month and "X" not in month:
        words += f"{int(month)}月"
    elif month:
        words += "月份不详，"
    if day and "X" not in day:
        words += f"{int(day)}日"
    return words.rstrip("，")


@register.filter
def place(city: "City | None") -> str:
    """A unit with the names above it: 湖南省 湘潭市."""
    names: list[str] = []
    while city is not None:
        names.insert(0, city.name)
        city = city.parent
    return " ".join(names)


@register.filter
def name_of(meeting: Meeting) -> str:
    """The name of a meeting, else what kind of meeting it is."""
    if meeting.title:
        return meeting.title
    city = meeting.city.short if meeting.city else ""
    return f"{city}{meeting.get_organ_display()}{meeting.get_kind_display()}" or str(meeting)


@register.filter
def joined(words: list[str]) -> str:
    """Words in one line: 甲、乙."""
    return "、".join(words)


@register.filter
def state_class(state: str) -> str:
    """The style of a state's badge."""
    return {"accepted": "good", "flagged": "bad"}.get(state, "wait")


@register.filter
def reason_word(reason: str) -> str:
    """Why an article is no report, in words."""
    term = vocab.Reason.get(reason)
    return term.zh if term else reason


@register.filter
def field_words(field: str) -> str:
    """The path of a field in words: meetings.0.officials.3.role is 官员 4 · 角色."""
    steps = field.removeprefix("article.").split(".")
    if steps[0] == "meetings":
        steps = steps[2:]
    words = [str(int(s) + 1) if s.isascii() and s.isdecimal() else FIELDS.get(s, s) for s in steps]
    return " ".join(words)


@register.filter
def value_words(claim: "Claim") -> str:
    """The value of a claim as a reader sees it: 政府 for government; other values as they are."""
    step = claim.field.rsplit(".", 1)[-1]
    if claim.field == "article.kind":
        step = claim.field
    term = TERMS[step].get(claim.value) if step in TERMS else None
    return term.zh if term else claim.value


@register.filter
def share(part: int, whole: int) -> str:
    """«82%»; nothing of nothing is «—»."""
    return f"{round(100 * part / whole)}%" if whole else "—"


@register.simple_tag
def archive_figures() -> dict[str, object]:
    """The number of public meetings and the day of the last change."""
    return Meeting.objects.published().aggregate(number=Count("pk"), changed=Max("updated_at"))


@register.inclusion_tag("_nav.html", takes_context=True)
def navigation(context: Context) -> dict[str, object]:
    """The sections of the site, the current one told."""
    request = context.get("request")
    here = request.path if request else ""
    return {"sections": [(name, label, here.startswith(reverse(name))) for name, label in SECTIONS]}
