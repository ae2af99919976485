"""The home page of each role: one sentence a line, each opening exactly the rows that it counts."""

from collections.abc import Iterator

from django.urls import reverse

from zhuanban.ground.approvals.selectors import approvals_to_decide
from zhuanban.ground.core.permits import may
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, Role
from zhuanban.ground.threads.selectors import mentions_unread
from zhuanban.outward.desk.selectors.todo import Line, counted, todos_for
from zhuanban.outward.documents.rules.lifecycle import State
from zhuanban.outward.documents.selectors.documents import documents_waiting
from zhuanban.plan.campaigns.models import Campaign
from zhuanban.plan.campaigns.selectors import Gap, Hole, holes_of
from zhuanban.plan.localplans.rules import State as PlanState
from zhuanban.plan.localplans.selectors import counts_by_state, standings_for
from zhuanban.work.indicators.selectors import statuses_of
from zhuanban.work.patrols.selectors.visits import visits_to_settle

DOCUMENTS = (
    (State.REJECTED, "份文书领导退回，需要修改", True),
    (State.APPROVED, "份文书领导已签发，等待编号印发", False),
    (State.DRAFT, "份文书还是草稿，核对后送签", False),
)


def lines_for(user: User, campaign: Campaign) -> list[Line]:
    """What needs the person today in this action; lines that count nothing are left out."""
    lines = [*_approvals(user, campaign), *_mentions(user, campaign), *_matters(user, campaign)]
    if user.has_role(*OFFICE_ROLES):
        lines += _visits(user, campaign)
    if may(user, "document.draft", campaign):
        lines += _documents(user, campaign)
    if user.has_role(*OFFICE_ROLES, Role.TOWNSHIP):
        lines += _holes(user, campaign)
    if campaign.state == Campaign.State.RUNNING and user.has_role(*OFFICE_ROLES, Role.TOWNSHIP):
        lines += _local_plans(user, campaign)
    if user.has_role(Role.TOWNSHIP):
        lines += _readings(user, campaign)
    return [line for line in lines if line.count]


def _approvals(user: User, campaign: Campaign) -> Iterator[Line]:
    if user.has_role(Role.LEADER, *OFFICE_ROLES):
        count = approvals_to_decide(user, campaign.pk).count()
        yield Line("approvals", count, "件申请等您审批", f"{reverse('approvals:inbox')}?c={campaign.slug}")


def _mentions(user: User, campaign: Campaign) -> Iterator[Line]:
    count = mentions_unread(user).count()
    yield Line("mentions", count, "条留言提到您，还没有看", f"{reverse('threads:mentions')}?c={campaign.slug}")


def _visits(user: User, campaign: Campaign) -> Iterator[Line]:
    count = visits_to_settle(user, campaign).count()
    address = f"{reverse('patrols:visits', args=[campaign.slug])}?state=held"
    yield Line("visits", count, "次手机检查没有自动办成，等待处理", address)


def _matters(user: User, campaign: Campaign) -> Iterator[Line]:
    for todo, count in counted(todos_for(user), user, campaign):
        yield Line(todo.key, count, todo.words, reverse("desk:todo", args=[campaign.slug, todo.key]), todo.is_red)


def _documents(user: User, campaign: Campaign) -> Iterator[Line]:
    waiting = documents_waiting(user, campaign)
    for state, words, is_red in DOCUMENTS:
        address = f"{reverse('documents:list', args=[campaign.slug])}?state={state}"
        yield Line(f"documents-{state}", waiting[state], words, address, is_red)


def _holes(user: User, campaign: Campaign) -> Iterator[Line]:
    holes = holes_of(campaign)
    if user.has_role(*OFFICE_ROLES):
        count = sum(hole.gap == Gap.NO_LEAD for hole in holes)
        address = reverse("campaigns:matrix", args=[campaign.slug])
        yield Line("leads", count, "项任务还没有牵头单位", address, is_red=True)
    if user.has_role(Role.TOWNSHIP):
        count = sum(_is_mine(user, hole) for hole in holes)
        address = reverse("campaigns:owners", args=[campaign.slug])
        yield Line("owners", count, "项任务还没有落实本单位责任人", address)


def _is_mine(user: User, hole: Hole) -> bool:
    units = {seat.unit_id for seat in user.seats if seat.role == Role.TOWNSHIP}
    return hole.gap == Gap.NO_OWNER and hole.unit is not None and hole.unit.pk in units


def _local_plans(user: User, campaign: Campaign) -> Iterator[Line]:
    counts = counts_by_state(standings_for(user, campaign))
    address = reverse("localplans:list", args=[campaign.slug])
    if user.has_role(*OFFICE_ROLES):
        waiting = counts[PlanState.SUBMITTED]
        yield Line("localplans", waiting, "份乡镇实施方案等待核对", f"{address}?state={PlanState.SUBMITTED}")
    if user.has_role(Role.TOWNSHIP):
        returned = counts[PlanState.RETURNED]
        yield Line("localplans-returned", returned, "份实施方案被退回，请改好后重新上传", address, is_red=True)
        upload = reverse("localplans:upload", args=[campaign.slug])
        yield Line("localplans-none", counts["none"], "份本地实施方案还没有上传", upload)


def _readings(user: User, campaign: Campaign) -> Iterator[Line]:
    units = {seat.unit_id for seat in user.seats if seat.role == Role.TOWNSHIP}
    missing = [
        status
        for board in statuses_of(campaign)
        for status in board.townships
        if status.township and status.township.pk in units and status.value is None
    ]
    words = "项指标还没有本单位的数据"
    yield Line("readings", len(missing), words, reverse("indicators:overview", args=[campaign.slug]))
