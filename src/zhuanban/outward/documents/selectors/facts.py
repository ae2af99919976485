"""From scores, figures and the notice to the facts of a circular."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.selectors import townships_of
from zhuanban.outward.documents.rules.circular import Facts, Standing
from zhuanban.plan.campaigns.models import Campaign, NoticeVersion


@dataclass(frozen=True)
class Heading:
    """What stands around the text: the office that speaks, to whom, and under which code word."""

    office: str
    recipients: str
    code_word: str


@dataclass(frozen=True)
class Basis:
    """The facts and the run of scores that they came from."""

    facts: Facts
    run_id: int | None


def heading_of(campaign: Campaign) -> Heading:
    """The office of the task force, the recipients of the notice, and a code word of the district's first word."""
    header = _header(campaign)
    recipients = "，".join(header.get("recipients") or ["各乡镇（街道）", "区有关部门（单位）"])
    stem = campaign.district.short_name.rstrip("区县市旗")[:2] or campaign.district.short_name[:2]
    return Heading(f"{campaign.short_name}工作专班办公室", recipients, f"{stem}专班办")


def basis_for(campaign: Campaign, since: date, until: date) -> Basis:
    """Everything a circular of this period is made from, as it is now."""
    facts = Facts(
        notice=_header(campaign).get("title") or "",
        action=campaign.short_name.removeprefix(campaign.district.short_name),
        scheme="",
        since=since,
        until=until,
        drafted_on=clock.today(),
        registered=0,
        closed=0,
        open=0,
        red=0,
        yellow=0,
        full=Decimal(100),
        small_base=10,
        yardsticks=(),
        standings=[Standing(unit.name, None, None, {}) for unit in townships_of(campaign.district_id)],
    )
    return Basis(facts, None)


def _header(campaign: Campaign) -> dict[str, object]:
    version = NoticeVersion.objects.filter(campaign=campaign).order_by("-number").first()
    header: dict[str, object] = (version.plan.get("notice") or {}) if version else {}
    return header
