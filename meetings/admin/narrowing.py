"""Filters of the review list: by place, by how sure the machine was, by rule."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from meetings.curation import need
from meetings.extraction.vocabulary import Confidence, Level
from meetings.models import Article, City


class Place(SimpleListFilter):
    """The unit that the meeting's city is or lies in: provinces, then what lies in the chosen."""

    title, parameter_name = "地区", "place"

    def lookups(self, request: HttpRequest, _: Any) -> list[tuple[str, str]]:
        """Every province by code; under a chosen unit, those above it and those below."""
        chosen = request.GET.get(self.parameter_name, "")
        units = City.objects.order_by("code").values_list("code", "name")
        inside = Q(code=f"{chosen[:2]}0000") | Q(code=chosen) | Q(parent__code=chosen)
        offered = list(units.filter(inside)) if chosen else []
        return offered or list(units.filter(level=Level.PROVINCE))

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """In the unit or below it."""
        code = self.value()
        return queryset.filter(city__lineage__contains=[code]) if code else queryset


class Sureness(SimpleListFilter):
    """The least sure claim that a meeting rests on."""

    title, parameter_name = "依据可信度", "confidence"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """Weak, or not."""
        return [(Confidence.WEAK.value, "有薄弱依据"), (Confidence.CERTAIN.value, "没有薄弱依据")]

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With a weak claim, or without."""
        own = queryset.model is Article
        told = need.own_weak().values("article") if own else need.weak().values("report__meeting")
        unsure = Q(pk__in=told)
        if self.value() == Confidence.WEAK:
            return queryset.filter(unsure)
        return queryset.exclude(unsure) if self.value() == Confidence.CERTAIN else queryset


class OwnWeakRule(SimpleListFilter):
    """The rule of a weak claim of an article itself."""

    title, parameter_name = "薄弱依据的规则", "rule"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """The rules that gave weak values."""
        rules = need.own_weak().order_by("rule").values_list("rule", flat=True).distinct()
        return [(rule, rule) for rule in rules[:100]]

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With a weak claim of the rule."""
        rule = self.value()
        told = need.own_weak(rule or "").values("article")
        return queryset.filter(pk__in=told) if rule else queryset


class WeakRule(SimpleListFilter):
    """The rule of a weak claim."""

    title, parameter_name = "薄弱依据的规则", "rule"

    def lookups(self, *_: Any) -> list[tuple[str, str]]:
        """The rules that gave weak values."""
        rules = need.weak().order_by("rule").values_list("rule", flat=True).distinct()
        return [(rule, rule) for rule in rules[:100]]

    def queryset(self, _: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With a weak claim of the rule."""
        rule = self.value()
        told = need.weak(rule or "").values("report__meeting")
        return queryset.filter(pk__in=told) if rule else queryset
