"""The interface /api/v1: the rooms' routers under one roof, faults in one shape, and a document that says so."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as ModelFault
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.files import UploadedFile
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import SessionAuth

from zhuanban.ground.core.errors import Conflict, Invalid, Refused, ServiceError
from zhuanban.outward.api.rules import fault_words
from zhuanban.outward.api.search import router as search
from zhuanban.plan.campaigns.api import router as plans
from zhuanban.plan.campaigns.services.versions import compiled
from zhuanban.plan.localplans.api import router as localplans
from zhuanban.work.matters.api import router as matters
from zhuanban.work.patrols.api import router as patrols

# More than the compiler accepts, so that it is the one to say that a file is too big; never more in memory.
READ_AT_MOST = 64 * 1024 * 1024
STATUS: dict[type[ServiceError], int] = {Refused: 403, Invalid: 422, Conflict: 409}
FAULTS = {
    401: "没有登录",
    403: "没有权限",
    404: "没有，或者看不到",
    409: "请求号已用于另一份内容",
    422: "填得不对或办不成",
}
DESCRIPTION = (
    "专班的程序接口。浏览器以登录会话访问，写操作要带 X-CSRFToken。"
    "出错时一律回答 {number, message}：number 是可以报给管理员的编号，message 是一句中文。"
)


class Fault(Schema):
    """出错时的回答。"""

    number: str
    message: str


class ChineseJSON(BaseRenderer):
    """JSON with Chinese written as Chinese."""

    media_type = "application/json"

    def render(self, _request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


class HouseAPI(NinjaAPI):
    """The interface whose document also says how every call can fail."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The room and the function: patrols_put_visit."""
        function = operation.view_func
        return f"{function.__module__.split('.')[-2]}_{function.__name__}"

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**given)
        document["components"].setdefault("schemas", {})["Fault"] = Fault.model_json_schema()
        answer = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, words in FAULTS.items():
                    operation["responses"].setdefault(status, {"description": words, "content": answer})
        return document


api = HouseAPI(
    title="专班接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=SessionAuth(),
    renderer=ChineseJSON(),
)


def answer_fault(request: HttpRequest, status: int, number: str, message: str) -> HttpResponse:
    """The one shape of every fault."""
    return api.create_response(request, {"number": number, "message": message}, status=status)


@api.post("/compile", response=dict[str, Any], tags=["编译"], summary="编译一份通知")
def compile_text(request: HttpRequest, file: File[UploadedFile | None] = None, text: Form[str] = "") -> dict[str, Any]:
    """文件（.txt .md .html .docx .doc .wps .pdf 或图片）或文字，答复按 plan.schema.json 的编译结果；什么也不保存。"""
    if file is None and not text.strip():
        raise Invalid("请给出通知的文件或文字。", number="E422-31")
    if file is None:
        return compiled(text.encode(), "通知.txt")
    return compiled(file.read(READ_AT_MOST), file.name or "通知")


api.add_router("", plans)
api.add_router("", localplans)
api.add_router("", matters)
api.add_router("", patrols)
api.add_router("", search)


@api.exception_handler(ServiceError)
def service_fault(request: HttpRequest, error: ServiceError) -> HttpResponse:
    return answer_fault(request, STATUS.get(type(error), 400), error.number, error.message)


@api.exception_handler(ModelFault)
def model_fault(request: HttpRequest, error: ModelFault) -> HttpResponse:
    return answer_fault(request, 422, Invalid.number, "；".join(error.messages))


@api.exception_handler(ValidationError)
def shape_fault(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer_fault(request, 422, "E422-1", fault_words(error.errors))


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer_fault(request, 404, "E404", "没有这一项，或者您看不到它。")


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer_fault(request, 413, "E413", "内容太大，照片请分片上传。")


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer_fault(request, 401, "E401", "请先登录。")


@api.exception_handler(HttpError)
def other_fault(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 403:
        return answer_fault(request, 403, "E403-1", "页面已经失效，请刷新后再试。")
    return answer_fault(request, error.status_code, f"E{error.status_code}", "这个请求读不懂。")
