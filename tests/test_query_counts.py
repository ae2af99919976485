"""Every list costs the same number of queries with three rows and with sixty, for whoever may see least of it."""

from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.matrix import again
from tests.scene import MAY, STEPS, Scene, brought_to, join, kept
from zhuanban.ground.core import clock
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.journal.models import Delivery, Entry
from zhuanban.ground.orgs.models import GroupMember, Person, Reorganisation, Unit, UnitImport
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.ground.privacy.models import Hold
from zhuanban.oversight.appraisals.models import Acceptance, Score, ScoreRun, TownshipTotal
from zhuanban.plan.campaigns.models import Clause, ClauseOwner, Confirmation, Demand, Duty
from zhuanban.work.workbooks.models import BookImport, TownReturn

MANY = 57
# The role that sees least of what it may see at all; where two see different pages, both.
LISTS = {
    "ledger": ("township", "{c}/matters/"),
    "ledger of a department": ("handler", "{c}/matters/"),
    "ledger by duty": ("township", "{c}/matters/?view=duty"),
    "ledger in its own columns": ("township", "{c}/matters/?view=progress&cols=number,owner,standard,progress"),
    "ledgers by clause": ("township", "{c}/matters/views/?by=clause"),
    "columns": ("township", "{c}/matters/columns/"),
    "how far a ledger is": ("township", "{c}/matters/progress/"),
    "ledger on paper": ("township", "{c}/matters/print/"),
    "matter on paper": ("township", "{c}/matters/{matter}/sheet/"),
    "board": ("office", "{c}/matters/board/"),
    "ledger as a file": ("township", "{c}/matters/export/"),
    "exemptions": ("township", "{c}/matters/exemptions/"),
    "what is kept": ("township", "{c}/matters/cares/"),
    "standing duties": ("office", "{c}/matters/standing/"),
    "a standing duty": ("office", "{c}/matters/standing/{clause}/{town}/"),
    "samples": ("office", "{c}/matters/samples/"),
    "mend": ("township", "{c}/matters/mend/?kind=exposed-rubbish"),
    "seasons": ("office", "{c}/matters/seasons/"),
    "workbooks": ("township", "{c}/workbooks/"),
    "a workbook": ("township", "{c}/workbooks/imports/{book}/"),
    "townships' workbooks": ("township", "{c}/workbooks/townbooks/"),
    "ledger as a workbook": ("township", "{c}/matters/export/?as=xlsx"),
    "dispatching": ("office", "{c}/matters/dispatching/"),
    "matter": ("township", "{c}/matters/{matter}/"),
    "amendment": ("office", "{c}/plan/amendment/"),
    "kinds": ("township", "{c}/matters/kinds/"),
    "a kind": ("office", "{c}/matters/kinds/exposed-rubbish/"),
    "register": ("township", "{c}/matters/register/?kind=other-undertaking"),
    "review": ("village", "{draft}/plan/review/"),
    "review of the office": ("office", "{draft}/plan/review/"),
    "corrections": ("office", "{draft}/plan/review/corrections/"),
    "a whole kind to confirm": ("office", "{draft}/plan/review/confirm-all/?kind=citations"),
    "where a correction belongs": ("office", "{draft}/plan/review/corrections/{loose}/attach/"),
    "overview": ("village", "{c}/plan/"),
    "clause": ("village", "{c}/plan/clauses/{clause}/"),
    "matrix": ("township", "{c}/plan/matrix/"),
    "owners": ("township", "{c}/plan/matrix/owners/"),
    "homes of demands": ("township", "{c}/homes/"),
    "homes of a set": ("leader", "{c}/homes/sets/class/"),
    "local plans": ("leader", "{c}/localplans/"),
    "local plans of a township": ("township", "{c}/localplans/"),
    "a local plan": ("township", "{c}/localplans/{localplan}/"),
    "local plans for programs": ("office", "/api/v1{c}/localplans"),
    "indicators": ("village", "{c}/indicators/"),
    "readings": ("village", "{c}/indicators/{indicator}/"),
    "opening states": ("village", "{c}/takeover/"),
    "opening states of a clause": ("office", "{c}/takeover/clauses/{clause}/"),
    "opening states of a township": ("office", "{c}/takeover/towns/{town}/"),
    "old files": ("township", "{c}/takeover/files/"),
    "an old file": ("office", "{c}/takeover/files/{intake}/"),
    "export files": ("office", "{c}/channels/"),
    "an export file": ("office", "{c}/channels/{export}/"),
    "classes of an export file": ("office", "{c}/channels/{export}/classes/"),
    "an opening state": ("village", "{c}/takeover/clauses/{clause}/towns/{town}/"),
    "scores": ("township", "{c}/appraisals/"),
    "scores of all": ("leader", "{c}/appraisals/"),
    "points explained": ("township", "{c}/appraisals/towns/{town}/?period=2024-04"),
    "rows behind a point": ("township", "{c}/appraisals/towns/{town}/rows/?period=2024-04&code={row}&figure=应结数"),
    "acceptance": ("township", "{c}/appraisals/acceptance/"),
    "acceptance of all": ("leader", "{c}/appraisals/acceptance/"),
    "documents issued": ("village", "{c}/documents/"),
    "documents": ("leader", "{c}/documents/"),
    "a thread": ("township", "{c}/threads/matter/{matter_key}/"),
    "mentions": ("township", "/threads/mentions/"),
    "approvals waiting": ("leader", "/approvals/"),
    "approvals asked": ("office", "/approvals/?list=asked"),
    "phone": ("inspector", "{c}/m/"),
    "tasks": ("inspector", "{c}/m/tasks/"),
    "visits": ("inspector", "{c}/m/visits/"),
    "visits of a township": ("township", "{c}/m/visits/"),
    "home of a township": ("township", "/"),
    "home of the office": ("office", "/"),
    "home of a leader": ("leader", "/"),
    "cockpit": ("village", "{c}/"),
    "cockpit of a leader": ("leader", "{c}/"),
    "a township": ("other_township", "{c}/towns/{town}/"),
    "what to verify": ("inspector", "{c}/todo/verify/"),
    "search for programs": ("township", "/api/v1{c}/search?q=垃圾"),
    "search": ("township", "{c}/search/?q=垃圾"),
    "counts": ("inspector", "{c}/counts/"),
    "system": ("sysadmin", "/system/"),
    "units": ("village", "/units/"),
    "units below": ("village", "/units/?under={town}"),
    "units found": ("village", "/units/?q=镇"),
    "unit": ("village", "/units/{town}/"),
    "class of units": ("office", "/units/{group}/"),
    "imports": ("office", "/units/imports/"),
    "an import": ("office", "/units/imports/{imported}/"),
    "a merger": ("village", "/units/changes/{reorganisation}/"),
    "splitting": ("office", "/units/{town}/split/"),
    "deputies": ("leader", "/deputies/"),
    "who was looked up": ("auditor", "/privacy/reveals/"),
    "what is kept how long": ("secadmin", "/privacy/retention/"),
    "copies of accounts": ("secadmin", "/privacy/copies/"),
    "what is kept of oneself": ("office", "/privacy/"),
    "mergers": ("office", "/units/merge/"),
    "accounts to open": ("sysadmin", "/accounts/open/many/?unit={town}"),
    "accounts": ("secadmin", "/accounts/"),
    "own sign-ins": ("office", "/account/sign-ins/"),
    "journal": ("auditor", "/audit/"),
    "journal of accounts": ("secadmin", "/audit/"),
    "journal as a file": ("auditor", "/audit/export/?event=MatterClosed"),
    "roles": ("auditor", "/roles/?state=all"),
    "roles by unit": ("secadmin", "/roles/?by=unit"),
    "kinds for programs": ("township", "/api/v1{c}/kinds"),
    "interface": ("township", "/api/v1{c}/matters"),
}


