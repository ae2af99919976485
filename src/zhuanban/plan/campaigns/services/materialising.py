"""From the plan with its corrections to the tables: rows are made equal to the facts, keys are kept."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import User
from zhuanban.plan.campaigns.models import (
    Campaign,
    Citation,
    Clause,
    ClauseVersion,
    Deadline,
    Demand,
    Fact,
    MoneyRule,
    NoticeVersion,
    Phase,
    Target,
)
from zhuanban.plan.campaigns.rules import corrections as overlay
from zhuanban.plan.campaigns.rules import facts as facts_rules
from zhuanban.plan.campaigns.rules.places import campaign_name, short_campaign_name
from zhuanban.plan.campaigns.selectors.plan import corrections_of, facts_in, version_of
from zhuanban.plan.campaigns.services.duties import write_duties
from zhuanban.plan.campaigns.services.roster import write_roster
from zhuanban.plan.campaigns.services.tables import make_equal
from zhuanban.plan.campaigns.services.units import Register, open_units, register_of, set_areas

Facts = list[facts_rules.Fact]
Values = dict[str, Any]
Reading = Callable[[facts_rules.Fact], Values]


@transaction.atomic
def materialise(campaign: Campaign, *, by: User | None = None, since: date | None = None) -> None:
    """Write the facts in force to the tables; the caller holds the campaign's lock.

    `since` is the day from which somebody whom the roster no longer names has left (today).
    """
    version = version_of(campaign)
    if version is None or not version.plan:
        return
    facts = facts_in(version, corrections_of(campaign))
    register = register_of(campaign.district, first_day(version), version.plan)
    open_units(register, version.plan)
    clauses = {clause.key: clause for clause in campaign.clauses.filter(current__version=version)}
    _write_head(campaign, facts, register)
    _write_clauses(version, overlay.in_force(facts, "clauses"))
    _write_of_clauses(campaign, facts, clauses)
    _write_of_campaign(campaign, facts, clauses)
    write_duties(campaign, overlay.in_force(facts, "duties"), clauses, register)
    write_roster(campaign, overlay.in_force(facts, "roster"), register, by=by, since=since or clock.today())
    set_areas(register, overlay.in_force(facts, "scopes"))


def first_day(version: NoticeVersion) -> date:
    """The day from which units and posts are known: that of the notice, or that of loading it."""
    said = version.own_plan or version.plan
    return day(said.get("notice", {}).get("date")) or clock.local_day(version.loaded_at)


def day(written: str | None) -> date | None:
    """An ISO day of the plan."""
    return date.fromisoformat(written) if written else None


def decimal(written: Any) -> Decimal | None:
    """A number of the plan, exactly as written."""
    return None if written in (None, "") else Decimal(str(written))


def _write_head(campaign: Campaign, facts: Facts, register: Register) -> None:
    heads = {fact.anchor: fact.values for fact in facts if fact.kind == "notice"}
    title, period, office = heads["notice"].get("title"), heads["period"], heads["office"]
    name = campaign_name(str(title or "")) or campaign.name
    unit = office.get("unit")
    values: Values = {
        "name": name,
        "short_name": short_campaign_name(name, campaign.district.name),
        "starts_on": day(period.get("start")),
        "ends_on": day(period.get("end")),
        "office_unit": register.unit(unit) if unit else None,
    }
    for field, value in values.items():
        setattr(campaign, field, value)
    campaign.save(update_fields=sorted(values))


def _write_clauses(version: NoticeVersion, facts: Facts) -> None:
    wanted: dict[Hashable, Values] = {
        fact.anchor: {"title": fact.values["title"][:200], "kind": fact.values["kind"]} for fact in facts
    }
    texts = ClauseVersion.objects.filter(version=version, clause__key__in=list(wanted)).select_related("clause")
    make_equal(ClauseVersion, texts, wanted, lambda text: text.clause.key)


def _place(fact: facts_rules.Fact) -> Values:
    start, end = fact.span or (None, None)
    return {"anchor": fact.anchor[:300], "start": start, "end": end}


def _demand(fact: facts_rules.Fact) -> Values:
    values = fact.values
    return {
        "text": values["text"][:500], "force": values["force"], "condition": (values.get("condition") or "")[:200]
    }


def _deadline(fact: facts_rules.Fact) -> Values:
    values = fact.values
    text = str(values.get("text") or fact.words)[:200]
    return {"by": day(values.get("by")), "every": values.get("every") or "", "text": text}


def _target(fact: facts_rules.Fact) -> Values:
    values = fact.values
    words = fact.words or f"{values['indicator']}{values['op']}{values['value']}{values.get('unit') or ''}"
    return {
        "indicator": values["indicator"][:80],
        "op": values["op"],
        "value": decimal(values["value"]),
        "unit": (values.get("unit") or "")[:20],
        "by": day(values.get("by")),
        "text": words[:300],
    }


def _money_rule(fact: facts_rules.Fact) -> Values:
    values = fact.values
    return {
        "kind": values["kind"],
        "base": values["base"][:120],
        "rate": decimal(values.get("rate")),
        "amount": decimal(values.get("amount")),
        "unit": (values.get("unit") or "")[:20],
        "basis": (values.get("basis") or "")[:200],
        "text": str(values.get("text") or fact.words)[:500],
    }


_OF_CLAUSES: tuple[tuple[str, type[Any], Reading], ...] = (
    ("demands", Demand, _demand),
    ("deadlines", Deadline, _deadline),
    ("targets", Target, _target),
    ("rules", MoneyRule, _money_rule),
)


def _write_of_clauses(campaign: Campaign, facts: Facts, clauses: Mapping[str, Clause]) -> None:
    for kind, model, read in _OF_CLAUSES:
        wanted: dict[Hashable, Values] = {}
        for order, fact in enumerate(overlay.in_force(facts, kind)):
            clause = clauses.get(str(fact.values.get("clause") or ""))
            if clause:
                values = {**_place(fact), **read(fact), "clause_id": clause.pk}
                wanted[fact.anchor] = {**values, "order": order} if model is Demand else values
        existing = model._default_manager.filter(clause__campaign=campaign)
        make_equal(model, existing, wanted, _anchor)


def _anchor(row: Fact) -> Hashable:
    return row.anchor


def _write_of_campaign(campaign: Campaign, facts: Facts, clauses: Mapping[str, Clause]) -> None:
    phases: dict[Hashable, Values] = {}
    for order, fact in enumerate(overlay.in_force(facts, "phases")):
        values = {"name": fact.values["name"][:60], "order": order, "clause_id": _clause_id(fact, clauses)}
        days = {"starts_on": day(fact.values.get("start")), "ends_on": day(fact.values.get("end"))}
        phases[fact.anchor] = {**_place(fact), **values, **days, "campaign_id": campaign.pk}
    make_equal(Phase, Phase.objects.filter(campaign=campaign), phases, _anchor)
    citations: dict[Hashable, Values] = {}
    for fact in overlay.in_force(facts, "citations"):
        words = {"title": (fact.values.get("title") or "")[:300], "number": (fact.values.get("number") or "")[:80]}
        place = {"clause_id": _clause_id(fact, clauses), "campaign_id": campaign.pk}
        citations[fact.anchor] = {**_place(fact), **words, **place}
    make_equal(Citation, Citation.objects.filter(campaign=campaign), citations, _anchor)


def _clause_id(fact: facts_rules.Fact, clauses: Mapping[str, Clause]) -> int | None:
    clause = clauses.get(str(fact.values.get("clause") or ""))
    return clause.pk if clause else None
