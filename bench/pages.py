"""Scenarios inside the product: pages and acts on an installation with a played demo (needs Django set up)."""

import os
import statistics
import tempfile
import threading
import time
from functools import cache

import django


@cache
def demo() -> str:
    """Play a demo of about 1,000 matters once, in a folder that ends with the process; the action's address."""
    folder = tempfile.mkdtemp(prefix="zhuanban-bench-")
    os.environ |= {"ZHUANBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "zhuanban.config.settings"}
    django.setup()
    from zhuanban.cli import setting_up
    from zhuanban.cli.accounts import open_demo_accounts
    from zhuanban.cli.demo.playing import play_action
    from zhuanban.plan.campaigns.services import load_notice
    from zhuanban.work.matters.services import sync_kinds

    setting_up.migrate()
    setting_up.collect_static()
    sync_kinds()
    campaign = load_notice(by=None, content=setting_up.EXAMPLE.read_bytes(), name="notice.txt")
    open_demo_accounts(campaign)
    setting_up.confirm_for_demo(campaign)
    start = time.perf_counter()
    play_action(matters=1000, seed=1, stop=threading.Event())
    os.environ["ZHUANBAN_BENCH_PLAYED"] = str(time.perf_counter() - start)
    return f"/c/{campaign.slug}/"


def page_ms(path: str, username: str) -> float:
    """Median of fifteen warm answers."""
    from django.test import Client

    from zhuanban.ground.orgs.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    client.get(path)
    taken = []
    for _ in range(15):
        start = time.perf_counter()
        response = client.get(path)
        taken.append(time.perf_counter() - start)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
    return 1000 * statistics.median(taken)


def cockpit_ms() -> float:
    """The cockpit, as the leader."""
    return page_ms(demo(), "leader")


def ledger_page_ms() -> float:
    """The first page of the ledger, as a department: the most restricted role that has one."""
    return page_ms(f"{demo()}matters/", "dept01")


def act_ms() -> float:
    """One act of the demo with its photo, deliveries and daily work, on average."""
    demo()
    from zhuanban.ground.journal.models import Entry

    return 1000 * float(os.environ["ZHUANBAN_BENCH_PLAYED"]) / Entry.objects.filter(event__startswith="Matter").count()


def journal_verified_per_second() -> float:
    """Links of the demo's journal that a verification walks along in a second."""
    demo()
    from zhuanban.ground.journal.sealing import seal_entries
    from zhuanban.ground.journal.verifying import verified

    seal_entries()
    start = time.perf_counter()
    count, faults = verified()
    if faults:
        raise RuntimeError(f"journal: {faults[0]}")
    return count / (time.perf_counter() - start)


INSIDE = (cockpit_ms, ledger_page_ms, act_ms, journal_verified_per_second)
