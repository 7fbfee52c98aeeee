"""The words that a reader may not know, each explained once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from meetings.extraction.vocabulary import Kind, Role, Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Entry:
    """A word with its explanation; `terms` are those of closed lists that bring it up."""

    key: str
    word: "StrOrPromise"
    meaning: "StrOrPromise"
    terms: tuple[Term, ...] = ()


GLOSSARY = (
    Entry(
        "plenum",
        _("全会"),
        _("党的委员会全体会议，由常委会主持；政府全体会议另称“政府全体会议”。"),
        (Kind.PLENUM,),
    ),
    Entry(
        "executive",
        _("常务会议"),
        _("政府正副职与秘书长参加的例会，由政府首长主持。"),
        (Kind.EXECUTIVE,),
    ),
    Entry(
        "standing",
        _("常委会会议"),
        _("党委常委会、人大常委会、政协常委会都有，以机构分别。"),
        (Kind.STANDING_COMMITTEE,),
    ),
    Entry(
        "chairpersons",
        _("主任会议、主席会议"),
        _("人大常委会或政协的正副职与秘书长处理日常工作的会议。"),
        (Kind.CHAIRPERSONS,),
    ),
    Entry(
        "party-group",
        _("党组会议"),
        _("设在政府、人大、政协机关内的党组召开的会议，不同于同级党委的会议。"),
        (Kind.PARTY_GROUP,),
    ),
    Entry(
        "study",
        _("中心组学习"),
        _("党委（党组）理论学习中心组的集体学习，不作决定。"),
        (Kind.STUDY_SESSION,),
    ),
    Entry("observer", _("列席"), _("不是该机构成员而到会，无表决权。"), (Role.OBSERVER,)),
    Entry("mentioned", _("被提及"), _("报道写到此人，但没有说他到会。"), (Role.MENTIONED,)),
    Entry("directive", _("指令"), _("会议或个人“指出、强调、要求……”的一段话，照录原文。")),
    Entry("term", _("届次"), _("“届”是一次换届到下一次换届，“次”是其间会议的编号。")),
)


def explained(terms: set[str]) -> list[Entry]:
    """The entries that some of these values of closed lists bring up, in the glossary's order."""
    return [entry for entry in GLOSSARY if terms.intersection(entry.terms)]
