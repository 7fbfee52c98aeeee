"""Questions about cities."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.apps import apps
from django.db import connection, models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Length

from meetings.extraction.text import normalise
from meetings.extraction.vocabulary import Level
from meetings.querysets.alike import nearest
from meetings.querysets.held import PUBLIC
from meetings.querysets.people import INITIALS, PLAIN, toneless

if TYPE_CHECKING:
    from meetings.models import City


# «xiang tan shi» is also found as xiangtan.
SUFFIX = "(shi|sheng|xian|qu|zizhiqu|zizhizhou|diqu|meng|qi)?"
# What a whole name ends in: 湘潭市, not 湘潭.
WHOLE = "省市县区州盟旗"
# «xiang tan shi» → xiang tan: as many syllables as the short name has characters.
SHORT_PINYIN = Func(
    Func(F("pinyin"), Value(" "), function="string_to_array"),
    Length("short"),
    arg_joiner=")[1:",
    template="array_to_string((%(expressions)s], ' ')",
    output_field=TextField(),
)
ABOVE = Case(When(level=Level.PROVINCE, then=0), When(level=Level.PREFECTURE, then=1), default=2)


# Asked for every page of a list; put together by Django they take longer than their answers.
BEARERS = "SELECT id FROM meetings_city WHERE name = %(name)s OR short = %(name)s"
NAMES = "SELECT code, name, level FROM meetings_city WHERE code = ANY(%s)"


class Name(NamedTuple):
    """A unit by its code of today."""

    code: str
    name: str
    level: str


class CityQuerySet(models.QuerySet["City"]):
    """Questions about cities."""

    def prefectures(self) -> Self:
        """Units of the second level."""
        return self.filter(level=Level.PREFECTURE)

    def in_being(self) -> Self:
        """Units that still exist."""
        return self.with_being().filter(is_in_being=True)

    def with_being(self) -> Self:
        """With `is_in_being`: whether the unit still exists."""
        names = apps.get_model("meetings", "CityName").objects.filter(city=OuterRef("pk"))
        return self.annotate(is_in_being=Exists(names.filter(valid_to=None)))

    def upper_levels(self) -> list[Any]:
        """Provinces and what stands directly below them, with `is_in_being`, by code."""
        top = Q(level=Level.PROVINCE) | Q(parent__level=Level.PROVINCE)
        return list(self.with_being().filter(top).order_by("code"))

    def with_meetings(self) -> Self:
        """Units in which, or below which, a public meeting was held."""
        meetings = apps.get_model("meetings", "Meeting").objects.published()
        held = meetings.filter(
            city__lineage__contains=Func(
                OuterRef("code"), function="array", template="array[%(expressions)s]"
            )
        )
        return self.filter(Exists(held))

    def most_met(self, most: int) -> list["City"]:
        """The units whose own organs met most often, with `meeting_count`."""
        rows: Any = self.with_counts()
        rows = rows.filter(meeting_count__gt=0).select_related("parent")
        return list(rows.order_by("-meeting_count", "code")[:most])

    def answering(self, words: str) -> Self:
        """Whose name, short name, pinyin or initials are exactly these words."""
        name, letters = normalise(words), toneless(words)
        found = Q(name=name) | Q(short=name)
        if not (letters.isascii() and letters.isalpha()):
            with connection.cursor() as cursor:
                cursor.execute(BEARERS, {"name": name})
                ids = [pk for (pk,) in cursor]
            return self.filter(pk__in=ids) if ids else self.none()
        found |= Q(plain_pinyin__regex=f"^{letters}{SUFFIX}$")
        found |= Q(initials__regex=f"^{letters}[a-z]?$") if len(letters) > 1 else Q()
        return self.annotate(plain_pinyin=PLAIN, initials=INITIALS).filter(found)

    def beginning_like(self, words: str) -> Self:
        """Whose name, pinyin or initials begin with these words, upper levels first."""
        name, letters = normalise(words), toneless(words)
        found = Q(name__startswith=name)
        rows = self.annotate(plain_pinyin=PLAIN, initials=INITIALS)
        if letters.isascii() and letters.isalpha():
            found |= Q(plain_pinyin__startswith=letters) | Q(initials__startswith=letters)
        return rows.filter(found).order_by(ABOVE, "code")

    def nearest(self, readings: Mapping[str, str], most: int) -> list[tuple[str, str]]:
        """Pairs of a word and a name near it, as `alike` says: short or whole as the word is."""
        whole = {word: said for word, said in readings.items() if word[-1] in WHOLE}
        short = {word: said for word, said in readings.items() if word not in whole}
        rows = self.in_being()
        found = nearest(rows, whole, most, F("name"), F("pinyin"))
        return found + nearest(rows, short, most, F("short"), SHORT_PINYIN)

    def coded(self, codes: Iterable[str]) -> Self:
        """Units that have, or once had, one of these codes."""
        codes = list(codes)
        return self.filter(Q(code__in=codes) | Q(names__code__in=codes)).distinct()

    def by_code(self, codes: Iterable[str]) -> dict[str, list["City"]]:
        """Every code asked for with the units it means: its bearer today, else all it had."""
        codes = list(codes)
        current = {city.code: [city] for city in self.filter(code__in=codes)}
        older = [code for code in codes if code not in current]
        names = apps.get_model("meetings", "CityName").objects.filter(code__in=older)
        for name in names.select_related("city").order_by("valid_from") if older else ():
            held = current.setdefault(name.code, [])
            if name.city not in held:
                held.append(name.city)
        return current

    def coded_now(self, codes: Iterable[str]) -> Self:
        """Units that have one of these codes today."""
        return self.filter(code__in=list(codes))

    def names(self, codes: Iterable[str]) -> list[Name]:
        """The names of the units that have one of these codes today."""
        with connection.cursor() as cursor:
            cursor.execute(NAMES, (list(codes),))
            return [Name._make(row) for row in cursor]

    def lines(self, cities: Iterable[int]) -> dict[int, list[str]]:
        """The line of codes from each of these rows up to its province, by the row's number."""
        return dict(self.filter(pk__in=list(cities)).values_list("pk", "lineage"))

    def below(self, codes: Iterable[str]) -> Self:
        """These units and all that lies below them."""
        return self.filter(lineage__overlap=list(codes))

    def called(self, name: str) -> list[str]:
        """The codes of today of the units with this name, short name or code."""
        found = Q(name=name) | Q(short=name) | Q(names__name=name) | Q(names__short=name)
        found |= Q(code=name) | Q(names__code=name)
        return list(self.filter(found).distinct().order_by("code").values_list("code", flat=True))

    def that_also_bore(self, city: "City") -> Self:
        """Other units that once had the code of this one."""
        return self.filter(names__code=city.code[:6]).exclude(pk=city.pk).distinct()

    def with_counts(self) -> Self:
        """With `meeting_count`: public meetings of the unit's own organs."""
        public = Q(meetings__state__in=PUBLIC)
        return self.annotate(meeting_count=Count("meetings", filter=public))

    def lined_up(self, city: "City") -> Self:
        """The unit's parents from the province down, and the unit itself."""
        return self.filter(code__in=city.lineage).order_by("code")
