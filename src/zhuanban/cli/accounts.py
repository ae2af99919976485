"""The accounts an installation begins with, and those of a demo; a first password is handed back once, kept nowhere."""

from dataclasses import dataclass
from datetime import date

from zhuanban.ground.orgs.models import District, Person, Unit, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role, UnitKind
from zhuanban.ground.orgs.selectors import people_of, units_of
from zhuanban.ground.orgs.services import give_role, open_account
from zhuanban.ground.signin.services import new_password
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.overview import roster_of

DISTRICT_ACCOUNTS = (
    ("office", "专班办公室主任", Role.OFFICE_DIRECTOR),
    ("office2", "专班办公室", Role.OFFICE),
    ("inspector", "巡查员一", Role.INSPECTOR),
    ("inspector2", "巡查员二", Role.INSPECTOR),
    ("auditor", "安全审计员", Role.AUDITOR),
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMIN),
    ("secadmin", "安全保密管理员", Role.SECURITY_ADMIN),
)
BEGINNERS = frozenset({Role.OFFICE_DIRECTOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
UNIT_ACCOUNTS = {UnitKind.TOWNSHIP: ("town", Role.TOWNSHIP), UnitKind.VILLAGE: ("village", Role.VILLAGE)}


@dataclass(frozen=True)
class Account:
    """An account that was made just now, with its first password."""

    username: str
    password: str
    role: str
    unit: str


def open_first_accounts(campaign: Campaign) -> list[Account]:
    """Those without whom nobody can begin: the three administrators and the director of the office.

    Each changes the password at the first sign-in; everybody else gets an account by the pages.
    """
    return _opened(campaign, [account for account in _wanted(campaign) if account[2] in BEGINNERS], is_demo=False)


def open_demo_accounts(campaign: Campaign) -> list[Account]:
    """One for each role, department and township, marked as accounts of a demo; only those made now."""
    return _opened(campaign, _wanted(campaign), is_demo=True)


def _opened(campaign: Campaign, wanted: list["Wanted"], *, is_demo: bool) -> list[Account]:
    there = set(User.objects.filter(username__in=[account[0] for account in wanted]).values_list("username", flat=True))
    return [_open(campaign, *account, is_demo=is_demo) for account in wanted if account[0] not in there]


Wanted = tuple[str, str, Role, Unit | None, Person | None]


def _wanted(campaign: Campaign) -> list[Wanted]:
    """One account for each district-wide role, department and township, and one for the leader."""
    prefix = (
        ""
        if campaign.district_id == District.objects.order_by("pk").values_list("pk", flat=True)[0]
        else (f"d{campaign.district_id}-")
    )
    office = campaign.office_unit
    wanted: list[Wanted] = [
        (prefix + username, name, role, office if role in OFFICE_ROLES else None, None)
        for username, name, role in DISTRICT_ACCOUNTS
    ]
    for order, member in enumerate(roster_of(campaign)[:2], start=1):
        username = f"{prefix}leader{order if order > 1 else ''}"
        wanted.append((username, member.person.name, Role.LEADER, None, member.person))
    if len(wanted) == len(DISTRICT_ACCOUNTS):
        wanted.append((f"{prefix}leader", "区领导", Role.LEADER, None, None))
    taken: set[int | None] = {person.pk for *_, person in wanted if person}
    counts: dict[str, int] = {}
    for unit in units_of(campaign.district_id):
        stem, role = UNIT_ACCOUNTS.get(UnitKind(unit.kind), ("dept", Role.DEPARTMENT))
        counts[stem] = counts.get(stem, 0) + 1
        person = next((person for person in people_of(unit) if person.pk not in taken), None)
        taken.add(person.pk if person else None)
        name = person.name if person else unit.name
        wanted.append((f"{prefix}{stem}{counts[stem]:02d}", name[:30], role, unit, person))
    return wanted


def _open(
    campaign: Campaign, username: str, name: str, role: Role, unit: Unit | None, person: Person | None,
    *, is_demo: bool,
) -> Account:  # fmt: skip
    password = new_password()
    since = campaign.starts_on or date.min
    user: User = open_account(
        campaign.district, username, name, password, person, must_change=not is_demo, is_demo=is_demo
    )
    give_role(by=None, user=user, role=role, starts_on=since, unit=unit)
    return Account(username, password, role.label, unit.name if unit else campaign.district.name)
