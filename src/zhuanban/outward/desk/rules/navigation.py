"""What the navigation offers to whom: data, in the order in which people work."""

from dataclasses import dataclass

from zhuanban.ground.orgs.rules import OFFICE_ROLES, OFFICIALS, THREE_ADMINISTRATORS, WITH_DEPUTIES, Role

EVERYBODY = frozenset(Role)
OFFICIAL = frozenset(OFFICIALS)
OFFICE = frozenset(OFFICE_ROLES)
WATCHERS = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
PLANNERS = OFFICE | {Role.LEADER, Role.TOWNSHIP}


KIND_PAGES = ("matters:kind", "matters:kind_new", "matters:kind_edit", "matters:kind_text", "matters:kind_confirm")


@dataclass(frozen=True)
class Item:
    """A link: its words, page and icon, the roles that can use it, and the pages on which it is the current one.

    `but`: pages that another link of the same room stands for, by the beginning of their names.
    """

    words: str
    page: str
    icon: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def is_current(self, view_name: str) -> bool:
        """`also` names pages (room:page) or whole rooms (room:)."""
        if view_name.startswith(self.but):
            return False
        return view_name == self.page or any(
            view_name.startswith(name) if name.endswith(":") else view_name == name for name in self.also
        )


@dataclass(frozen=True)
class Group:
    """Links under one heading; the first group needs none."""

    words: str
    items: tuple[Item, ...]


NAVIGATION = (
    Group(
        "",
        (
            Item("工作台", "desk:home", "house-door", EVERYBODY, ("desk:todo",)),
            Item("调度总览", "desk:cockpit", "speedometer2", OFFICIAL, ("desk:township",)),
        ),
    ),
    Group(
        "方案与任务",
        (
            Item("方案概览", "campaigns:overview", "diagram-3", OFFICIAL, ("campaigns:clause",)),
            Item("原文与审阅", "campaigns:review", "card-text", OFFICE, ("campaigns:start",)),
            Item("修订通知", "campaigns:amendment", "file-diff", OFFICE | {Role.LEADER}),
            Item("责任矩阵", "campaigns:matrix", "grid-3x3", OFFICIAL, ("campaigns:assign",)),
            Item("条款落点", "homes:homes", "signpost-2", OFFICIAL, ("homes:",)),
            Item("乡镇方案", "localplans:list", "journal-check", PLANNERS, ("localplans:",)),
        ),
    ),
    Group(
        "推进落实",
        (
            Item("事项台账", "matters:ledger", "card-checklist", OFFICIAL, ("matters:",), ("matters:kind",)),
            Item("类别设置", "matters:kinds", "ui-checks", OFFICIAL, KIND_PAGES),
            Item("接管", "takeovers:openings", "flag", OFFICIAL, ("takeovers:",)),
            Item("12345 和数字城管", "channels:files", "telephone-inbound", OFFICE, ("channels:",)),
            Item("手机巡查", "patrols:phone", "camera", OFFICE | {Role.INSPECTOR}, ("patrols:",)),
            Item("目标指标", "indicators:overview", "graph-up", OFFICIAL, ("indicators:",)),
        ),
    ),
    Group(
        "督导考核",
        (
            Item("考核得分", "appraisals:scores", "trophy", OFFICIAL, ("appraisals:explain", "appraisals:scheme")),
            Item("达标验收", "appraisals:acceptance", "patch-check", OFFICIAL, ("appraisals:acceptance_cell",)),
            Item("通报文书", "documents:list", "file-earmark-text", OFFICIAL, ("documents:",)),
            Item("审批", "approvals:inbox", "pen", OFFICIAL, ("approvals:",)),
        ),
    ),
    Group("区县", (Item("组织机构", "orgs:units", "building", EVERYBODY, ("orgs:",)),)),
    Group(
        "系统",
        (
            Item("账号", "signin:accounts", "people", THREE_ADMINISTRATORS, ("signin:",)),
            Item("角色任职", "orgs:roles", "person-badge", THREE_ADMINISTRATORS, ("orgs:role_give", "orgs:role_end")),
            Item("代办委托", "orgs:deputies", "person-check", frozenset({*WITH_DEPUTIES, Role.SECURITY_ADMIN})),
            Item("系统运行", "desk:system", "shield-check", THREE_ADMINISTRATORS),
            Item("日志审计", "audit:journal", "journal-text", frozenset({Role.AUDITOR, Role.SECURITY_ADMIN})),
            Item("个人信息查看记录", "privacy:reveals", "eye", WATCHERS),
            Item("个人信息保存期限", "privacy:retention", "hourglass-split", WATCHERS),
            Item("代为下载副本", "privacy:copies", "file-earmark-person", frozenset({Role.SECURITY_ADMIN})),
        ),
    ),
)
