"""What can be typed into the search box, each thing with an example that can be followed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.extraction.vocabulary import Kind, Organ, Term, Verb
from meetings.filters.address import Address
from meetings.filters.labels import is_english, label
from meetings.index.finding import MOST_READ
from meetings.search.query import FieldName
from meetings.search.query.reading import FURTHEST, LONGEST, MOST_TERMS, NEAREST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Form:
    """One form of words: what it finds, and an example in Chinese and on English pages.

    The list in which the example is followed is that of meetings, or of directives.
    """

    finds: "StrOrPromise"
    zh: str
    en: str = ""
    path: str = "meetings"


@dataclass(frozen=True)
class Line:
    """A line of the help page: the names of a field, what is found, an example with its address."""

    names: tuple[str, ...]
    finds: str
    example: str
    url: str


# The examples find something in the five seed articles.
WORDS = (
    Form(_("几个词都要有，先后不拘；一个字也能查。空格与 AND 相同"), "产业 项目"),
    Form(_("引号里的文字原样出现；原文中的空格与换行不计"), "“高质量发展”"),
    Form(_("任一即可。OR、| 与“或”相同，AND 先于 OR"), "党建 OR 督查"),
    Form(_("不要这个词。减号紧跟着词，与 NOT 相同"), "产业 -党建"),
    Form(_("括号把几个词合在一起"), "(党建 OR 督查) 市委"),
    Form(
        _("两个词相隔不超过这么多字，先后不拘；从 {least} 至 {most}"),
        "产业 ~10 发展",
    ),
)
FIELDS = {
    FieldName.CITY: Form(_("这个地区及其下级；名称、简称或六位区划代码"), "湘潭"),
    FieldName.OFFICIAL: Form(_("此人与会"), "胡衡华"),
    FieldName.CHAIR: Form(_("此人主持"), "曹炯芳"),
    FieldName.SESSION: Form(_("第几届、第几次；单写一个数是届"), "12届38次", "12-38"),
    FieldName.ORGAN: Form(_("开会的机构；不详也可以查"), Organ.GOVERNMENT.zh, Organ.GOVERNMENT),
    FieldName.KIND: Form(_("会议类型；不详也可以查"), Kind.PLENUM.zh, Kind.PLENUM),
    FieldName.YEAR: Form(_("这一年；范围写作 2019..2021，可以只写一端"), "2017..2019"),
    FieldName.DATE: Form(_("年、月或日，或其范围，首尾都算在内；不详也可以查"), "2019-09..2020-05"),
    FieldName.SOURCE: Form(_("报道来源的名称含有这些字"), "长沙晚报"),
    FieldName.VERB: Form(_("指令的动词"), Verb.STRESSED.zh, "stressed", "directives"),
    FieldName.SPEAKER: Form(_("说这段话的是谁"), "会议", path="directives"),
}


def help_sheet() -> dict[str, Any]:
    """What the help page shows: forms of words, fields, closed lists and bounds."""
    lists: dict[FieldName, type[Term]] = {
        FieldName.ORGAN: Organ,
        FieldName.KIND: Kind,
        FieldName.VERB: Verb,
    }
    city, year = label(FieldName.CITY), label(FieldName.YEAR)
    return {
        "words": [_line(form) for form in WORDS],
        "fields": [_line(FIELDS[name], name) for name in FieldName],
        "lists": [(title(name), list(terms)) for name, terms in lists.items()],
        "mixed": _link(f"{city}:(湘潭 OR 长沙) 产业 -{year}:2020"),
        "longest": LONGEST,
        "most_terms": MOST_TERMS,
        "most_read": MOST_READ,
    }


def title(name: FieldName) -> str:
    """The name of a field as a label: 城市, «City»."""
    return label(name).capitalize()


def _line(form: Form, name: FieldName | None = None) -> Line:
    finds = str(form.finds).format(least=NEAREST, most=FURTHEST)
    value = form.en or form.zh if is_english() else form.zh
    if name is None:
        return Line((), finds, *_link(value))
    names = (f"{name.zh}:", f"{name.en}:")
    return Line(names, finds, *_link(f"{label(name)}:{value}", form.path))


def _link(typed: str, path: str = "meetings") -> tuple[str, str]:
    """A query, and the address of its answer."""
    return typed, str(Address(reverse(path), (("q", typed),)))
