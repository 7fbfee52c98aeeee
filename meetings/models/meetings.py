"""Meetings with the reports that tell of them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from meetings import querysets
from meetings.extraction import vocabulary as vocab
from meetings.models.articles import Article
from meetings.models.base import SPAN_ORDER, Withdrawable
from meetings.models.dates import bounds
from meetings.models.history import remembered
from meetings.models.places import City


@remembered("version", "updated_at", "need")
class Meeting(models.Model):
    """One sitting of one organ; dates are EDTF with the bounds of what they cover."""

    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="城市"
    )
    title = models.TextField("会议名称", blank=True)
    organ = models.CharField("机构", max_length=24, choices=vocab.Organ.choices(), blank=True)
    kind = models.CharField("类型", max_length=24, choices=vocab.Kind.choices(), blank=True)
    term = models.PositiveSmallIntegerField("届", null=True, blank=True)
    number = models.PositiveSmallIntegerField("次", null=True, blank=True)
    date_edtf = models.CharField("日期", max_length=30, blank=True)
    date_first = models.DateField("最早日期", null=True, blank=True, editable=False)
    date_last = models.DateField("最晚日期", null=True, blank=True, editable=False)
    date_year_inferred = models.BooleanField("年份为推断", default=False)
    state = models.CharField(
        "核校状态",
        max_length=12,
        choices=vocab.ReviewState.choices(),
        default=vocab.ReviewState.PENDING,
    )
    state_reason = models.TextField("状态说明", blank=True)
    entered_from = models.TextField(
        "手工录入的出处", blank=True, help_text="没有文章的会议须写明出处，如年鉴的卷次与页码。"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    need = models.PositiveSmallIntegerField("须看的程度", default=0, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = querysets.MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = (F("date_last").desc(nulls_last=True), "-id")
        permissions = (
            ("review_meeting", "可核校会议"),
            ("withdraw_meeting", "可撤回会议"),
        )
        indexes = (
            models.Index(fields=("city", "organ", "date_edtf"), name="meeting_same_sitting"),
            models.Index(fields=("state", "-id"), name="meeting_state"),
            models.Index(fields=("-need", "-id"), name="meeting_need"),
            models.Index(fields=("state", "-need", "-id"), name="meeting_state_need"),
            models.Index(
                F("date_last").desc(nulls_last=True), F("id").desc(), name="meeting_newest"
            ),
            models.Index(fields=("city", "date_first"), name="meeting_city_date"),
            models.Index(fields=("-updated_at",), name="meeting_newest_change"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(date_first=None, date_last=None)
                | Q(date_first__isnull=False, date_last__gte=F("date_first")),
                name="meeting_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title or f"会议 {self.pk}"

    def get_absolute_url(self) -> str:
        """The page of the meeting."""
        return reverse("meeting", args=(self.pk,))

    def set_date(self, edtf: str) -> None:
        """Set the date and the days that it covers."""
        self.date_edtf = edtf
        self.date_first, self.date_last = bounds(edtf) or (None, None)


@remembered()
class Report(Withdrawable):
    """One article's account of one meeting; `ordinal` is its place in the article."""

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="reports", verbose_name="文章"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="reports", verbose_name="会议"
    )
    ordinal = models.PositiveSmallIntegerField("次序")
    relation = models.CharField("关系", max_length=12, choices=vocab.Relation.choices())
    title = models.TextField("所印名称", blank=True)
    start = models.PositiveIntegerField("名称起", null=True, blank=True)
    end = models.PositiveIntegerField("名称止", null=True, blank=True)

    joined = models.BooleanField("由人并入", default=False, editable=False)

    objects = querysets.ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报道"
        ordering = ("article", "ordinal")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "ordinal"),
                condition=Q(withdrawn_at=None),
                name="one_report_per_place",
            ),
            models.CheckConstraint(condition=Q(start=None) | SPAN_ORDER, name="report_span"),
        )

    def __str__(self) -> str:
        return f"{self.article} → {self.meeting}"
