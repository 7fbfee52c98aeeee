"""The query string of the meeting list and the directive list."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings import index
from meetings.extraction import vocabulary as vocab
from meetings.filters import values
from meetings.filters.base import Parameter, StrictFilter, StrictForm
from meetings.filters.queries import query
from meetings.index.conditions import ByVerbs, During, OfKinds, OfOrgans, Took
from meetings.index.ordering import Mark, read_mark
from meetings.models import City, Official
from meetings.querysets.held import UNKNOWN, HeldQuerySet, Period
from meetings.search.query import Not, Query, all_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SORTS = {
    "relevance": _("按相关度"),
    "newest": _("按日期（新→旧）"),
    "oldest": _("按日期（旧→新）"),
}
DATED = ("newest", "oldest")

HELD: dict[str, Parameter] = {
    "q": Parameter(_("检索词"), query),
    "city": Parameter(_("地区"), values.code, many=True),
    "-city": Parameter(_("不含地区"), values.code, many=True),
    "year": Parameter(_("年份"), values.year, many=True),
    "-year": Parameter(_("不含年份"), values.year, many=True),
    "month": Parameter(_("月份"), values.month),
    "date_from": Parameter(_("起"), values.first_day),
    "date_to": Parameter(_("止"), values.last_day),
    "date": Parameter(_("日期"), values.unknown),
    "kind": Parameter(_("会议类型"), values.one_of(vocab.Kind, with_unknown=True), many=True),
    "-kind": Parameter(_("不含类型"), values.one_of(vocab.Kind, with_unknown=True), many=True),
    "organ": Parameter(_("机构"), values.one_of(vocab.Organ, with_unknown=True), many=True),
    "-organ": Parameter(_("不含机构"), values.one_of(vocab.Organ, with_unknown=True), many=True),
    "official": Parameter(_("官员"), values.identifier, many=True),
    "-official": Parameter(_("不含官员"), values.identifier, many=True),
    "role": Parameter(_("角色"), values.one_of(vocab.Role)),
    "sort": Parameter(_("排序"), values.word_of(*SORTS)),
    "page": Parameter(_("页码"), values.page),
    "after": Parameter(_("起点"), values.text),
    "who": Parameter(_("查找官员"), values.text),
    "where": Parameter(_("查找地区"), values.text),
}
# What a record keeps of the list that it was opened from.
NOT_KEPT = ("page", "after", "who", "where")
SAID: dict[str, Parameter] = {
    "verb": Parameter(_("动词"), values.one_of(vocab.Verb), many=True),
    "-verb": Parameter(_("不含动词"), values.one_of(vocab.Verb), many=True),
    "speaker": Parameter(_("发言者"), values.text, many=True),
    "-speaker": Parameter(_("不含发言者"), values.text, many=True),
}


class HeldForm(StrictForm):
    """Checks the parameters against each other and against the archive."""

    units: dict[str, list[City]]
    people: dict[int, Official]

    def clean(self) -> dict[str, Any]:
        """Add the faults that only show between parameters or in the database."""
        found: dict[str, Any] = self.cleaned_data
        first, last = found.get("date_from"), found.get("date_to")
        if first and last and first > last:
            self.add_error("date_from", gettext("起始日期晚于截止日期（date_to）。请对调。"))
        if found.get("page") and found.get("after"):
            self.add_error("after", gettext("页码（page）与起点（after）只能用一个。"))
        self.units = self._found_units(found)
        self.people = self._found_people(found)
        return found

    def _found_units(self, found: dict[str, Any]) -> dict[str, list[City]]:
        codes = {c for name in ("city", "-city") for c in found.get(name) or ()} - {UNKNOWN}
        units = City.objects.by_code(codes) if codes else {}
        for name in ("city", "-city"):
            for code in found.get(name) or ():
                if code not in units and code != UNKNOWN:
                    said = gettext("没有区划代码 {code}。请从城市页选择。")
                    self.add_error(name, said.format(code=code))
        return units

    def _found_people(self, found: dict[str, Any]) -> dict[int, Official]:
        ids = {i for name in ("official", "-official") for i in found.get(name) or ()}
        people = Official.objects.standing_for(ids) if ids else {}
        for name in ("official", "-official"):
            for pk in found.get(name) or ():
                if pk not in people:
                    said = gettext("没有编号为 {pk} 的官员。请从官员名录选择。")
                    self.add_error(name, said.format(pk=pk))
        return people


class HeldFilter(StrictFilter):
    """What the lists of meetings and of directives have in common."""

    parameters = HELD
    unit: ClassVar[index.Unit]

    class Meta:
        form = HeldForm

    def faults(self) -> list[Any]:
        """Also a place to go on from that does not fit the order."""
        found = super().faults()
        if not found:
            try:
                _ = self.mark
            except ValueError:
                said = [gettext("不是可用的起点。请从第一页开始翻看。")]
                found = [self._fault("after", said)]
        return found

    @property
    def _asked(self) -> HeldForm:
        return cast("HeldForm", self.form)

    @property
    def query(self) -> Query:
        """What is searched for; may be empty."""
        return self.chosen["q"] or Query()

    @property
    def sorts(self) -> dict[str, "StrOrPromise"]:
        """The orders to choose from, the usual one first: relevance is of words, not of fields."""
        return {name: said for name, said in SORTS.items() if name in DATED or self.query.terms}

    @property
    def sort(self) -> str:
        """The order of the list: what was chosen where it is one of `sorts`, else their first."""
        asked = str(self.chosen["sort"])
        return asked if asked in self.sorts else next(iter(self.sorts))

    @cached_property
    def mark(self) -> Mark | None:
        """The place to go on from; None without `after`. Raises ValueError."""
        asked = self.chosen["after"]
        return read_mark(self.unit, self.sort, asked) if asked else None

    def units(self, name: str) -> list[str]:
        """The codes of today that the codes of a parameter mean, and `unknown`."""
        codes = [city.code for city in self.chosen_units(name)]
        return list(dict.fromkeys(codes + [UNKNOWN] * (UNKNOWN in self.chosen[name])))

    def chosen_units(self, name: str) -> list[City]:
        """The units that the codes of a parameter mean."""
        return [c for asked in self.chosen[name] for c in self._asked.units.get(asked, ())]

    def people(self, name: str) -> list[int]:
        """The ids of today that the ids of a parameter mean."""
        return [self._asked.people[pk].pk for pk in self.chosen[name]]

    def unit_name(self, code: str) -> str:
        """The name of a unit that was chosen."""
        return "、".join(city.name for city in self._asked.units.get(code, ()))

    def person_name(self, pk: int) -> str:
        """The name of an official who was chosen."""
        return self._asked.people[pk].name

    @property
    def period(self) -> Period:
        """The dates that were chosen."""
        c = self.chosen
        return Period(c["year"], c["month"], c["date_from"], c["date_to"], bool(c["date"]))

    @cached_property
    def answer(self) -> index.Answer:
        """The records that answer the whole choice. Raises index.TooSlow."""
        return index.ask(self.unit, self.query, self.conditions())

    def conditions(self) -> dict[str, Any]:
        """What was chosen besides words, by the facet that it belongs to."""
        c = self.chosen
        found: dict[str, Any] = {}
        if c["city"]:
            found["city"] = index.in_cities(self.units("city"))
        if self.period != Period([]):
            found["date"] = During.of(self.period)
        if c["kind"]:
            found["kind"] = OfKinds(frozenset(c["kind"]))
        if c["organ"]:
            found["organ"] = OfOrgans(frozenset(c["organ"]))
        if c["official"]:
            found["official"] = Took(frozenset(self.people("official")), c["role"] or "")
        if excluded := all_of(Not(part) for part in self._excluded()):
            found["excluded"] = excluded
        return found

    def _excluded(self) -> Iterator[Any]:
        c = self.chosen
        if c["-city"]:
            yield index.in_cities(self.units("-city"))
        if c["-year"]:
            yield During(years=tuple(c["-year"]))
        if c["-kind"]:
            yield OfKinds(frozenset(c["-kind"]))
        if c["-organ"]:
            yield OfOrgans(frozenset(c["-organ"]))
        if c["-official"]:
            yield Took(frozenset(self.people("-official")))

    def records(self, ids: Iterable[int]) -> list[Any]:
        """The records with these ids, with what a row of a list shows, in this order."""
        return cast("HeldQuerySet[Any]", self.queryset).listed(ids)

    def narrowed(self, leave_out: str = "") -> HeldQuerySet[Any]:
        """The first page of the answer, one facet left out where named."""
        ids = self.answer.without(leave_out).page(self.sort)
        return cast("HeldQuerySet[Any]", self.queryset).among(ids)

    @property
    def trail(self) -> str:
        """The query string that a record keeps, to lead back here and to the next record."""
        return self.address.without(*NOT_KEPT).query


class MeetingFilter(HeldFilter):
    """The query string of the meeting list."""

    unit = index.Unit.MEETING


class DirectiveFilter(HeldFilter):
    """The query string of the directive list: also verb and speaker, chosen or excluded."""

    parameters = HELD | SAID
    unit = index.Unit.DIRECTIVE

    def conditions(self) -> dict[str, Any]:
        """Also who said it, and how."""
        found = super().conditions()
        if self.chosen["verb"]:
            found["verb"] = ByVerbs(frozenset(self.chosen["verb"]))
        if self.chosen["speaker"]:
            found["speaker"] = index.by_voices(self.chosen["speaker"])
        return found

    def _excluded(self) -> Iterator[Any]:
        yield from super()._excluded()
        if self.chosen["-verb"]:
            yield ByVerbs(frozenset(self.chosen["-verb"]))
        if self.chosen["-speaker"]:
            yield index.by_voices(self.chosen["-speaker"])
