"""Say in JSON what stops an answer: the thing, the fault and the way out."""

from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

from meetings.api.parameters import one_value
from meetings.filters import BadQuery, Fault, QueryFault
from meetings.index import TooSlow

# By then other questions of a busy machine have ended; a narrower question need not wait.
RETRY_AFTER = 10


class Place(serializers.Serializer[Any]):
    """A place in what was given: half open, in code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class Wrong(serializers.Serializer[Any]):
    """One parameter that cannot be used; `allowed` is the JSON Schema of a value that can."""

    parameter = serializers.CharField()
    given = serializers.CharField(allow_blank=True)
    message = serializers.CharField()
    allowed = serializers.DictField()


class Refusal(serializers.Serializer[Any]):
    """Why there is no answer; of a query that cannot be read also where, and one that can be."""

    code = serializers.CharField()
    message = serializers.CharField()
    at = Place(required=False)
    suggestion = serializers.CharField(required=False, allow_null=True)
    faults = Wrong(many=True, required=False)
    hints = serializers.ListField(child=serializers.CharField(), required=False)


def refuse(fault: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a fault; None for one that is the archive's own."""
    match fault:
        case BadQuery():
            return Response(_unread(fault, context["view"].question), status=400)
        case TooSlow():
            return Response(_narrow(), status=503, headers={"Retry-After": str(RETRY_AFTER)})
        case BadRequest() | SuspiciousOperation():
            return Response(_told("bad_request", _("服务器读不懂这个请求。")), status=400)
    response = exception_handler(fault, context)
    if response is not None:
        response.data = _told(*_refused(fault))
    return response


def _told(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "message": message, **more}


def _unread(bad: BadQuery, question: Any) -> dict[str, Any]:
    """The query that cannot be read before all else, and every fault."""
    faults = [_wrong(fault, question) for fault in bad.faults]
    unread = next((one for one in bad.faults if isinstance(one, QueryFault)), None)
    if unread is None:
        said = " ".join(f"{one.parameter}: {one.message}" for one in bad.faults)
        return _told("bad_parameters", said, faults=faults)
    at = {"start": unread.start, "end": unread.end}
    suggestion = unread.suggestion or None
    return _told("unreadable_query", unread.message, at=at, suggestion=suggestion, faults=faults)


def _wrong(fault: Fault, question: Any) -> dict[str, Any]:
    return {
        "parameter": fault.parameter,
        "given": fault.given,
        "message": fault.message,
        "allowed": one_value(question.parameters[fault.parameter]),
    }


def _narrow() -> dict[str, Any]:
    """What the page says of a search that took too long."""
    said = _("这次检索要读的文字太多，已经停下；档案本身没有问题。缩小范围后再试：")
    example = _("限定地区、年份或会议类型，例如") + " " + _("城市:湘潭 年:2019")
    hints = (_("加一个更具体的词，或把几个词放进引号；"), example, _("少用只排除、不包含的条件。"))
    return _told("too_slow", said.rstrip("：: "), hints=[hint.rstrip("；;") for hint in hints])


def _refused(fault: Exception) -> tuple[str, str]:
    """The code of a refusal and what it says."""
    match fault:
        case Http404():
            return "past_the_end", _(
                "没有这一页：已经超出末页。请去掉 page 与 after，从第一页翻看。"
            )
        case exceptions.MethodNotAllowed():
            return fault.default_code, _("这里只能读取。请用 GET、HEAD 或 OPTIONS。")
        case exceptions.NotAcceptable():
            return fault.default_code, _("这里只以 JSON 作答。请在 Accept 中写 application/json。")
        case exceptions.Throttled():
            said = _("提问过于频繁。请在 {n} 秒后再问。")
            return fault.default_code, said.format(n=round(getattr(fault, "wait", None) or 1))
    said = _("没有这个地址。可用的地址见 {schema}。")
    return "not_found", said.format(schema=reverse("api-schema"))
