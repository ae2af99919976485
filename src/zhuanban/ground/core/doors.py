"""Every door takes (actor, key, digest): the same digest repeats the answer, another is refused with 409."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Conflict
from zhuanban.ground.core.models import DoorAnswer


@dataclass(frozen=True)
class Answer:
    """What the door said: an HTTP status and a body of values that Django's encoder writes as JSON."""

    status: int
    body: dict[str, Any]
    repeated: bool = False


def digest_of(content: bytes) -> str:
    """SHA-256 of a request's body, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def answer_once(actor: AbstractBaseUser, key: str, digest: str, work: Callable[[], Answer]) -> Answer:
    """Do the work once for this key; without a key it is simply done."""
    return _answered(actor, key, digest, work) if key else work()


@transaction.atomic
def _answered(actor: AbstractBaseUser, key: str, digest: str, work: Callable[[], Answer]) -> Answer:
    # The row is taken before the work begins: whoever comes with the same key meanwhile waits here for the answer.
    taken, fresh = DoorAnswer.objects.get_or_create(
        actor_id=actor.pk, key=key, defaults={"digest": digest, "status": 0, "body": {}, "answered_at": clock.now()}
    )
    if not fresh:
        if taken.digest != digest:
            raise Conflict("同一个请求号已经用于另一份内容，请换一个请求号再提交。", "E409-1")
        return Answer(taken.status, taken.body, repeated=True)
    answer = work()
    kept = json.loads(json.dumps(answer.body, cls=DjangoJSONEncoder))
    taken.status, taken.body, taken.answered_at = answer.status, kept, clock.now()
    taken.save(update_fields=["status", "body", "answered_at"])
    return answer
