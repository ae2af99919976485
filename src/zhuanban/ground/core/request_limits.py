"""How much a request may carry; what is too big is refused before it is read."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhuanban.ground.core.answers import told
from zhuanban.ground.core.request_rules import BodyRule


class RequestLimits:
    """Refuses an address or a body that is too long by what the head says, so that nothing of it is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rules = [(re.compile(rule.pattern), rule) for rule in settings.BODY_RULES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.get_full_path()) > settings.LONGEST_ADDRESS:
            return told(request, 414, "E414", "网址太长，请减少筛选条件。")
        written = request.META.get("CONTENT_LENGTH") or "0"
        if not (written.isascii() and written.isdigit()):
            return told(request, 400, "E400", "这个请求读不懂，请返回重试。")
        rule = self.rule_for(request.path_info)
        if len(written) > 15 or int(written) > rule.most_bytes:
            return told(request, 413, "E413", f"{rule.thing}太大，这里最多 {rule.words}。")
        return self.get_response(request)

    def rule_for(self, path: str) -> BodyRule:
        """The first rule whose pattern fits."""
        return next(rule for pattern, rule in self.rules if pattern.search(path))
