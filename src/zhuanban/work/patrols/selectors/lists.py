"""What the phone page offers: kinds by group, townships, the places that were named lately, and their version."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zhuanban.ground.core.permits import permitted
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import UnitKind
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import standings_of, tasks_of
from zhuanban.work.matters.models import Matter, MatterPhoto
from zhuanban.work.matters.permissions import VERIFIERS
from zhuanban.work.matters.rules import Act, PhotoRole, Profile, State
from zhuanban.work.matters.rules.kinds import FieldSpec, KindSpec
from zhuanban.work.matters.selectors import acts_open_to, matters_for, matters_to_verify, photos_of, specs_of
from zhuanban.work.patrols.rules import POSITION_WORDS

RECUSED = "您承办过这件事项，或者在承办单位任职，核查应当回避，请由其他人核查。"
LATEST_MATTERS = 800
PLACES_A_TOWNSHIP = 30
INPUTS: dict[str, dict[str, str]] = {
    "number": {"inputmode": "decimal"},
    "money": {"inputmode": "decimal"},
    "day": {"type": "date"},
    "text": {"maxlength": "200"},
}


@dataclass(frozen=True)
class Lists:
    """Plain values for the page's script; `version` changes when kinds or townships do."""

    version: str
    groups: list[dict[str, Any]]
    townships: list[dict[str, str]]
    tasks: list[dict[str, str]]
    places: list[dict[str, Any]]
    home_township: str


def lists_for(user: User, campaign: Campaign) -> Lists:
    """The lists for the report page, kept on the phone with it."""
    mine = permitted(user, "matter.register_at", Unit, within=campaign.pk)
    open_to_me = townships_of(campaign.district_id).filter(pk__in=mine)
    townships = [{"uid": str(unit.uid), "name": unit.name} for unit in open_to_me]
    groups = kind_groups(campaign)
    words = json.dumps([groups, townships], ensure_ascii=False, sort_keys=True)
    standings = standings_of(campaign)
    home = next((seat.unit for seat in user.seats if seat.unit and seat.unit.kind == UnitKind.TOWNSHIP), None)
    return Lists(
        version=hashlib.sha256(words.encode()).hexdigest()[:12],
        groups=groups,
        townships=townships,
        tasks=[{"uid": str(clause.uid), "title": standings[clause.pk].whole} for clause in tasks_of(campaign)],
        places=places_for(user, campaign),
        home_township=str(home.uid) if home else "",
    )


def kind_groups(campaign: Campaign) -> list[dict[str, Any]]:
    """The case kinds in use, by group, both in the order of their files."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for kind, spec in specs_of(campaign):
        if kind.profile == Profile.CASE:
            groups.setdefault(spec.group, []).append(kind_data(spec))
    return [{"name": name, "kinds": kinds} for name, kinds in groups.items()]


def kind_data(spec: KindSpec) -> dict[str, Any]:
    """A kind as the page needs it; only fields that must be asked (domain.md §5, B8)."""
    return {
        "code": spec.code,
        "name": spec.name,
        "closingStandard": spec.closing_standard,
        "photoRequired": spec.needs_photo,
        "photoReason": spec.photo_reason,
        "isGeneral": spec.is_general,
        "fields": [field_data(field) for field in spec.asked],
    }


def field_data(field: FieldSpec) -> dict[str, Any]:
    """A field, the choices it offers and the attributes of its input."""
    choices = ["是", "否"] if field.type == "yes-no" else list(field.choices)
    return {
        "code": field.code,
        "name": field.label,
        "why": f"{field.condition}；{field.why}" if field.show_if else field.why,
        "isRequired": field.required and not field.show_if,
        "choices": choices,
        "input": INPUTS.get(field.type, {}),
    }


def places_for(user: User, campaign: Campaign) -> list[dict[str, Any]]:
    """Places that the newest matters name, at most thirty a township, with a position where one is known."""
    newest = matters_for(user, campaign).select_related(None).exclude(place="")
    rows = newest.values_list("township__uid", "place", "longitude", "latitude")[:LATEST_MATTERS]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    counts: dict[str, int] = {}
    for township, name, longitude, latitude in rows:
        key = (str(township), name)
        if key in found or POSITION_WORDS in name or counts.get(key[0], 0) >= PLACES_A_TOWNSHIP:
            continue
        counts[key[0]] = counts.get(key[0], 0) + 1
        found[key] = {
            "township": key[0],
            "name": name,
            "longitude": None if longitude is None else float(longitude),
            "latitude": None if latitude is None else float(latitude),
        }
    return list(found.values())


def tasks_for(user: User, campaign: Campaign, township_id: int | None = None) -> QuerySet[Matter]:
    """What this person may verify now, by township, the oldest first."""
    matters = matters_to_verify(user, campaign)
    if township_id:
        matters = matters.filter(township=township_id)
    return matters.order_by("township_id", "pk")


def photo_uids(matters: Iterable[Matter]) -> list[UUID]:
    """The photos of these matters, for the phone to keep."""
    shown = MatterPhoto.objects.filter(matter__in=list(matters)).order_by("pk")
    return list(shown.values_list("photo__uid", flat=True))


@dataclass(frozen=True)
class Verifying:
    """Both sides of the pair, the handler's words, and why this person cannot verify; "" where it can."""

    before: list[MatterPhoto]
    after: list[MatterPhoto]
    result: str
    done_at: datetime | None
    why_not: str


def verifying(user: User, matter: Matter) -> Verifying:
    """What the verification page shows of a matter."""
    pictures = list(photos_of(matter))
    done = matter.remarks.filter(act=Act.REPORT_DONE).last()
    return Verifying(
        before=[picture for picture in pictures if picture.role == PhotoRole.BEFORE],
        after=[picture for picture in pictures if picture.role == PhotoRole.AFTER],
        result=done.text if done else "",
        done_at=done.at if done else None,
        why_not=why_not_verify(user, matter),
    )


def why_not_verify(user: User, matter: Matter) -> str:
    """The sentence for who opens the page but cannot verify; the service decides again when it is sent."""
    if matter.state != State.DONE:
        return f"这件事项现在是“{matter.get_state_display()}”，不用核查。"
    if Act.CLOSE in acts_open_to(user, matter):
        return ""
    if user.has_role(*VERIFIERS):
        return RECUSED
    return "核查由巡查员或专班办公室进行。"


def as_data(lists: Lists) -> dict[str, Any]:
    """The lists under the names that the script uses."""
    data = asdict(lists)
    data["homeTownship"] = data.pop("home_township")
    return data
