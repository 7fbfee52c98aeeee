"""The query string of the meeting list and the directive list."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.extraction import vocabulary as vocab
from meetings.filters import values
from meetings.filters.base import Parameter, StrictFilter, StrictForm
from meetings.models import City, Official
from meetings.querysets.held import UNKNOWN, HeldQuerySet, Period
from meetings.querysets.keyset import Value, read_mark
from meetings.search.query import Query, QueryError

if TYPE_CHECKING:
    from meetings.querysets import DirectiveQuerySet

SORTS = {
    "relevance": _("按相关度"),
    "newest": _("按日期（新→旧）"),
    "oldest": _("按日期（旧→新）"),
}


def query(word: str) -> Query:
    """What was typed into the search box."""
    try:
        return Query.of(word)
    except QueryError as fault:
        raise ValidationError(gettext(fault.template).format(**fault.values)) from fault


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
        if found.get("role") and not found.get("official"):
            self.add_error("role", gettext("角色须与官员（official）一起使用。请先选定一位官员。"))
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
    model_name: ClassVar[str]

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
    def sort(self) -> str:
        """The order of the list: by relevance where something is searched for, else newest."""
        asked = self.chosen["sort"] or ("relevance" if self.query else "newest")
        return "newest" if asked == "relevance" and not self.query else str(asked)

    @cached_property
    def mark(self) -> list[Value]:
        """The place to go on from; empty without `after`. Raises ValueError."""
        orders = apps.get_model("meetings", self.model_name).objects.all().orders
        asked = self.chosen["after"]
        return read_mark(orders[self.sort], asked) if asked else []

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

    def narrowed(self, leave_out: str = "") -> HeldQuerySet[Any]:
        """The rows that answer the choice, one facet left out where named.

        Facets: city, date, kind, organ, official. An exclusion stays, unless `excluded` is left
        out; `q` leaves out the words searched for.
        """
        rows = cast("HeldQuerySet[Any]", self.queryset)
        rows = rows.search(self.query) if leave_out != "q" else rows
        rows = self._included(rows, leave_out)
        return self._excluded(rows) if leave_out != "excluded" else rows

    def _included(self, rows: HeldQuerySet[Any], leave_out: str) -> HeldQuerySet[Any]:
        c = self.chosen
        if c["city"] and leave_out != "city":
            rows = rows.in_division(self.units("city"))
        if self.period != Period([]) and leave_out != "date":
            rows = rows.held(self.period)
        if c["kind"] and leave_out != "kind":
            rows = rows.of_kind(c["kind"])
        if c["organ"] and leave_out != "organ":
            rows = rows.of_organ(c["organ"])
        if c["official"] and leave_out != "official":
            rows = rows.attended_by(self.people("official"), c["role"] or "")
        return rows

    def _excluded(self, rows: HeldQuerySet[Any]) -> HeldQuerySet[Any]:
        c = self.chosen
        if c["-city"]:
            rows = rows.outside_division(self.units("-city"))
        if c["-year"]:
            rows = rows.not_held_in(c["-year"])
        if c["-kind"]:
            rows = rows.not_of_kind(c["-kind"])
        if c["-organ"]:
            rows = rows.not_of_organ(c["-organ"])
        if c["-official"]:
            rows = rows.not_attended_by(self.people("-official"))
        return rows

    @property
    def trail(self) -> str:
        """The query string that a record keeps, to lead back here and to the next record."""
        return self.address.without(*NOT_KEPT).query

    def ordered(self) -> HeldQuerySet[Any]:
        """The answer in its order, from the place to go on from where one is named."""
        rows = self.narrowed().ranked(self.query)
        rows = rows.after(self.sort, self.mark) if self.mark else rows
        return rows.sorted_by(self.sort)


class MeetingFilter(HeldFilter):
    """The query string of the meeting list."""

    model_name = "Meeting"


class DirectiveFilter(HeldFilter):
    """The query string of the directive list: also verb and speaker, chosen or excluded."""

    parameters = HELD | SAID
    model_name = "Directive"

    def _included(self, rows: HeldQuerySet[Any], leave_out: str) -> HeldQuerySet[Any]:
        rows = super()._included(rows, leave_out)
        said = cast("DirectiveQuerySet", rows)
        if self.chosen["verb"] and leave_out != "verb":
            said = said.with_verb(self.chosen["verb"])
        if self.chosen["speaker"] and leave_out != "speaker":
            said = said.by_speaker(self.chosen["speaker"])
        return said

    def _excluded(self, rows: HeldQuerySet[Any]) -> HeldQuerySet[Any]:
        said = cast("DirectiveQuerySet", super()._excluded(rows))
        if self.chosen["-verb"]:
            said = said.without_verb(self.chosen["-verb"])
        if self.chosen["-speaker"]:
            said = said.not_by_speaker(self.chosen["-speaker"])
        return said
