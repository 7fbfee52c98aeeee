"""What the OpenAPI schema says of an address: its parameters, its answer, its refusals."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from meetings.api.faults import Refusal
from meetings.api.parameters import parameters_of
from meetings.filters import HeldFilter

KEPT = "If-None-Match"
DESCRIPTION = _(
    "每页二十条，next 是下一页的地址。exact 为 false 的数字是推算的，网页上写“约”。"
    "参数与网页相同；检索式见 /help/search/。"
)
REFUSALS = {
    304: _("与所持的相同"),
    400: _("检索式或参数无法使用"),
    404: _("已经超出末页"),
    405: _("只能读取"),
    406: _("只以 JSON 作答"),
    429: _("提问过于频繁"),
    503: _("检索用时过长"),
}


def told_of(
    question: type[HeldFilter], answer: type[serializers.Serializer[Any]], **named: Any
) -> dict[str, Any]:
    """What the schema says of a list."""
    held = OpenApiParameter(
        KEPT, str, OpenApiParameter.HEADER, description=_("所持答复的 ETag；相同则答 304")
    )
    return {
        "parameters": [*parameters_of(question.parameters), held],
        "responses": {200: answer, **{status: _refusal(status) for status in REFUSALS}},
        "description": DESCRIPTION,
        **named,
    }


def _refusal(status: int) -> OpenApiResponse:
    body = None if status == 304 else Refusal
    return OpenApiResponse(body, description=REFUSALS[status])
