"""Administrative units through time."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings import querysets
from meetings.extraction import vocabulary as vocab


class City(models.Model):
    """One administrative unit through time; `code` is its newest GB/T 2260 code.

    Where a later unit took that code, the year of the earlier one's end follows: `320205.1999`.
    """

    code = models.CharField("区划代码", max_length=11, unique=True)
    name = models.CharField("名称", max_length=40)
    short = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=12, choices=vocab.Level.choices())
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    lineage = ArrayField(
        models.CharField(max_length=11), verbose_name="自身与上级代码", default=list
    )
    pinyin = models.CharField("拼音", max_length=120)
    sort_key = models.CharField("排序", max_length=160, editable=False)

    objects = querysets.CityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "城市"
        ordering = ("code",)
        indexes = (GinIndex(fields=["lineage"], name="city_lineage"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{6}(\.[0-9]{4})?$"), name="city_code_digits"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the unit."""
        return reverse("city", args=(self.code,))


class CityName(models.Model):
    """A code and name that a unit had from one year to another (`valid_to` exclusive)."""

    city = models.ForeignKey(City, models.PROTECT, related_name="names", verbose_name="城市")
    code = models.CharField("区划代码", max_length=6, db_index=True)
    name = models.CharField("名称", max_length=40)
    short = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=12, choices=vocab.Level.choices())
    parent_code = models.CharField("上级代码", max_length=6, blank=True)
    valid_from = models.PositiveSmallIntegerField("启用年")
    valid_to = models.PositiveSmallIntegerField("停用年", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "城市旧名"
        ordering = ("valid_from", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "valid_from"), name="one_name_per_code_and_year"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="city_name_years"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
