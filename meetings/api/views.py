"""The addresses of the API; anybody may read."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from meetings.api.answers import DirectiveAnswer, MeetingAnswer, answer
from meetings.api.questions import DirectiveQuestion, MeetingQuestion
from meetings.api.schema import told_of
from meetings.models import Directive, Meeting


class Readable(APIView):
    """An address that can be read and nothing else."""

    http_method_names = ["get", "head", "options"]  # noqa: RUF012  # as the base class has it

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002
        """Nothing but the headers, for browsers that ask before they ask."""
        return Response(status=204)


class Meetings(Readable):
    """The meetings that answer the query string."""

    question = MeetingQuestion

    @extend_schema(
        **told_of(MeetingQuestion, MeetingAnswer, operation_id="meetings", summary=_("检索会议"))
    )
    def get(self, request: Request) -> Response:
        """A page of them."""
        found = MeetingQuestion.of(request, Meeting.objects.published())
        return Response(MeetingAnswer(answer(found), context={"request": request}).data)


class Directives(Readable):
    """The directives that answer the query string."""

    question = DirectiveQuestion

    @extend_schema(
        **told_of(
            DirectiveQuestion, DirectiveAnswer, operation_id="directives", summary=_("检索指令")
        )
    )
    def get(self, request: Request) -> Response:
        """A page of them."""
        found = DirectiveQuestion.of(request, Directive.objects.published())
        return Response(DirectiveAnswer(answer(found), context={"request": request}).data)


class Schema(Readable):
    """The OpenAPI schema, in the language of its address."""

    schema = None

    def get(self, request: Request) -> Response:
        """The schema as JSON."""
        return Response(SchemaGenerator().get_schema(request=request, public=True))  # type: ignore[no-untyped-call]


class Nothing(Readable):
    """Every other address below /api/."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Not found, whatever the method."""
        raise NotFound
