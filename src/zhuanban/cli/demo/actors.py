"""The company of the demo: which account plays whom, and the kinds of matters it plays with."""

import random
from dataclasses import dataclass
from functools import cached_property

from zhuanban.cli.demo.story import KindRole
from zhuanban.ground.orgs.models import Unit, User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import holders_of, townships_of, units_of
from zhuanban.plan.campaigns.models import Campaign, Clause
from zhuanban.plan.campaigns.selectors import departments_of
from zhuanban.work.matters.models import Kind
from zhuanban.work.matters.selectors import specs_of
from zhuanban.work.matters.selectors.acts import proposed_unit
from zhuanban.work.matters.selectors.kinds import use_of

# What is found most often, by the heading of the kind: half of all cases are about cleanliness.
WEIGHTS = {"环境卫生": 3.0, "城镇秩序": 2.0, "乱挂乱画": 1.6, "乱拉乱扯": 1.2}
LEDGER_WEIGHT = 0.28


@dataclass
class Company:
    """Units by key, accounts by unit, kinds; seats are read once, since nobody changes post in the demo."""

    campaign: Campaign
    seed: int
    townships: dict[int, Unit]
    units: dict[int, Unit]
    clerks: dict[int, User]
    office: User  # a clerk of it
    director: User
    leader: User
    inspectors: list[User]
    kinds: tuple[KindRole, ...]

    @cached_property
    def kinds_by_code(self) -> dict[str, Kind]:
        """The kinds of the action by code."""
        return {kind.code: kind for kind, _ in specs_of(self.campaign)}

    def chance(self, *key: object) -> random.Random:
        """Chance for one thing, the same in every run."""
        return random.Random(f"{self.seed}/{'/'.join(map(str, key))}")


def gather(campaign: Campaign, seed: int) -> Company:
    """Everybody who plays, by the roles they hold."""
    district = campaign.district_id
    units = {unit.pk: unit for unit in units_of(district)}
    townships = {unit.pk: unit for unit in townships_of(district)}
    clerks: dict[int, User] = {}
    for pk in units:
        role = Role.TOWNSHIP if pk in townships else Role.DEPARTMENT
        clerk = holders_of(role, district, campaign.pk, pk).first()
        if clerk:
            clerks[pk] = clerk
    return Company(
        campaign=campaign,
        seed=seed,
        townships=townships,
        units=units,
        clerks=clerks,
        office=holders_of(Role.OFFICE, district, campaign.pk)[0],
        director=holders_of(Role.OFFICE_DIRECTOR, district, campaign.pk)[0],
        leader=holders_of(Role.LEADER, district, campaign.pk)[0],
        inspectors=list(holders_of(Role.INSPECTOR, district, campaign.pk)),
        kinds=tuple(_roles(campaign, clerks)),
    )


def _roles(campaign: Campaign, clerks: dict[int, User]) -> list[KindRole]:
    roles = []
    for kind, spec in specs_of(campaign):
        served = use_of(campaign, kind).clauses
        if kind.profile == "agreed" or spec.is_general or not served:
            continue
        unit = proposed_unit(spec, departments_of(Clause.objects.get(pk=served[0])))
        departments = (unit.pk,) if unit and unit.pk in clerks else ()
        weight = LEDGER_WEIGHT if kind.profile == "ledger" else WEIGHTS.get(kind.group, 0.7)
        limits = tuple(stage.limit for stage in spec.stages)
        looks = spec.aftercare.days if spec.aftercare else ()
        roles.append(KindRole(kind.code, kind.name, kind.profile, limits, departments, weight, looks))
    return roles
