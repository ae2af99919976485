"""`up`: prepare what is missing, then keep web and worker running. A second run loses nothing."""

import argparse
import hashlib
import json
import os
import sys
import unicodedata
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from notice_compiler import Unreadable, compile_notice
from zhuanban.cli.accounts import Account, open_accounts
from zhuanban.cli.serving import Address, address_of, web_command, web_environment
from zhuanban.config.environment import REPOSITORY, data_folder
from zhuanban.ground.core import clock, key_records
from zhuanban.ground.core.errors import ServiceError
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import holders_of
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.services import load_notice, start_campaign
from zhuanban.work.matters.services import sync_kinds

EXAMPLE = REPOSITORY / "examples" / "notice.txt"


def run(arguments: argparse.Namespace) -> int:
    """Set up, print the address and the accounts, serve until stopped; 2 where the notice cannot be used."""
    notice = Path(arguments.notice or EXAMPLE) if _wants_notice(arguments) else None
    try:
        if notice:
            compile_notice(notice)  # a file that cannot be used is refused before anything is made
        migrate()
        collect_static()
        sync_kinds()
        campaign = load_notice(by=None, content=notice.read_bytes(), name=notice.name) if notice else _newest()
    except (Unreadable, ServiceError) as error:
        print(f"zhuanban：{error}", file=sys.stderr)
        return 2
    accounts = open_accounts(campaign, data_folder() / "accounts.txt")
    if arguments.demo and campaign.state == Campaign.State.DRAFT:
        confirm_for_demo(campaign)
    address = address_of(arguments)
    demo = ["demo", "--then-work", "--matters", str(arguments.matters)]
    worker = [sys.executable, "-m", "zhuanban.cli", *(demo if arguments.demo else ["work"])]
    connections.close_all()
    return hand_over(
        {
            "commands": {"网页": web_command(address), "后台任务": worker},
            "environment": web_environment(address),
            "port": address.port,
            "words": announcement(address, accounts, campaign),
        }
    )


def _newest() -> Campaign:
    return Campaign.objects.select_related("district").latest("pk")


def _wants_notice(arguments: argparse.Namespace) -> bool:
    """A notice is read when one is named, or when nothing has been loaded yet (then the example)."""
    database = Path(str(settings.DATABASES["default"].get("NAME", "")))
    return bool(arguments.notice) or (settings.SQLITE and not database.exists()) or not _has_campaign()


def _has_campaign() -> bool:
    tables = connections["default"].introspection.table_names()
    return Campaign._meta.db_table in tables and Campaign.objects.exists()


def migrate() -> None:
    """Bring the database to the present tables."""
    data_folder().mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    key_records.prepare()


def collect_static() -> None:
    """Gather the pages' files once for each state of the sources."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            source = Path(storage.path(path))
            state.update(f"{path} {source.stat().st_size} {source.stat().st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != state.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state.hexdigest(), encoding="ascii")


def confirm_for_demo(campaign: Campaign) -> None:
    """In the demo the director confirms on the action's first day what a person would confirm on the review page."""
    first = campaign.starts_on or clock.today()
    with clock.moved_to(clock.start_of(first)):
        director: User | None = holders_of(Role.OFFICE_DIRECTOR, campaign.district_id, campaign.pk).first()
        if director:
            start_campaign(by=director, campaign=campaign, taken_over_on=None)
    deliver_pending()
    campaign.refresh_from_db()


def padded(text: str, width: int) -> str:
    """The text with blanks up to this many columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, width - taken)


def announcement(address: Address, accounts: list[Account], campaign: Campaign) -> str:
    """The address and one account for each role; the rest is in the file."""
    lines = [
        f"\n专班已启动：{address.url}",
        f"专项行动：{campaign.name}（{campaign.get_state_display()}）\n",
        padded("用户名", 14) + padded("密码", 24) + padded("角色", 18) + "单位",
    ]
    shown: set[str] = set()
    for account in accounts:
        if account.role not in shown:
            shown.add(account.role)
            words = padded(account.username, 14) + padded(account.password, 24) + padded(account.role, 18)
            lines.append(words + account.unit)
    lines.append(f"\n全部 {len(accounts)} 个账号在 {data_folder() / 'accounts.txt'}（只有本机所有者可读）。")
    if address.authority:
        lines.append(f"手机首次访问前，请安装并信任本机证书：{address.authority}")
    elif address.certificate is None:
        lines.append("要让手机访问（离线、拍照定位需要 HTTPS），请加 --host 本机地址。")
    return "\n".join([*lines, "按 Ctrl-C 停止。"])


def hand_over(work: dict[str, object]) -> NoReturn:
    """Become the small process that keeps web and worker running; what was loaded to set up is let go."""
    os.execv(sys.executable, [sys.executable, "-m", "zhuanban.cli.supervising", json.dumps(work)])  # noqa: S606
