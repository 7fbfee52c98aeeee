"""What every field rests on: the rule that found it or the person who corrected it."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from meetings.extraction import vocabulary as vocab
from meetings.models.articles import Article
from meetings.models.meetings import Report

# The table of each kind of row that corrections are about.
TABLES = {
    "article": "Article",
    "report": "Report",
    "meeting": "Meeting",
    "attendance": "Attendance",
    "agenda": "AgendaItem",
    "directive": "Directive",
    "quorum": "Quorum",
}


class Claim(models.Model):
    """Where one field comes from: value, spans, rule and confidence, chosen or not."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="claims", verbose_name="文章")
    report = models.ForeignKey(
        Report, models.CASCADE, null=True, blank=True, related_name="claims", verbose_name="报道"
    )
    field = models.CharField("字段", max_length=60)
    value = models.TextField("值", blank=True)
    spans = models.JSONField("位置", default=list)
    rule = models.CharField("规则", max_length=60, db_index=True)
    confidence = models.CharField("可信度", max_length=10, choices=vocab.Confidence.choices())
    chosen = models.BooleanField("采用", default=True)
    origin = models.TextField("文外出处", blank=True)
    reason = models.TextField("不详的原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "依据"
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("report",),
                condition=Q(confidence="weak", chosen=True) & ~Q(value=""),
                name="claim_weak",
            ),
            models.Index(
                fields=("article",),
                condition=Q(confidence="weak", chosen=True, report=None) & ~Q(value=""),
                name="claim_weak_article",
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} = {self.value}"


class Correction(models.Model):
    """What a person changed, append-only, by a key that survives a rebuild.

    The key is the article's SHA-256, the report's place and title words, the kind of row, the
    words that the row rests on, and the field. Of several with one key the last counts. The
    database refuses to change or delete a row.
    """

    class RowType(models.TextChoices):
        """The kind of row a correction is about."""

        ARTICLE = "article", "文章"
        REPORT = "report", "报道"
        MEETING = "meeting", "会议"
        ATTENDANCE = "attendance", "与会"
        AGENDA = "agenda", "议程"
        DIRECTIVE = "directive", "指令"
        QUORUM = "quorum", "出席人数"

    class Action(models.TextChoices):
        """What was done to the row."""

        CHANGE = "change", "修改"
        ADD = "add", "添加"
        REJECT = "reject", "删除"
        RESTORE = "restore", "恢复"

    sha256 = models.CharField("文章 SHA-256", max_length=64, db_index=True)
    report_ordinal = models.PositiveSmallIntegerField("报道次序", null=True, blank=True)
    report_anchor = models.TextField("报道所据原文", blank=True)
    row_type = models.CharField("记录", max_length=12, choices=RowType.choices)
    anchor = models.TextField("所据原文", blank=True)
    action = models.CharField("动作", max_length=8, choices=Action.choices)
    field = models.CharField("字段", max_length=40, blank=True)
    machine_value = models.JSONField("机器值", null=True, blank=True)
    person_value = models.JSONField("人工值", null=True, blank=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="修改人"
    )
    made_at = models.DateTimeField("时间", default=timezone.now, editable=False)
    why = models.TextField("理由", blank=True)
    basis = models.TextField("依据的原文", blank=True)
    rule = models.CharField("原规则", max_length=60, blank=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(action="change") & ~Q(field="")) | (~Q(action="change") & Q(field="")),
                name="correction_names_its_field",
            ),
        )

    def __str__(self) -> str:
        model = apps.get_model("meetings", TABLES[self.row_type])
        field = model._meta.get_field(self.field) if self.field else None  # noqa: SLF001
        name = getattr(field, "verbose_name", "")
        return " ".join(
            filter(None, (self.get_row_type_display(), name, self.get_action_display()))
        )
