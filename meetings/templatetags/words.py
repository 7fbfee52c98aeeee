"""Dates, names and labels as a reader sees them."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import get_script_prefix, reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from meetings import index
from meetings.extraction import vocabulary as vocab
from meetings.facets.named import reading
from meetings.filters.labels import is_english, label, voice
from meetings.filters.names import canonical_url, meeting_name
from meetings.models import Article, Meeting

if TYPE_CHECKING:
    from meetings.models import City, Claim

register = template.Library()

# The steps of a field's path.
FIELDS = {
    "agenda": _lazy("议程"),
    "also_in": _lazy("另在"),
    "author_post": _lazy("作者职务"),
    "authors": _lazy("作者"),
    "city": _lazy("地区"),
    "date": _lazy("日期"),
    "date_edtf": _lazy("日期"),
    "date_year_inferred": _lazy("年份为推断"),
    "directives": _lazy("指令"),
    "editors": _lazy("编辑"),
    "expected": _lazy("应到"),
    "group": _lazy("群体"),
    "kind": _lazy("类型"),
    "meeting": _lazy("会议"),
    "merged_into": _lazy("并入"),
    "name": _lazy("姓名"),
    "number": _lazy("次"),
    "official": _lazy("官员"),
    "officials": _lazy("官员"),
    "organ": _lazy("机构"),
    "outlet": _lazy("来源"),
    "pinyin": _lazy("拼音"),
    "posts": _lazy("职务"),
    "present": _lazy("实到"),
    "published": _lazy("刊发日期"),
    "published_year_inferred": _lazy("年份为推断"),
    "quorum": _lazy("出席人数"),
    "reason": _lazy("原因"),
    "relation": _lazy("关系"),
    "reporters": _lazy("记者"),
    "republished_by": _lazy("转载"),
    "role": _lazy("角色"),
    "script": _lazy("字体"),
    "speaker": _lazy("发言者"),
    "state": _lazy("核校状态"),
    "state_reason": _lazy("状态说明"),
    "term": _lazy("届"),
    "text": _lazy("内容"),
    "title": _lazy("名称"),
    "url": _lazy("网址"),
    "verb": _lazy("动词"),
    "withdrawn_at": _lazy("公开与否"),
}
# The closed list that the values of a field come from.
TERMS: dict[str, type[vocab.Term]] = {
    "article.kind": vocab.ArticleKind,
    "kind": vocab.Kind,
    "organ": vocab.Organ,
    "relation": vocab.Relation,
    "role": vocab.Role,
}
LISTS: dict[str, type[vocab.Term]] = {
    "confidence": vocab.Confidence,
    "kind": vocab.Kind,
    "level": vocab.Level,
    "organ": vocab.Organ,
    "reason": vocab.Reason,
    "relation": vocab.Relation,
    "role": vocab.Role,
    "state": vocab.ReviewState,
    "verb": vocab.Verb,
}
SECTIONS = (
    ("meetings", _lazy("检索")),
    ("directives", _lazy("指令")),
    ("cities", _lazy("城市")),
    ("officials", _lazy("官员")),
    ("dates", _lazy("日期")),
    ("articles", _lazy("文章")),
    ("about", _lazy("数据说明")),
)

# 2017-09-25, 2017-09, 2017, XXXX-12-25, XXXX-XX-24: one EDTF date, unknown parts as X.
EDTF = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?", re.ASCII
)


@register.filter
def edtf(value: str) -> str:
    """An EDTF date in the reader's language; empty becomes 日期不详, odd ones stay as they are."""
    if not value:
        return _("日期不详")
    say = _in_english if is_english() else _day
    if "/" not in value:
        return say(value)
    return _(" 至 ").join(say(part) for part in value.split("/"))


