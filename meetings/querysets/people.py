"""Questions about officials."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Lower, Replace, Substr, Upper

from meetings.extraction.text import normalise
from meetings.extraction.vocabulary import Level
from meetings.querysets.alike import nearest

if TYPE_CHECKING:
    from meetings.models import Official

# Most words are nobody's name: two indexes tell that before anything is put together.
BEARERS = (
    "SELECT id FROM meetings_official WHERE name = ANY(%(names)s) "
    "UNION SELECT official_id FROM meetings_officialname WHERE name = ANY(%(names)s)"
)
NAMES = (
    "SELECT o.id, o.name, city.short FROM meetings_official o "
    "LEFT JOIN meetings_city city ON city.id = o.city_id WHERE o.id = ANY(%s)"
)
INITIAL = Upper(Substr("sort_key", 1, 1))
PLAIN = Replace(Lower("pinyin"), Value(" "), Value(""))
# «wang zhen» → wz: the first letter of every syllable.
INITIALS = Func(
    Lower("pinyin"),
    Value(r"([a-z])[a-zü]* *"),
    Value(r"\1"),
    Value("g"),
    function="regexp_replace",
    output_field=models.TextField(),
)


class OfficialQuerySet(models.QuerySet["Official"]):
    """Questions about officials."""

    def published(self) -> Self:
        """Officials who took part in a public meeting and are not merged into another."""
        return self.filter(Exists(_live().filter(official=OuterRef("pk"))), merged_into=None)

    def in_use(self) -> Self:
        """All but those who were made by facts that are withdrawn, with nothing else to them.

        Whoever a merge, a correction or another name tells of stays, and whoever a person entered.
        """
        came = apps.get_model("meetings", "Attendance").objects
        here = came.filter(official=OuterRef("official"), withdrawn_at=None)
        left = came.filter(~Exists(here), withdrawn_at__isnull=False)
        merges = apps.get_model("meetings", "OfficialMerge").objects
        chosen = apps.get_model("meetings", "Correction").objects.filter(
            field="official", person_value__isnull=False
        )
        told: tuple[Any, ...] = (
            apps.get_model("meetings", "OfficialName").objects.values("official"),
            merges.values("gone"),
            merges.values("stays"),
            chosen.annotate(pk_said=Cast("person_value", models.IntegerField())).values("pk_said"),
        )
        for known in told:
            left = left.exclude(official__in=known)
        return self.exclude(
            pk__in=left.values("official"), merged_into=None, by_hand=False, city_by_hand=False
        )

    def with_place(self) -> Self:
        """With the place and its line of parents at hand."""
        return self.select_related("city__parent__parent", "merged_into")

    def by_province(self) -> list[tuple[str, str, int]]:
        """Codes and names of provinces with the number of officials in them and below them."""
        provinces = apps.get_model("meetings", "City").objects.filter(level=Level.PROVINCE)
        names = dict(provinces.values_list("code", "name"))
        counts: Counter[str] = Counter()
        lines = self.order_by().values_list("city__lineage").annotate(n=Count("pk", distinct=True))
        for lineage, number in lines:
            counts.update({code: number for code in lineage or () if code in names})
        return [(code, names[code], counts[code]) for code in sorted(counts)]

    def names(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """The name of each, and the short name of the place or nothing, for a choice in a list."""
        with connection.cursor() as cursor:
            cursor.execute(NAMES, (list(ids),))
            return {pk: (name, place or "") for pk, name, place in cursor}

    def with_counts(self) -> Self:
        """With `meeting_count`, the public meetings each took part in, and the place at hand."""
        counted = (
            _live()
            .filter(official=OuterRef("pk"))
            .order_by()
            .values("official")
            .annotate(n=Count("report__meeting", distinct=True))
            .values("n")
        )
        return self.select_related("city__parent__parent").annotate(
            meeting_count=models.Subquery(counted, output_field=models.IntegerField())
        )

    def with_initial(self) -> Self:
        """With `initial`, the upper-case first letter of the sort key."""
        return self.annotate(initial=INITIAL)

    def beginning_with(self, letter: str) -> Self:
        """Whose pinyin begins with this letter."""
        return self.annotate(initial=INITIAL).filter(initial=letter.upper())

    def initials(self) -> dict[str, int]:
        """Letters with the number of officials under each."""
        rows = self.order_by().annotate(initial=INITIAL).values_list("initial")
        return dict(rows.annotate(n=Count("pk", distinct=True)).order_by("initial"))

    def called(self, names: Iterable[str]) -> set[int]:
        """The ids of today of the officials who bear one of these names, or bore it."""
        rows = self._bearing(names).select_related("merged_into__merged_into").order_by()
        return {_target(official).pk for official in rows}

    def _bearing(self, names: Iterable[str]) -> Self:
        """Whose name or other name is one of these."""
        with connection.cursor() as cursor:
            cursor.execute(BEARERS, {"names": list(names)})
            ids = [pk for (pk,) in cursor]
        return self.filter(pk__in=ids) if ids else self.none()

    def named_like(self, words: str) -> Self:
        """Whose name, other name or pinyin holds these words, in either script, toneless."""
        name, letters = normalise(words), toneless(words)
        found = Q(name__contains=name) | Q(other_names__name__contains=name)
        if letters.isascii():
            found |= Q(plain_pinyin__contains=letters)
        return self.annotate(plain_pinyin=PLAIN).filter(found).distinct()

    def answering(self, words: str) -> Self:
        """Whose name, other name, whole pinyin or initials are exactly these words."""
        letters = toneless(words)
        if not letters.isascii():
            return self._bearing([normalise(words)])
        rows = self.annotate(plain_pinyin=PLAIN, initials=INITIALS)
        found = Q(name=normalise(words)) | Q(other_names__name=normalise(words))
        return rows.filter(found | Q(plain_pinyin=letters) | Q(initials=letters)).distinct()

    def beginning_like(self, words: str) -> Self:
        """Whose name, whole pinyin or initials begin with these words."""
        name, letters = normalise(words), toneless(words)
        found = Q(name__startswith=name)
        rows = self.annotate(plain_pinyin=PLAIN, initials=INITIALS)
        if letters.isascii():
            found |= Q(plain_pinyin__startswith=letters) | Q(initials__startswith=letters)
        return rows.filter(found).order_by("sort_key", "pk")

    def nearest(self, readings: Mapping[str, str], most: int) -> list[tuple[str, str]]:
        """Pairs of a word and a name near it, as `alike` says; none of someone merged away."""
        rows = self.filter(merged_into=None)
        return nearest(rows, readings, most, F("name"), F("pinyin"))

    def in_division(self, codes: list[str]) -> Self:
        """Placed in one of these units or below it."""
        return self.filter(city__lineage__overlap=codes)

    def standing_for(self, ids: Iterable[int]) -> dict[int, "Official"]:
        """Each id with the official it means today; one that was merged means its target."""
        rows = self.filter(pk__in=list(ids)).select_related("merged_into__merged_into")
        return {official.pk: _target(official) for official in rows}

    def namesakes_of(self, official: "Official") -> Self:
        """Other officials of the same name."""
        return self.filter(name=official.name).exclude(pk=official.pk)


def _target(official: "Official") -> "Official":
    while official.merged_into is not None:
        official = official.merged_into
    return official


def _live() -> models.QuerySet[models.Model]:
    attendances: models.QuerySet[models.Model]
    attendances = apps.get_model("meetings", "Attendance").objects.live()
    return attendances


def toneless(words: str) -> str:
    """«Wáng Zhèn» → wangzhen."""
    letters = unicodedata.normalize("NFD", "".join(words.split()).lower())
    return "".join(c for c in letters if not unicodedata.combining(c))
