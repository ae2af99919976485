"""A yes is for what was shown: a preview carries a mark of it, and what no longer fits the mark is shown anew.

The mark is keyed and bound to the reader. It covers what was filled in and what the program says it will do, not the
running counts beside it, which move all day without changing the decision.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

FIELD = "previewed"


@dataclass(frozen=True)
class Preview:
    """What somebody is asked to say yes to; `given` and `effect` are values that JSON can hold."""

    purpose: str
    reader_id: int
    given: Any
    effect: Any = None

    @property
    def mark(self) -> str:
        """For the hidden field `previewed` of the form that confirms."""
        return f"{self._digest(self.given)}.{self._digest([self.given, self.effect])}"

    def why_not(self, said: str) -> str:
        """Empty where `said` is the mark of this; else why it has to be looked at once more."""
        if constant_time_compare(said.encode(), self.mark.encode()):
            return ""
        if not said:
            return "请先看过预览，再确认。"
        given = said.partition(".")[0]
        if constant_time_compare(given.encode(), self._digest(self.given).encode()):
            return "预览之后系统里的情况有了变化，什么也没有办。请看过下面新的预览，再确认。"
        return "预览之后填写的内容有改动，什么也没有办。请看过下面新的预览，再确认。"

    def _digest(self, value: Any) -> str:
        plain = json.dumps([self.purpose, self.reader_id, value], sort_keys=True, default=str, ensure_ascii=False)
        return salted_hmac("zhuanban.preview", plain, algorithm="sha256").hexdigest()[:40]
