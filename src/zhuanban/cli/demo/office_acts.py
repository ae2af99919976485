"""What the office, the leader and the townships do in the demo besides single matters, and when."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from zhuanban.cli.demo.actors import Company
from zhuanban.cli.demo.local_plans import LOCAL_PLAN_ACTS, TOWNS
from zhuanban.cli.demo.story import Act
from zhuanban.cli.demo.words import GIVEN, SURNAMES
from zhuanban.ground.approvals.selectors import approvals_to_decide
from zhuanban.ground.approvals.services import decide_approval
from zhuanban.ground.core import clock
from zhuanban.ground.core.clock import SHANGHAI
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.workdays.rules import is_workday
from zhuanban.outward.documents.models import Document
from zhuanban.outward.documents.rules.lifecycle import Disclosure
from zhuanban.outward.documents.services import draft_circular, publish_document, submit_document
from zhuanban.oversight.appraisals.rules.acceptance import Decision, obstacles
from zhuanban.oversight.appraisals.selectors import acceptances_for
from zhuanban.oversight.appraisals.selectors.schemes import schemes_for
from zhuanban.oversight.appraisals.services import decide_acceptance, make_statements, publish_scheme
from zhuanban.plan.campaigns.selectors import matrix_of
from zhuanban.plan.campaigns.services import assign_leads, name_owners
from zhuanban.work.indicators.models import Indicator
from zhuanban.work.indicators.rules.verdicts import SHARE_UNITS
from zhuanban.work.indicators.selectors import indicators_for
from zhuanban.work.indicators.services import record_reading

LAST_MONTHS = 2  # within these the action is accepted, domain.md §10


def office_calendar(company: Company) -> Iterator[Act]:
    """The acts without a matter: leads, owners, scheme, readings and circulars by quarter, acceptance at the end."""
    first, end = company.campaign.starts_on, company.campaign.ends_on
    if first is None or end is None:
        return
    order = 10_000_000
    plan: list[tuple[date, str, dict[str, object]]] = [
        (first + timedelta(days=3), "assign_leads", {}),
        (first + timedelta(days=12), "publish_scheme", {}),
    ]
    plan += [
        (first + timedelta(days=5 + step), "name_owners", {"town": town}) for step, town in enumerate(company.townships)
    ]
    plan += _local_plans(company, first)
    for day in _quarter_ends(first, end):
        plan.append((day + timedelta(days=9), "record_readings", {"on": day}))
        plan.append((day + timedelta(days=12), "issue_circular", {"on": day}))
    plan.append((end - timedelta(days=31 * LAST_MONTHS), "make_statements", {}))
    plan.append((end - timedelta(days=31 * LAST_MONTHS - 10), "accept_clauses", {}))
    for day, verb, given in plan:
        order += 1
        yield Act(_morning(day), order, verb, 0, given)


def _local_plans(company: Company, first: date) -> Iterator[tuple[date, str, dict[str, object]]]:
    """Six townships hand in their plans: three are confirmed, one goes back and comes better, two wait."""
    for step, town in enumerate(list(company.townships)[:TOWNS]):
        yield first + timedelta(days=15 + step), "upload_plan", {"town": town}
        if step < 3:
            yield first + timedelta(days=24 + step), "check_plan", {"town": town}
        elif step == 3:
            yield first + timedelta(days=27), "check_plan", {"town": town, "returned": True}
            yield first + timedelta(days=33), "upload_plan", {"town": town, "again": True}


def _quarter_ends(first: date, end: date) -> Iterator[date]:
    for year in range(first.year, end.year + 1):
        for month in (3, 6, 9, 12):
            day = date(year, month, monthrange(year, month)[1])
            if first < day < end:
                yield day


def _morning(day: date) -> datetime:
    while not is_workday(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(9, 5), SHANGHAI)


def lead_all(company: Company, act: Act) -> None:
    """The office takes over what the matrix proposes, but for one clause that it leaves open."""
    rows = [row for row in matrix_of(company.campaign).rows if row.lead is None and row.suggested]
    choices = {row.clause.pk: row.suggested.pk for row in rows[:-1] if row.suggested}
    if choices:
        assign_leads(by=company.office, campaign=company.campaign, choices=choices)


def name_all(company: Company, act: Act) -> None:
    """A township names two or three people for its clauses; every sixth township forgets one clause."""
    town = company.townships[act.given["town"]]
    chance = company.chance("owners", town.pk)
    rows = matrix_of(company.campaign).rows
    mine = [row.clause for row in rows if any(cell.unit.pk == town.pk and cell.is_hole for cell in row.cells)]
    if chance.random() < 0.17:
        mine = mine[:-1]
    half = (len(mine) + 1) // 2
    place = list(company.townships).index(town.pk)
    for clauses, surname in ((mine[:half], SURNAMES[2 * place % len(SURNAMES)]), (mine[half:], "欧阳")):
        name = surname + GIVEN[place % len(GIVEN)]
        if clauses:
            name_owners(
                by=company.clerks[town.pk], campaign=company.campaign, unit=town, clauses=clauses, person_name=name
            )


def publish(company: Company, act: Act) -> None:
    """The shipped scheme is published for the time from the next month on."""
    draft = schemes_for(company.director, company.campaign).filter(published_at=None).first()
    today = clock.today()
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if draft:
        publish_scheme(by=company.director, scheme=draft, starts_on=following, ends_on=company.campaign.ends_on)


def read_all(company: Company, act: Act) -> None:
    """Quarterly readings of every indicator: for each township, and for the district as a whole."""
    day: date = act.given["on"]
    for indicator in indicators_for(company.office, company.campaign):
        values = []
        for town in company.townships.values():
            value = _value(company, indicator, town.pk, day)
            values.append(value)
            _read(company, indicator, day, value, town.pk)
        whole = sum(values, Decimal(0)) if not _is_share(indicator) else sum(values, Decimal(0)) / len(values)
        _read(company, indicator, day, whole.quantize(Decimal("0.1") if _is_share(indicator) else Decimal(1)), None)


def _read(company: Company, indicator: Indicator, day: date, value: Decimal, town: int | None) -> None:
    quarter = (day.month + 2) // 3
    record_reading(
        by=company.office,
        indicator=indicator,
        township=company.townships[town] if town else None,
        on=day,
        value=value,
        document=f"{day.year}年第{quarter}季度{indicator.name}统计表",
        source_unit="行业主管部门" if town is None else company.townships[town].name,
    )


def _value(company: Company, indicator: Indicator, town: int, day: date) -> Decimal:
    """A path from three quarters of the aim to a little above or below it, quicker in some townships."""
    first, end = company.campaign.starts_on, company.campaign.ends_on
    aim = indicator.target.value if indicator.target else Decimal(100)
    if first is None or end is None:
        return aim
    due = indicator.target.by if indicator.target and indicator.target.by else end
    passed = Decimal((day - first).days) / Decimal(max(1, (due - first).days))
    reach = Decimal(str(company.chance("reach", indicator.pk, town).uniform(0.97, 1.05)))
    share = Decimal("0.74") + (reach - Decimal("0.74")) * min(Decimal("1.15"), passed)
    value = aim * share if _is_share(indicator) else aim / len(company.townships) * min(reach, reach * passed)
    top = Decimal(100) if _is_share(indicator) else value
    return max(Decimal(0), min(value, top)).quantize(Decimal("0.1") if _is_share(indicator) else Decimal(1))


def _is_share(indicator: Indicator) -> bool:
    return indicator.unit in SHARE_UNITS


def issue_circular(company: Company, act: Act) -> None:
    """The circular of a quarter: drafted, submitted, approved by the leader, published."""
    until: date = act.given["on"]
    since = until.replace(month=until.month - 2, day=1)
    document = draft_circular(by=company.office, campaign=company.campaign, since=since, until=until)
    document = submit_document(by=company.office, document=document, disclosure=Disclosure.OPEN)
    for approval in approvals_to_decide(company.leader, company.campaign.pk):
        if approval.subject_kind == "document" and approval.subject_id == document.pk:
            decide_approval(by=company.leader, approval=approval, granted=True, opinion="同意印发。")
    deliver_pending(most=50)
    publish_document(by=company.office, document=Document.objects.get(pk=document.pk))


def state_all(company: Company, act: Act) -> None:
    make_statements(by=company.office, campaign=company.campaign)


def accept_some(company: Company, act: Act) -> None:
    """Half of the cells are accepted by what the data say; the rest waits for the director."""
    for row in acceptances_for(company.director, company.campaign):
        if company.chance("accept", row.clause_id, row.township_id).random() < 0.5:
            hindered = bool(obstacles(row.statement))
            decide_acceptance(
                by=company.director,
                acceptance=row,
                decision=Decision.MEND if hindered else Decision.PASSED,
                reason="按自查说明列出的未完成事项整改。" if hindered else "",
                due_on=clock.today() + timedelta(days=20) if hindered else None,
            )


OFFICE_ACTS: dict[str, Callable[[Company, Act], None]] = {
    "assign_leads": lead_all,
    "name_owners": name_all,
    "publish_scheme": publish,
    "record_readings": read_all,
    "issue_circular": issue_circular,
    "make_statements": state_all,
    "accept_clauses": accept_some,
    **LOCAL_PLAN_ACTS,
}
