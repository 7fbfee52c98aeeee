"""What one report says of one meeting, each with its place in the article."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings import querysets
from meetings.extraction import vocabulary as vocab
from meetings.models.base import SPAN_ORDER, Passage, Withdrawable
from meetings.models.history import remembered
from meetings.models.meetings import Report
from meetings.models.people import Official


@remembered()
class Attendance(Passage, Withdrawable):
    """One person in one report: posts and role as printed that day."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="attendances", verbose_name="报道"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="attendances", verbose_name="官员"
    )
    ordinal = models.PositiveSmallIntegerField("次序")
    name = models.CharField("姓名", max_length=40)
    posts = ArrayField(
        models.CharField(max_length=120), verbose_name="职务", default=list, blank=True
    )
    post_spans = models.JSONField("职务位置", default=list, blank=True, editable=False)
    role = models.CharField("角色", max_length=12, choices=vocab.Role.choices())

    objects = querysets.AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "与会"
        ordering = ("report", "ordinal")
        indexes = (models.Index(fields=("official", "role"), name="attendance_official_role"),)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "official"),
                condition=Q(withdrawn_at=None),
                name="one_attendance_per_official",
            ),
            models.CheckConstraint(condition=SPAN_ORDER, name="attendance_span"),
        )

    def __str__(self) -> str:
        return f"{self.name}({self.get_role_display()})"


@remembered()
class AgendaItem(Passage, Withdrawable):
    """What the meeting itself did: a verb and its object."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="agenda", verbose_name="报道")
    ordinal = models.PositiveSmallIntegerField("次序")
    verb = models.CharField("动词", max_length=20)
    text = models.TextField("事项")

    class Meta:
        verbose_name = verbose_name_plural = "议程"
        ordering = ("report", "ordinal")
        constraints = (models.CheckConstraint(condition=SPAN_ORDER, name="agenda_span"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.text}"


@remembered()
class Directive(Passage, Withdrawable):
    """What the meeting or a person pointed out, stressed or required, verbatim."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="directives", verbose_name="报道"
    )
    ordinal = models.PositiveSmallIntegerField("次序")
    verb = models.CharField("动词", max_length=8, choices=vocab.Verb.choices(), db_index=True)
    speaker = models.CharField("发言者", max_length=40, db_index=True)
    official = models.ForeignKey(
        Official,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="directives",
        verbose_name="官员",
    )
    text = models.TextField("内容")
    items = models.JSONField("分项", default=list, blank=True)

    objects = querysets.DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指令"
        ordering = ("report", "ordinal")
        constraints = (models.CheckConstraint(condition=SPAN_ORDER, name="directive_span"),)

    def __str__(self) -> str:
        return f"{self.speaker}{self.verb}"

    def get_absolute_url(self) -> str:
        """The permanent address of the directive."""
        return reverse("directive", args=(self.pk,))


@remembered()
class Quorum(Passage, Withdrawable):
    """应到 and 实到 of one group."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="quorum", verbose_name="报道")
    group = models.CharField("群体", max_length=40)
    expected = models.PositiveIntegerField("应到", null=True, blank=True)
    present = models.PositiveIntegerField("实到")

    class Meta:
        verbose_name = verbose_name_plural = "出席人数"
        ordering = ("report", "start")
        constraints = (models.CheckConstraint(condition=SPAN_ORDER, name="quorum_span"),)

    def __str__(self) -> str:
        due = "" if self.expected is None else f"/{self.expected}"
        return f"{self.group} {self.present}{due}"
