"""Which rows are one: pairs to judge, verdicts on them, and merges with what undoes them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.models.meetings import Meeting
from meetings.models.people import Official


class Pair(models.Model):
    """What a curator said of two rows that may be one; `one` has the lower id."""

    class Verdict(models.TextChoices):
        """Whether the two are one."""

        YES = "yes", "是同一个"
        NO = "no", "不是同一个"
        UNSURE = "unsure", "不确定"
        OPEN = "open", "待判断"

    verdict = models.CharField("判断", max_length=8, choices=Verdict.choices)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="判断人"
    )
    made_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        abstract = True


class OfficialPair(Pair):
    """Two officials who may be one person; `near` when they stand in one province."""

    one = models.ForeignKey(Official, models.CASCADE, related_name="+", verbose_name="甲")
    other = models.ForeignKey(Official, models.CASCADE, related_name="+", verbose_name="乙")
    near = models.BooleanField("同省", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "同名判断"
        indexes = (
            models.Index(
                fields=("-near", "id"), condition=Q(verdict="open"), name="official_pair_open"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="one_verdict_per_officials"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="officials_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one} / {self.other}：{self.get_verdict_display()}"


class MeetingPair(Pair):
    """Two meetings that may be one."""

    one = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name="甲")
    other = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name="乙")

    class Meta:
        verbose_name = verbose_name_plural = "重复会议判断"
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="one_verdict_per_meetings"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="meetings_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.one} / {self.other}：{self.get_verdict_display()}"


class Merge(models.Model):
    """That one row became part of another, with all that undoing it needs."""

    moved = models.JSONField("所移各行", default=dict, editable=False)
    why = models.TextField("理由", blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="合并人",
    )
    made_at = models.DateTimeField("时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    class Meta:
        abstract = True


class OfficialMerge(Merge):
    """That two officials are one person."""

    gone = models.ForeignKey(Official, models.PROTECT, related_name="merges", verbose_name="并入者")
    stays = models.ForeignKey(Official, models.PROTECT, related_name="took", verbose_name="保留者")

    class Meta:
        verbose_name = verbose_name_plural = "官员合并"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("gone",), condition=Q(undone_at=None), name="an_official_goes_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone} → {self.stays}"


class MeetingMerge(Merge):
    """That two meetings are one sitting told by several outlets."""

    gone = models.ForeignKey(Meeting, models.PROTECT, related_name="merges", verbose_name="并入者")
    stays = models.ForeignKey(Meeting, models.PROTECT, related_name="took", verbose_name="保留者")

    class Meta:
        verbose_name = verbose_name_plural = "会议合并"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("gone",), condition=Q(undone_at=None), name="a_meeting_goes_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone} → {self.stays}"