def costs(scene: Scene) -> dict[str, int]:
    """List → queries of one page, after one view of it."""
    browsers = {}
    found = {}
    for name, (role, template) in LISTS.items():
        browser = browsers.setdefault(role, Client())
        browser.force_login(scene.people[role])
        address = scene.address(template)
        for _ in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = browser.get(address)
                content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, name
        assert content, name
        found[name] = len(queries)
    return found


def test_lists_cost_the_same_however_long(scene: Scene):
    issued_and_visited(scene, MANY)
    watched_over(scene, MANY)
    few = costs(scene)
    grow(scene)
    many = costs(scene)
    assert {name: (few[name], many[name]) for name in LISTS if few[name] != many[name]} == {}
    assert {name: count for name, count in many.items() if count > 40} == {}


def grow(scene: Scene) -> None:
    """Fifty-seven more of everything that a list shows."""
    cast = scene.cast
    for number in range(MANY):
        row = brought_to(cast, scene.photo, STEPS[number % len(STEPS)])
        if row.closed_at:
            kept(row, cast.towns[0])
        join(cast, f"clerk{number}", Role.DEPARTMENT, cast.bureau)
    grow_plan(scene)
    towns = [
        Unit.objects.create(district=cast.district, name=f"新河{number}镇", kind=UnitKind.TOWNSHIP)
        for number in range(MANY)
    ]
    for town in towns:
        grow_township(scene, town)
    for number in range(MANY):
        Unit.objects.create(
            district=cast.district, name=f"第{number}村", kind=UnitKind.VILLAGE, parent=cast.towns[0]
        )
    for number in range(MANY):
        again(scene.visit, uid=uuid7())
        again(UnitImport.objects.latest("pk"), uid=uuid7())
        again(BookImport.objects.latest("pk"), uid=uuid7())
        again(TownReturn.objects.latest("pk"), uid=uuid7(), content=None, state="done")
        again(Reorganisation.objects.latest("pk"), uid=uuid7())
        watched_over(scene, number)
        issued_and_visited(scene, number)
        entry = Entry.objects.create(
            event="MatterClosed", payload={}, sentence="事项销号", by=cast.inspector, at=clock.now(),
            subject_kind="clause", subject_id=cast.hygiene.pk, campaign_id=cast.campaign.pk,
        )  # fmt: skip
        Delivery.objects.create(entry=entry, handler="desk.test", run_at=clock.now(), state="dead")


