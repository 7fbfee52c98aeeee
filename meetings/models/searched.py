"""The rows that a search reads: folded texts, and what of the archive is kept beside them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func

from meetings.models.facts import Directive
from meetings.models.meetings import Meeting
from meetings.models.places import City


class SearchRow(models.Model):
    """What is searched, and when it was written.

    `stamp` is the transaction that wrote the row last, set by a trigger: a process learns by it
    which rows it has not seen. A row of what is no longer public stays, not live and empty.
    `version` is the folding that the text was written by.
    """

    text = models.TextField("文本")
    live = models.BooleanField("公开", default=True)
    version = models.PositiveSmallIntegerField("折叠版本")
    stamp = models.BigIntegerField("写入的事务", default=0, editable=False)

    class Meta:
        abstract = True


class MeetingText(SearchRow):
    """What a search for meetings reads: title, line feed, body; place, time, people, sources.

    `people` holds official × 8 + role; `sources` the folded names of the outlets.
    """

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, primary_key=True, related_name="searched", verbose_name="会议"
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="城市"
    )
    organ = models.CharField("机构", max_length=24, blank=True)
    kind = models.CharField("类型", max_length=24, blank=True)
    term = models.PositiveSmallIntegerField("届", null=True)
    number = models.PositiveSmallIntegerField("次", null=True)
    date_first = models.DateField("最早日期", null=True)
    date_last = models.DateField("最晚日期", null=True)
    people = ArrayField(models.BigIntegerField(), verbose_name="与会", default=list)
    sources = ArrayField(models.TextField(), verbose_name="来源", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "会议检索文本"
        indexes = (
            models.Index(fields=["stamp"], name="meeting_text_stamp"),
            GinIndex(
                Func(F("text"), F("sources"), function="meetings_terms"), name="meeting_text_terms"
            ),
        )

    def __str__(self) -> str:
        return f"MeetingText {self.meeting_id}"


class DirectiveText(SearchRow):
    """What a search for directives reads: the passage; its meeting, verb and speaker.

    `voice` is a 64-bit digest of the speaker's name, so that names can be counted by number.
    """

    directive = models.OneToOneField(
        Directive, models.CASCADE, primary_key=True, related_name="searched", verbose_name="指令"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="+", db_index=False, verbose_name="会议"
    )
    verb = models.CharField("动词", max_length=8)
    voice = models.BigIntegerField("发言者摘要")

    class Meta:
        verbose_name = verbose_name_plural = "指令检索文本"
        indexes = (
            models.Index(fields=["stamp"], name="directive_text_stamp"),
            GinIndex(Func(F("text"), function="meetings_terms"), name="directive_text_terms"),
        )

    def __str__(self) -> str:
        return f"DirectiveText {self.directive_id}"


class Seal(models.Model):
    """A segment of 16,384 ids whose common terms stand in postings, as seen by a snapshot.

    Rows written since are read from their texts instead.
    """

    unit = models.CharField("单位", max_length=9)
    segment = models.IntegerField("段")
    seen_below = models.BigIntegerField("可见的事务上界")

    class Meta:
        verbose_name = verbose_name_plural = "检索段"
        constraints = (
            models.UniqueConstraint(fields=("unit", "segment"), name="one_seal_per_segment"),
        )

    def __str__(self) -> str:
        return f"Seal {self.unit} {self.segment}"


class Posting(models.Model):
    """The rows of one segment that hold one common term, as a packed set."""

    pk = models.CompositePrimaryKey("unit", "term", "segment")
    unit = models.CharField("单位", max_length=9)
    term = models.CharField("词", max_length=4)
    segment = models.IntegerField("段")
    rows = models.BinaryField("行")

    class Meta:
        verbose_name = verbose_name_plural = "常用词位图"

    def __str__(self) -> str:
        return f"Posting {self.unit} {self.term} {self.segment}"
