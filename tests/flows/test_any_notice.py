"""Another district's notice runs the same way: from its text to a closed matter, its figures and its pages."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from zhuanban.cli.accounts import open_demo_accounts
from zhuanban.ground.core import clock
from zhuanban.ground.files.services import Capture, take_photo
from zhuanban.ground.journal.delivery import deliver_pending
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.ground.journal.verifying import verified
from zhuanban.ground.orgs.rules import Role
from zhuanban.ground.orgs.selectors import holders_of, recusals_of, townships_of
from zhuanban.plan.campaigns.models import Campaign, Duty
from zhuanban.plan.campaigns.selectors import matrix_of, targets_of
from zhuanban.plan.campaigns.services import load_notice, start_campaign
from zhuanban.work.indicators.selectors import target_status
from zhuanban.work.matters.selectors import figures, kinds_of
from zhuanban.work.matters.services import (
    accept_matter,
    close_matter,
    dispatch_matter,
    rebuild_scopes,
    rebuild_tallies,
    register_matter,
    report_done,
    sync_kinds,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOTICES = {"example": ROOT / "examples" / "notice.txt", "reference": ROOT.parent / "shared/notices/chiping-2024.txt"}


@pytest.fixture(params=sorted(NOTICES))
def campaign(request, tmp_path) -> Campaign:
    """The action of a notice, loaded, with its accounts, and started by the office on its first day."""
    path = NOTICES[request.param]
    if not path.exists():
        pytest.skip(f"the folder with the {request.param} notice is not here")
    sync_kinds()
    campaign = load_notice(by=None, content=path.read_bytes(), name=path.name)
    open_demo_accounts(campaign)
    assert campaign.starts_on is not None
    with clock.moved_to(clock.start_of(campaign.starts_on) + timedelta(hours=9)):
        office = holders_of(Role.OFFICE_DIRECTOR, campaign.district_id, campaign.pk)[0]
        start_campaign(by=office, campaign=campaign)
        deliver_pending()
    campaign.refresh_from_db()
    return campaign


def picture(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot((320, 240), (-2 + seed / 10, -1.5, 1, 1.5), 40 + seed).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def test_fourteen_townships_carry_every_task_and_somebody_is_recused(campaign):
    towns = list(townships_of(campaign.district_id))
    assert len(towns) == 14
    bracketed = Duty.objects.filter(clause__campaign=campaign, role=Duty.Role.RESPONSIBLE, unit__in=towns)
    assert bracketed.values("clause").distinct().count() >= 12
    assert len(matrix_of(campaign).townships) == 14
    assert recusals_of(campaign.district_id)
    assert campaign.office_unit is not None


def test_a_due_target_without_evidence_is_said_to_have_none(campaign):
    sewage = next(target for target in targets_of(campaign) if "污水收集处理率" in target.indicator)
    assert sewage.by is not None
    with clock.moved_to(clock.end_of(sewage.by) + timedelta(days=30)):
        assert target_status(sewage).verdict.label == "无据"


def test_a_case_goes_its_whole_way_and_every_figure_agrees(campaign, client):
    district = campaign.district_id
    office = holders_of(Role.OFFICE_DIRECTOR, district, campaign.pk)[0]
    inspector, other = holders_of(Role.INSPECTOR, district, campaign.pk)[:2]
    town = townships_of(district)[0]
    clerk = holders_of(Role.TOWNSHIP, district, campaign.pk, town.pk)[0]
    kind = kinds_of(campaign, "case").get(code="exposed-rubbish")
    assert campaign.starts_on is not None
    at = clock.start_of(campaign.starts_on) + timedelta(days=40, hours=9)

    def photo(by, seed):
        return take_photo(by=by, campaign_id=campaign.pk, content=picture(seed), capture=Capture())

    with clock.moved_to(at):
        matter = register_matter(
            by=inspector, campaign=campaign, kind=kind, township=town, title="南门垃圾", place="集贸市场南门",
            photos=[photo(inspector, 1)],
        )
        assert matter.clause is not None
        matter = dispatch_matter(by=office, matter=matter, unit=town)
        matter = accept_matter(by=clerk, matter=matter)
    with clock.moved_to(at + timedelta(hours=1)):
        matter = report_done(by=clerk, matter=matter, result="已清走", photos=[photo(clerk, 2)])
        matter = close_matter(by=other, matter=matter, opinion="合格")
        counted = figures(campaign)
        assert (counted.registered, counted.closed, counted.on_time, counted.open) == (1, 1, 1, 0)
    assert (rebuild_tallies(campaign), rebuild_scopes(campaign)) == (0, 0)
    seal_entries()
    assert verified()[1] == []
    client.force_login(office)
    for page in ("", "plan/", "plan/review/", "plan/matrix/", "matters/", f"matters/{matter.uid}/", "indicators/",
                 "appraisals/", "appraisals/acceptance/", "documents/", f"towns/{town.pk}/"):
        assert client.get(f"/c/{campaign.slug}/{page}").status_code == 200, page
