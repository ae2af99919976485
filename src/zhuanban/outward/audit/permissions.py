"""The auditor reads the journal of the own district; the security administrator what concerns accounts and roles."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.journal.events import names_of_rooms
from zhuanban.ground.journal.models import Entry, Private
from zhuanban.ground.orgs.models import District
from zhuanban.ground.orgs.permissions import my_district
from zhuanban.ground.orgs.rules import Role
from zhuanban.plan.campaigns.models import Campaign

# Rooms whose events tell of accounts, roles and signing in.
ABOUT_ACCOUNTS = ("orgs", "signin")


def of_district(me: Seat) -> Q:
    """本区县的: what no other district did.

    Put as what is left out, so that one district alone costs the list nothing.
    """
    elsewhere = list(Campaign.objects.exclude(district_id=me.district_id).values_list("pk", flat=True))
    own = Q(by=None) | Q(by__district=me.district_id)
    kept = Q(campaign_id__isnull=False) | own
    return kept & ~Q(campaign_id__in=elsewhere) if elsewhere else kept


def about_accounts(me: Seat) -> Q:
    """本区县账号、角色和登录方面的: of these the events of accounts, roles and signing in."""
    return of_district(me) & Q(event__in=names_of_rooms(ABOUT_ACCOUNTS))


def beside_entries_of_district(me: Seat) -> Q:
    """本区县日志条目的: the private parts of these entries."""
    return Q(entry__in=Entry.objects.filter(of_district(me)))


allow(Role.AUDITOR, "journal.audit", Entry, where=of_district)
# One at a time, with a reason, counted and itself recorded (decision 0013).
allow(Role.AUDITOR, "journal.private", Private, where=beside_entries_of_district)
allow(Role.SECURITY_ADMIN, "journal.audit", Entry, where=about_accounts)
allow(Role.AUDITOR, "journal.verify", District, where=my_district)
allow([Role.AUDITOR, Role.SECURITY_ADMIN], "journal.open", District, where=my_district)
in_words({
    "journal.audit": "查阅、导出日志", "journal.open": "打开审计页面", "journal.verify": "查验日志封存",
    "journal.private": "写明理由后查看日志条目的个人信息附表",
})  # fmt: skip
