"""Officials under all their names."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings import querysets
from meetings.models.history import remembered
from meetings.models.places import City


@remembered()
class Official(models.Model):
    """One person, keyed by the Simplified name within one line of cities.

    Where a person has said in which city (`city_by_hand`), the one that the rule found is kept in
    `city_read`: names go on to join by either, and no reading changes what the person said.
    """

    name = models.CharField("姓名", max_length=40, db_index=True)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    sort_key = models.CharField("排序", max_length=160, db_index=True, editable=False)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="officials", verbose_name="所在地"
    )
    city_by_hand = models.BooleanField(
        "所在地由人定", default=False, db_default=False, editable=False
    )
    city_read = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="按规则的所在地",
    )
    also_in = ArrayField(
        models.CharField(max_length=11),
        verbose_name="另在",
        default=list,
        blank=True,
        help_text="同一人另外任职过的地方（区划代码），由报道所印的履历或人工合并得来。",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )

    by_hand = models.BooleanField("手工录入", default=False, db_default=False, editable=False)

    objects = querysets.OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "官员"
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("pinyin",), condition=Q(merged_into=None), name="official_spoken"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="official_named"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="official_not_into_itself",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the official."""
        return reverse("official", args=(self.pk,))

    def homes(self) -> list[City]:
        """Where names of this official join: what a person said, and what the rule found."""
        read = self.city_read if self.city_by_hand else None
        return [city for city in (self.city, read) if city is not None]


@remembered()
class OfficialName(models.Model):
    """Another name of an official: a printed form or a former name."""

    official = models.ForeignKey(
        Official, models.CASCADE, related_name="other_names", verbose_name="官员"
    )
    name = models.CharField("姓名", max_length=40, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "其他姓名"
        constraints = (
            models.UniqueConstraint(fields=("official", "name"), name="one_row_per_other_name"),
        )

    def __str__(self) -> str:
        return self.name
