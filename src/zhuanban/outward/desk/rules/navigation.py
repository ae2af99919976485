"""What the navigation offers to whom: data, in the order in which people work."""

from dataclasses import dataclass

from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role

EVERYBODY = frozenset(Role)
OFFICIALS = EVERYBODY - THREE_ADMINISTRATORS
WATCHERS = OFFICIALS | {Role.AUDITOR}
PLANNERS = frozenset({Role.OFFICE, Role.LEADER, Role.TOWNSHIP})


@dataclass(frozen=True)
class Item:
    """A link: its words, page and icon, the roles that can use it, and the pages on which it is the current one."""

    words: str
    page: str
    icon: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()

    def is_current(self, view_name: str) -> bool:
        """`also` names pages (room:page) or whole rooms (room:)."""
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
            Item("调度总览", "desk:cockpit", "speedometer2", EVERYBODY, ("desk:township",)),
        ),
    ),
    Group(
        "方案与任务",
        (
            Item("方案概览", "campaigns:overview", "diagram-3", EVERYBODY, ("campaigns:clause",)),
            Item("原文与审阅", "campaigns:review", "card-text", frozenset({Role.OFFICE}), ("campaigns:start",)),
            Item("修订通知", "campaigns:amendment", "file-diff", frozenset({Role.OFFICE, Role.LEADER})),
            Item("责任矩阵", "campaigns:matrix", "grid-3x3", WATCHERS, ("campaigns:assign",)),
            Item("乡镇方案", "localplans:list", "journal-check", PLANNERS, ("localplans:",)),
        ),
    ),
    Group(
        "推进落实",
        (
            Item("事项台账", "matters:ledger", "card-checklist", WATCHERS, ("matters:",)),
            Item("手机巡查", "patrols:phone", "camera", frozenset({Role.INSPECTOR, Role.OFFICE}), ("patrols:",)),
            Item("目标指标", "indicators:overview", "graph-up", WATCHERS, ("indicators:",)),
        ),
    ),
    Group(
        "督导考核",
        (
            Item("考核得分", "appraisals:scores", "trophy", WATCHERS, ("appraisals:explain", "appraisals:scheme")),
            Item("达标验收", "appraisals:acceptance", "patch-check", WATCHERS, ("appraisals:acceptance_cell",)),
            Item("通报文书", "documents:list", "file-earmark-text", WATCHERS, ("documents:",)),
            Item("审批", "approvals:inbox", "pen", OFFICIALS, ("approvals:",)),
        ),
    ),
    Group("系统", (Item("日志与账号", "desk:system", "shield-check", THREE_ADMINISTRATORS),)),
)
