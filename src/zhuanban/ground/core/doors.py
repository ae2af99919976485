"""Every door takes (actor, key, digest): the same digest repeats the answer, another is refused with 409."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Conflict
from zhuanban.ground.core.models import DoorAnswer


@dataclass(frozen=True)
class Answer:
    """What the door said: an HTTP status and a body that JSON can hold."""

    status: int
    body: dict[str, Any]
    repeated: bool = False


def digest_of(content: bytes) -> str:
    """SHA-256 of a request's body, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def answer_once(actor: AbstractBaseUser, key: str, digest: str, work: Callable[[], Answer]) -> Answer:
    """Do the work once for this key; without a key it is simply done."""
    if not key:
        return work()
    known = DoorAnswer.objects.select_for_update().filter(actor_id=actor.pk, key=key).first()
    if known:
        if known.digest != digest:
            raise Conflict("同一个请求号已经用于另一份内容，请换一个请求号再提交。", "E409-1")
        return Answer(known.status, known.body, repeated=True)
    answer = work()
    DoorAnswer.objects.create(
        actor_id=actor.pk, key=key, digest=digest, status=answer.status, body=answer.body, answered_at=clock.now()
    )
    return answer
