"""How often somebody may do something: counted in windows of time in the cache, refused with the seconds to wait.

With several web processes the cache has to be shared (ZHUANBAN_CACHE), else each process counts for itself.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from zhuanban.ground.core import clock
from zhuanban.ground.core.answers import told
from zhuanban.ground.core.request_rules import Per, RateRule


class RateLimits:
    """Counts by the first rule that fits; stands behind the recognition of the account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rules = [(re.compile(rule.pattern), rule) for rule in settings.RATE_RULES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        rule = self.rule_for(request)
        wait = seconds_to_wait(rule, whose(rule, request)) if rule else 0
        if not (rule and wait):
            return self.get_response(request)
        minutes = f"{-(-wait // 60)} 分钟" if wait > 90 else f"{wait} 秒"
        response = told(request, 429, "E429", f"{rule.act}太频繁，请返回，过 {minutes}再试。")
        response.headers["Retry-After"] = str(wait)
        return response

    def rule_for(self, request: HttpRequest) -> RateRule | None:
        """The first rule that fits the request; none where it is not counted."""
        fitting = (
            rule for pattern, rule in self.rules if request.method in rule.methods and pattern.search(request.path_info)
        )
        return next(fitting, None)


def whose(rule: RateRule, request: HttpRequest) -> str:
    """The account where one is recognised and the rule counts accounts, else the address."""
    account = request.user.pk if rule.per is Per.ACCOUNT and request.user.is_authenticated else None
    return f"u{account}" if account else f"a{request.META.get('REMOTE_ADDR', '')}"


def seconds_to_wait(rule: RateRule, who: str) -> int:
    """Count one more; 0 while the window has room, else the seconds until the next window."""
    now = int(clock.now().timestamp())
    key = f"rate:{rule.name.replace(' ', '-')}:{who}:{now // rule.seconds}"
    cache.add(key, 0, timeout=rule.seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache dropped the key between the two calls: the window is counted anew
        return 0
    return 0 if count <= rule.most else rule.seconds - now % rule.seconds
