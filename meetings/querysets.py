"""The questions that pages ask of the archive."""

from django.db import models


class CityQuerySet(models.QuerySet):
    """Questions about cities."""


class OfficialQuerySet(models.QuerySet):
    """Questions about officials."""


class ArticleQuerySet(models.QuerySet):
    """Questions about articles."""


class MeetingQuerySet(models.QuerySet):
    """Questions about meetings."""


class ReportQuerySet(models.QuerySet):
    """Questions about reports."""


class AttendanceQuerySet(models.QuerySet):
    """Questions about attendances."""


class DirectiveQuerySet(models.QuerySet):
    """Questions about directives."""
