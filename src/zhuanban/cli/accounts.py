"""Accounts for every role of an action, made once; their first passwords lie in one file that only its owner reads."""

import os
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhuanban.ground.orgs.models import District, Person, Unit, User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role, UnitKind
from zhuanban.ground.orgs.selectors import people_of, units_of
from zhuanban.ground.orgs.services import give_role, open_account
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors.overview import roster_of

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
DISTRICT_ACCOUNTS = (
    ("office", "专班办公室主任", Role.OFFICE_DIRECTOR),
    ("office2", "专班办公室", Role.OFFICE),
    ("inspector", "巡查员一", Role.INSPECTOR),
    ("inspector2", "巡查员二", Role.INSPECTOR),
    ("auditor", "安全审计员", Role.AUDITOR),
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMIN),
    ("secadmin", "安全保密管理员", Role.SECURITY_ADMIN),
)
UNIT_ACCOUNTS = {UnitKind.TOWNSHIP: ("town", Role.TOWNSHIP)}


@dataclass(frozen=True)
class Account:
    """A line of the list of accounts."""

    username: str
    password: str
    role: str
    unit: str


def new_password() -> str:
    """Four groups of letters and digits that can be read out: 77 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def open_accounts(campaign: Campaign, file: Path) -> list[Account]:
    """Make what is missing and write it to the file; returns every account of the file, old and new."""
    known = read(file)
    names = {account.username for account in known}
    made = [account for account in _wanted(campaign) if account[0] not in names]
    fresh = [_open(campaign, *account) for account in made]
    accounts = known + fresh
    if fresh:
        _write(file, accounts)
    return accounts


def read(file: Path) -> list[Account]:
    """The accounts of the file; none where it does not exist yet."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Account(*line.split("\t")) for line in lines if line.count("\t") == 3 and not line.startswith("用户名")]


Wanted = tuple[str, str, Role, Unit | None, Person | None]


def _wanted(campaign: Campaign) -> list[Wanted]:
    """One account for each district-wide role, department and township, and one for the leader."""
    prefix = "" if campaign.district_id == District.objects.order_by("pk").values_list("pk", flat=True)[0] else (
        f"d{campaign.district_id}-"
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
    campaign: Campaign, username: str, name: str, role: Role, unit: Unit | None, person: Person | None
) -> Account:
    password = new_password()
    since = campaign.starts_on or date.min
    user: User = open_account(campaign.district, username, name, password, person)
    give_role(user, role, campaign.district, on=since, unit=unit)
    return Account(username, password, role.label, unit.name if unit else campaign.district.name)


def _write(file: Path, accounts: list[Account]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write("首次登录后请各自修改密码，并收好或销毁本文件。\n用户名\t密码\t角色\t单位\n")
        for account in accounts:
            out.write(f"{account.username}\t{account.password}\t{account.role}\t{account.unit}\n")