def _in_english(part: str) -> str:
    found = EDTF.fullmatch(part)
    if not found:
        return part
    year, month, day = (None if not p or "X" in p else p for p in found.groups())
    words = [str(int(day))] if day else []
    words += [str(MONTHS[int(month)])] if month and 1 <= int(month) <= 12 else []
    words += [year] if year else ["(year unknown)"]
    return " ".join(words)


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
def day(value: date | None) -> str:
    """A day in the reader's language: 2019年9月24日, 24 September 2019; none is 日期不详."""
    return edtf(value.isoformat() if value else "")


@register.filter
def place(city: "City | None") -> str:
    """A unit with the names above it: 湖南省 湘潭市; on English pages also read aloud."""
    names: list[str] = []
    spoken: list[str] = []
    while city is not None:
        names.insert(0, city.name)
        spoken.append(reading(city))
        city = city.parent
    read = f" ({', '.join(spoken)})" if any(spoken) else ""
    return " ".join(names) + read


register.filter("name_of", meeting_name)
register.filter("canonical", canonical_url)


@register.filter(name="label")
def label_in(row: Any, field: str) -> str:
    """The label of a field of a closed list, in the reader's language; empty stays empty."""
    terms = vocab.ArticleKind if isinstance(row, Article) and field == "kind" else LISTS[field]
    term = terms.get(getattr(row, field))
    return label(term) if term else ""


@register.filter
def speaker(row: Any) -> str:
    """Who said a directive: the official's name of today, the name as printed, or the meeting."""
    return str(row.official.name) if row.official else voice(row.speaker)


@register.filter
def saying(row: Any) -> str:
    """Speaker and verb, as the line above a directive: 会议指出, «The meeting pointed out»."""
    between = " " if is_english() else ""
    return f"{speaker(row)}{between}{label_in(row, 'verb')}"


@register.filter
def term(one: vocab.Term) -> str:
    """The label of a term in the reader's language."""
    return label(one)


@register.filter
def roman(row: Any) -> str:
    """The pinyin of an official or a city after its name on English pages: « (Wang Zhen)»."""
    read = reading(row)
    return f" ({read})" if read else ""


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
    return label(term) if term else reason


@register.filter
def field_words(field: str) -> str:
    """The path of a field in words: meetings.0.officials.3.role is 官员 4 · 角色."""
    steps = field.removeprefix("article.").split(".")
    if steps[0] == "meetings":
        steps = steps[2:]
    words = [
        str(int(s) + 1) if s.isascii() and s.isdecimal() else str(FIELDS.get(s, s)) for s in steps
    ]
    return " ".join(words)


@register.filter
def value_words(claim: "Claim") -> str:
    """The value of a claim as a reader sees it: 政府 for government; other values as they are."""
    step = claim.field.rsplit(".", 1)[-1]
    if claim.field == "article.kind":
        step = claim.field
    term = TERMS[step].get(claim.value) if step in TERMS else None
    return label(term) if term else claim.value


@register.filter
def share(part: int, whole: int) -> str:
    """«82%»; nothing of nothing is «—»."""
    return f"{round(100 * part / whole)}%" if whole else "—"


@register.simple_tag
def archive_figures() -> dict[str, object]:
    """The number of public meetings and the day of the last change."""
    changed = Meeting.objects.published().newest_change()
    return {"number": index.number_of_meetings(), "changed": changed}


@register.inclusion_tag("_nav.html", takes_context=True)
def navigation(context: Context) -> dict[str, object]:
    """The sections of the site, the current one told; and this page in the other language."""
    request = context.get("request")
    here = request.path if request else ""
    sections = [(name, title, here.startswith(reverse(name))) for name, title in SECTIONS]
    return {"sections": sections, "other": _in_other_language(request) if request else "/"}


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> str:
    """The address of this page in the other language; empty outside a request."""
    request = context.get("request")
    return request.build_absolute_uri(_in_other_language(request)) if request else ""


def _in_other_language(request: HttpRequest) -> str:
    """The address of this page in the other language, with its query string."""
    bare = "/" + request.get_full_path()[len(get_script_prefix()) :]
    home = get_script_prefix()
    return home.removesuffix("en/").rstrip("/") + bare if is_english() else f"{home}en{bare}"