def watched_over(scene: Scene, number: int) -> None:
    """One more person whose data is held back from deletion and whose number was looked at."""
    cast, now = scene.cast, clock.now()
    person = Person.objects.create(district=cast.district, name=f"某{number}")
    Hold.objects.create(
        district=cast.district, person=person, basis="审计", begun_by=scene.people["secadmin"], begun_at=now
    )
    Entry.objects.create(
        event="PersonalFieldRevealed", payload={"column": "orgs.person.phone", "person_id": person.pk}, at=now,
        by=cast.office, sentence="查看联系方式", subject_kind="personal", subject_id=person.pk,
    )  # fmt: skip


def issued_and_visited(scene: Scene, number: int) -> None:
    """One more draft under approval, one document that was issued, one visit that became a matter."""
    draft = again(scene.document, uid=uuid7())
    approval = again(scene.approval, uid=uuid7(), subject_id=draft.pk)
    again(scene.document, uid=uuid7(), number=f"云专办〔2024〕{number}号", approval_id=approval.pk, **ISSUED)
    again(scene.visit, uid=uuid7(), result=scene.matters["closed"], state="complete")


ISSUED = {"state": "published", "dated_on": "2024-05-06", "published_at": MAY, "sha256": "0" * 64, "disclosure": "open"}


def grow_plan(scene: Scene) -> None:
    """More tasks with duties, demands, targets and indicators; more corrections."""
    cast = scene.cast
    for number in range(MANY):
        clause = Clause.objects.create(campaign=cast.campaign, key=f"9.{number}")
        clause.current = again(
            cast.hygiene.current, clause_id=clause.pk, position=f"9.{number}", order=100 + number, title=f"任务{number}"
        )
        clause.save()
        Demand.objects.create(clause=clause, text="做到", force=Demand.Force.MUST, order=number)
        Duty.objects.create(clause=clause, unit=cast.bureau, role=Duty.Role.PARTICIPANT)
        for town in cast.towns:
            Duty.objects.create(clause=clause, unit=town, role=Duty.Role.RESPONSIBLE, via_group=cast.group)
            Acceptance.objects.create(clause=clause, township=town, standard="标准", statement={}, state="open")
        target = again(cast.target, clause_id=clause.pk, indicator=f"指标{number}")
        again(scene.indicator, uid=uuid7(), name=f"指标{number}", clause_id=clause.pk, target_id=target.pk)
        again(scene.correction, anchor=f"+{number}", fact_kind="citations", value={"title": f"文件{number}"})
        again(scene.loose, anchor=f"2.9|区文化局|{number + 2}")
        again(scene.finding, message=f"疑点{number}")
        Confirmation.objects.create(
            campaign=scene.draft_action, fact_kind="citations", anchor=f"+{number}", shown=f"{number}", by=cast.office,
            at=clock.now(),
        )  # fmt: skip


def grow_township(scene: Scene, town: Unit) -> None:
    """A township with a duty, a person, a reading, a score and an acceptance."""
    cast, run = scene.cast, ScoreRun.objects.latest("pk")
    GroupMember.objects.create(group=cast.group, member=town)
    Duty.objects.create(clause=cast.hygiene, unit=town, role=Duty.Role.RESPONSIBLE, via_group=cast.group)
    person = Person.objects.create(district=cast.district, name=f"{town.name}责任人")
    ClauseOwner.objects.create(
        clause=cast.hygiene, unit=town, person=person, named_by=cast.office, named_at=clock.now()
    )
    again(scene.reading, uid=uuid7(), township_id=town.pk, value=Decimal(60))
    again(scene.acceptance, clause_id=cast.hygiene.pk, township_id=town.pk)
    again(scene.local_plan, uid=uuid7(), township_id=town.pk)
    again(TownshipTotal.objects.filter(run=run).first(), township_id=town.pk)
    for score in Score.objects.filter(run=run, township=cast.towns[0]):
        again(score, township_id=town.pk)
