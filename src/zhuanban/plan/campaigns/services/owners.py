"""落实责任人员: a township names a person for a clause."""

from collections.abc import Sequence

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.permits import require
from zhuanban.ground.journal.services import record
from zhuanban.ground.orgs.models import Person, Unit, User
from zhuanban.ground.orgs.selectors import people_of
from zhuanban.ground.orgs.services import appoint
from zhuanban.plan.campaigns.events import OwnerNamed
from zhuanban.plan.campaigns.models import Campaign, Clause, ClauseOwner, Duty
from zhuanban.plan.campaigns.selectors.plan import clauses_of
from zhuanban.plan.campaigns.services.corrections import open_for_writing

POST = "落实责任人"
LONGEST_NAME = 30


def name_owner(*, by: User, clause: Clause, unit: Unit, person_name: str) -> ClauseOwner:
    """The unit's person for the clause, named or replaced."""
    return name_owners(by=by, campaign=clause.campaign, unit=unit, clauses=[clause], person_name=person_name)[0]


@transaction.atomic
def name_owners(
    *, by: User, campaign: Campaign, unit: Unit, clauses: Sequence[Clause], person_name: str
) -> list[ClauseOwner]:
    """One person of the unit for several clauses in which the unit has duties."""
    require(by, "unit.name_owner", unit, within=campaign.pk)
    for clause in clauses:
        require(by, "clause.name_owner", clause)
    campaign = open_for_writing(campaign)
    if not clauses:
        raise Invalid("还没有选中任何一条，请勾选后再填姓名。", "clauses")
    _check_duties(campaign, unit, clauses)
    person = _person(unit, " ".join(person_name.split()))
    owners = []
    for clause in clauses:
        owner, _ = ClauseOwner.objects.update_or_create(
            clause=clause, unit=unit, defaults={"person": person, "named_by": by, "named_at": clock.now()}
        )
        event = OwnerNamed(campaign_id=campaign.pk, clause_id=clause.pk, clause=str(clause), unit=unit.name)
        record(event, by=by, unit_id=unit.pk, private={"name": person.name})
        owners.append(owner)
    return owners


def _check_duties(campaign: Campaign, unit: Unit, clauses: Sequence[Clause]) -> None:
    held = set(Duty.objects.filter(clause__in=clauses, unit=unit).values_list("clause_id", flat=True))
    known = set(clauses_of(campaign).filter(pk__in=[clause.pk for clause in clauses]).values_list("pk", flat=True))
    for clause in clauses:
        if clause.pk not in known:
            raise Invalid("选中的条款不在本行动里，请刷新后再试。", "clauses")
        if clause.pk not in held:
            raise Invalid(f"{unit.name}在“{clause}”里没有职责，不用指定责任人。", "clauses")


def _person(unit: Unit, name: str) -> Person:
    """Somebody with a post in the unit; two people of one name are never taken for one."""
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"请填写责任人姓名，最多 {LONGEST_NAME} 个字。", "person_name")
    person = people_of(unit).filter(name=name).first()
    if person:
        return person
    if Person.objects.filter(district=unit.district_id, name=name).exists():
        raise Invalid(f"别的单位已有“{name}”。是另一位同名的人时，请写成“{name}（{unit.name}）”。", "person_name")
    return appoint(unit.district, name, [(unit, POST)], clock.today())


@transaction.atomic
def pass_on_clauses(*, person_id: int, successor_id: int) -> int:
    """In actions that are not over the successor answers for the clauses for which the person was named."""
    owned = ClauseOwner.objects.filter(person=person_id).exclude(clause__campaign__state=Campaign.State.CLOSED)
    rows = list(owned.select_for_update(of=("self",)).select_related("clause__current", "unit").order_by("pk"))
    for owner in rows:
        owner.person_id = successor_id
        owner.save(update_fields=["person"])
        event = OwnerNamed(
            campaign_id=owner.clause.campaign_id, clause_id=owner.clause_id, clause=str(owner.clause),
            unit=owner.unit.name,
        )  # fmt: skip
        record(event, by=None, unit_id=owner.unit_id)
    return len(rows)
