"""The same act for many matters at once: what can be done is done together, what cannot is told with its reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.orgs.models import User
from zhuanban.work.matters.models import Matter
from zhuanban.work.matters.services.dispatch import dispatch_matter
from zhuanban.work.matters.services.extend import ask_extension
from zhuanban.work.matters.services.handle import accept_matter
from zhuanban.work.matters.services.persons import set_person
from zhuanban.work.matters.services.planning import label_matter, plan_matter, unlabel_matter
from zhuanban.work.matters.services.urging import urge_matter
from zhuanban.work.matters.services.void import void_matter

# As many as are done within a few seconds, for others wait meanwhile.
MOST_AT_ONCE = 200
BULK_SERVICES: dict[str, Callable[..., Any]] = {
    "dispatch": dispatch_matter,
    "accept": accept_matter,
    "urge": urge_matter,
    "extend": ask_extension,
    "set_person": set_person,
    "plan": plan_matter,
    "label": label_matter,
    "unlabel": unlabel_matter,
    "void": void_matter,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one matter: "" where it was done, else why not."""

    matter: Matter
    refused: str


@transaction.atomic
def act_on_many(*, by: User, act: str, matters: Iterable[Matter], given: Mapping[str, Any]) -> Sequence[Outcome]:
    """Do the act to each, in one transaction; each has its own entry, and one that is refused stops no other."""
    return [_done(by, act, matter, given) for matter in matters]


def _done(by: User, act: str, matter: Matter, given: Mapping[str, Any]) -> Outcome:
    try:
        with transaction.atomic():
            BULK_SERVICES[act](by=by, matter=matter, **given)
    except Refused:
        return Outcome(matter, "您没有办理这件事项的权限。")
    except Invalid as error:
        return Outcome(matter, error.message)
    return Outcome(matter, "")
