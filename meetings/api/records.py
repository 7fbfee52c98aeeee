"""What a list tells of each meeting and directive."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from meetings.extraction.vocabulary import Kind, Organ, ReviewState, Term, Verb
from meetings.filters.labels import label, voice
from meetings.filters.names import meeting_name
from meetings.models import City, Directive, Meeting, Official


class Labelled(serializers.Serializer[Any]):
    """A value as parameters take it, and its name in the language of the address."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field takes its name


@extend_schema_field(Labelled)
class TermField(serializers.Field[Any, Any, Any, Any]):
    """A value of a closed list; null where it is not known."""

    def __init__(self, terms: type[Term], **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)
        self.terms = terms

    def to_representation(self, value: str) -> dict[str, str] | None:
        """Value and label."""
        term = self.terms.get(value)
        return {"value": value, "label": label(term)} if term else None


@extend_schema_field(OpenApiTypes.URI)
class PageField(serializers.Field[Any, Any, Any, Any]):
    """The lasting address of a record's page."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Any) -> str:
        """The whole address, in the language in which it was asked for."""
        return str(self.context["request"].build_absolute_uri(value.get_absolute_url()))


DATES = inline_serializer(
    "Dates",
    {
        "edtf": serializers.CharField(),
        "first": serializers.DateField(allow_null=True),
        "last": serializers.DateField(allow_null=True),
        "year_inferred": serializers.BooleanField(),
    },
)


@extend_schema_field(DATES)
class DatesField(serializers.Field[Any, Any, Any, Any]):
    """When a meeting was held, as precisely as is known; null where nothing is.

    `edtf` may be 2019-09 or XXXX-12-25; `first` and `last` are the days that it covers, both null
    where the year is not known.
    """

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True, allow_null=True)

    def to_representation(self, value: Meeting) -> dict[str, Any] | None:
        """The date, its bounds, and whether the year was inferred."""
        if not value.date_edtf:
            return None
        return {
            "edtf": value.date_edtf,
            "first": value.date_first,
            "last": value.date_last,
            "year_inferred": value.date_year_inferred,
        }


class CityRecord(serializers.ModelSerializer[City]):
    """A unit: its newest code, as the parameter `city` takes it, and its name."""

    class Meta:
        model = City
        fields = ("code", "name")


class SessionRecord(serializers.Serializer[Meeting]):
    """The numbers that a sitting bears; null where it bears none."""

    term = serializers.IntegerField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)


class ShortMeeting(serializers.Serializer[Meeting]):
    """A meeting as a directive tells of it."""

    id = serializers.IntegerField()
    url = PageField()
    name = serializers.SerializerMethodField()
    date = DatesField()
    city = CityRecord(allow_null=True)
    organ = TermField(Organ)
    kind = TermField(Kind)

    def get_name(self, meeting: Meeting) -> str:
        """Its name as on the pages."""
        return meeting_name(meeting)


class MeetingRecord(ShortMeeting):
    """A meeting."""

    session = SessionRecord(source="*")
    state = TermField(ReviewState)


class OfficialRecord(serializers.Serializer[Official]):
    """An official: the id that the parameter `official` takes, the name of today, the page."""

    id = serializers.IntegerField()
    url = PageField()
    name = serializers.CharField()


class DirectiveRecord(serializers.Serializer[Directive]):
    """A directive: its words as printed, who said them, and its meeting in short."""

    id = serializers.IntegerField()
    url = PageField()
    text = serializers.CharField()
    speaker = serializers.SerializerMethodField()
    official = OfficialRecord(allow_null=True)
    verb = TermField(Verb)
    meeting = ShortMeeting(source="report.meeting")

    @extend_schema_field(Labelled)
    def get_speaker(self, directive: Directive) -> dict[str, str]:
        """The speaker as printed, and the name of today or what the meeting is called."""
        official, printed = directive.official, directive.speaker
        return {"value": printed, "label": official.name if official else voice(printed)}
