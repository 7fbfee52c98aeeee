"""The folded text that a search reads."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from meetings.models.facts import Directive
from meetings.models.meetings import Meeting


class MeetingText(models.Model):
    """What a search for meetings reads: the folded title and body."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="searched", verbose_name="会议"
    )
    text = models.TextField("文本")

    class Meta:
        verbose_name = verbose_name_plural = "会议检索文本"
        indexes = (GinIndex(fields=["text"], name="meeting_text_trgm", opclasses=["gin_trgm_ops"]),)

    def __str__(self) -> str:
        return f"MeetingText {self.meeting_id}"


class DirectiveText(models.Model):
    """What a search for directives reads: the folded passage."""

    directive = models.OneToOneField(
        Directive, models.CASCADE, primary_key=True, related_name="searched", verbose_name="指令"
    )
    text = models.TextField("文本")

    class Meta:
        verbose_name = verbose_name_plural = "指令检索文本"
        indexes = (
            GinIndex(fields=["text"], name="directive_text_trgm", opclasses=["gin_trgm_ops"]),
        )

    def __str__(self) -> str:
        return f"DirectiveText {self.directive_id}"
