"""The curators' desk: who is at work on what, what awaits a decision, what readers report."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meetings.models.articles import Article
from meetings.models.evidence import Correction
from meetings.models.meetings import Meeting


class Held(models.Model):
    """What one curator has open; nobody else is given it until the time is over."""

    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="核校人"
    )
    until = models.DateTimeField("至")

    class Meta:
        abstract = True


class Lease(Held):
    """A meeting that a curator has open."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="lease", verbose_name="会议"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会议的核校占用"

    def __str__(self) -> str:
        return f"{self.meeting} · {self.who}"


class ArticleLease(Held):
    """An article that a curator has open."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="lease", verbose_name="文章"
    )

    class Meta:
        verbose_name = verbose_name_plural = "文章的核校占用"

    def __str__(self) -> str:
        return f"{self.article} · {self.who}"


class Standing(models.Model):
    """How the last correction of a field or row stands against the newest reading."""

    class State(models.TextChoices):
        """What the newest reading says against the person."""

        STANDS = "stands", "仍有分歧，以人为准"
        SATISFIED = "satisfied", "机器已与人一致"
        CONFLICT = "conflict", "机器读出第三个值"
        GONE = "gone", "所据原文已找不到"

    QUEUED = (State.CONFLICT, State.GONE)

    correction = models.OneToOneField(
        Correction, models.PROTECT, primary_key=True, related_name="standing", verbose_name="更正"
    )
    state = models.CharField("情况", max_length=10, choices=State.choices, db_index=True)
    reading = models.JSONField("机器新值", null=True, blank=True)
    since = models.DateTimeField("自", auto_now_add=True)
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="处理人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "更正冲突"
        ordering = ("-since", "correction")

    def __str__(self) -> str:
        return f"{self.correction}：{self.get_state_display()}"


def new_token() -> str:
    """An address that nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class ErrorReport(models.Model):
    """What a reader says is wrong with a page; plain text, no name asked."""

    class State(models.TextChoices):
        """Where the report stands; the reader sees it."""

        NEW = "new", "已收到"
        TAKEN = "taken", "处理中"
        MENDED = "mended", "已更正"
        DECLINED = "declined", "未采纳"

    token = models.CharField("查询号", max_length=32, unique=True, default=new_token)
    page = models.CharField("页面", max_length=300)
    text = models.TextField("内容")
    state = models.CharField("情况", max_length=10, choices=State.choices, default=State.NEW)
    answer = models.TextField("答复", blank=True)
    sender = models.CharField("来源摘要", max_length=64, editable=False)
    made_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "读者报错"
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("sender", "made_at"), name="error_report_sender"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="error_report_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.page} · {self.get_state_display()}"


class Upload(models.Model):
    """One file that a curator uploaded, waiting between preview and ingest."""

    batch = models.CharField("批次", max_length=32, db_index=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="上传人")
    name = models.CharField("文件名", max_length=255)
    content = models.BinaryField("字节")
    made_at = models.DateTimeField("时间", auto_now_add=True)
    outcome = models.CharField("结果", max_length=20, blank=True)
    reason = models.TextField("原因", blank=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="文章"
    )

    class Meta:
        verbose_name = verbose_name_plural = "上传"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Rereading(models.Model):
    """Articles that a curator has the extractor read again, some with each request."""

    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="发起人"
    )
    articles = ArrayField(models.BigIntegerField(), verbose_name="文章编号", default=list)
    done = models.PositiveIntegerField("已完成", default=0)
    outcomes = models.JSONField("结果", default=dict)
    faults = models.JSONField("没有读成的", default=list)
    made_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "重新提取"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.done} / {len(self.articles)}"

    @property
    def left(self) -> int:
        """How many are still to be read."""
        return max(len(self.articles) - self.done, 0)
