"""`up`: prepare what is missing, then keep web and worker running. A second run loses nothing."""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from notice_compiler import Unreadable, compile_notice
from zhuanban.cli.accounts import open_demo_accounts, open_first_accounts
from zhuanban.cli.announcing import announcement
from zhuanban.cli.serving import address_of, is_this_machine, web_command, web_environment
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

DEMO_IN_THE_OPEN = (
    "演示账号只供本机试用，不能用 --host 让别的电脑访问。先停用它们：zhuanban demo --remove-accounts；"
    "确实要在可信的网络里演示，请加 --force。"
)
EXAMPLE = REPOSITORY / "examples" / "notice.txt"


def run(arguments: argparse.Namespace) -> int:
    """Set up, print the address and the accounts, serve until stopped; 2 where the notice cannot be used."""
    is_demo = arguments.demo or arguments.demo_accounts
    if is_demo and not arguments.force and not is_this_machine(arguments.host):
        print(f"zhuanban：{DEMO_IN_THE_OPEN}", file=sys.stderr)
        return 2
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
    if not is_safe_for_demo(arguments):
        print(f"zhuanban：{DEMO_IN_THE_OPEN}", file=sys.stderr)
        return 2
    accounts = open_demo_accounts(campaign) if is_demo else open_first_accounts(campaign)
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
            "words": announcement(address, accounts, campaign, is_demo=is_demo),
        }
    )


def is_safe_for_demo(arguments: argparse.Namespace) -> bool:
    """Accounts of a demo are for this machine: whoever started it knows their passwords, nobody answers for them."""
    if arguments.force or is_this_machine(arguments.host):
        return True
    return not User.objects.filter(is_demo=True, is_active=True).exists()


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


def hand_over(work: dict[str, object]) -> NoReturn:
    """Become the small process that keeps web and worker running; what was loaded to set up is let go."""
    os.execv(sys.executable, [sys.executable, "-m", "zhuanban.cli.supervising", json.dumps(work)])  # noqa: S606
