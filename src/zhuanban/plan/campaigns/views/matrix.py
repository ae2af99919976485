"""The responsibility matrix (B2): seen by all, leads by the office, persons by each township."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhuanban.ground.core.ids import key_of
from zhuanban.ground.core.permits import may, require
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import members_of, people_of, townships_of, units_of
from zhuanban.plan.campaigns.forms import LeadForm, MembersForm, OwnersForm
from zhuanban.plan.campaigns.selectors.matrix import (
    Gap,
    clauses_with,
    group_for,
    matrix_of,
    naming_unit_for,
    own_township,
    possible_leads,
)
from zhuanban.plan.campaigns.selectors.overview import recusals_in
from zhuanban.plan.campaigns.selectors.plan import campaign_for, clause_for, lead_of, owners_of
from zhuanban.plan.campaigns.selectors.standing import standings_of
from zhuanban.plan.campaigns.services import assign_lead, assign_leads, name_owners, remove_lead, set_group_members

GAPS = {Gap.NO_LEAD: "没有牵头单位", Gap.EMPTY_GROUP: "单位不明确", Gap.NO_OWNER: "没有责任人"}


@require_safe
def page(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every task with its units; ?gap= keeps the rows that have this gap, ?gap=any those with one."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    matrix = matrix_of(action)
    gap = request.GET.get("gap", "")
    rows = [row for row in matrix.rows if not gap or any(gap in ("any", hole.gap) for hole in row.holes)]
    context = {
        "campaign": action,
        "matrix": matrix,
        "rows": rows,
        "standings": standings_of(action),
        "gap": gap,
        "gaps": [(code.value, words, matrix.count(code)) for code, words in GAPS.items()],
        "recusals": recusals_in(action),
        "units": list(possible_leads(action)),
        "mine": own_township(user),
        "may_assign": may(user, "campaign.assign", action),
    }
    return render(request, "campaigns/matrix.html", context)


@require_POST
def leads(request: HttpRequest, campaign: str) -> HttpResponse:
    """Assign the leads of the ticked rows, each as chosen in its row."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    ticked = request.POST.getlist("clause")
    keys = {key_of(pk): key_of(request.POST.get(f"unit-{pk}", "")) for pk in ticked}
    choices = {clause: unit for clause, unit in keys.items() if clause is not None and unit is not None}
    if len(choices) < len(set(ticked)):
        messages.error(request, "勾选的条款里有的还没有选单位，请选好后再指定。")
        return redirect("campaigns:matrix", campaign)
    count = assign_leads(by=user, campaign=action, choices=choices)
    messages.success(request, f"已为 {count} 条任务指定牵头单位。")
    return redirect("campaigns:matrix", campaign)


def lead(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """The lead of one clause."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    clause = clause_for(user, action, pk)
    require(user, "campaign.assign", action)
    if clause.repealed_in_id:
        raise Http404
    form = LeadForm(possible_leads(action), request.POST if request.method == "POST" else None)
    if form.run(assign_lead, by=user, clause=clause):
        messages.success(request, f"“{clause}”的牵头单位已指定。")
        return redirect("campaigns:clause", campaign, pk)
    standing = standings_of(action)[clause.pk]
    context = {"campaign": action, "clause": clause, "standing": standing, "form": form, "lead": lead_of(clause)}
    return render(request, "campaigns/lead.html", context, status=422 if form.is_bound else 200)


@require_POST
def unlead(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Take back a lead that the office assigned."""
    user = cast(User, request.user)
    clause = clause_for(user, campaign_for(user, campaign), pk)
    remove_lead(by=user, clause=clause)
    messages.success(request, f"“{clause}”的牵头单位已撤换，请重新指定。")
    return redirect("campaigns:lead", campaign, pk)


def group(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Which units a class of units is."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    named = group_for(action, pk)
    require(user, "campaign.assign", action)
    members = "\n".join(member.name for member in members_of(named))
    form = MembersForm(request.POST if request.method == "POST" else None, initial={"names": members})
    if form.run(set_group_members, by=user, campaign=action, group=named):
        messages.success(request, f"“{named}”的成员单位已明确，职责已分到各单位。")
        return redirect("campaigns:matrix", campaign)
    known = [unit.name for unit in units_of(action.district_id)]
    context = {"campaign": action, "group": named, "form": form, "known": known}
    return render(request, "campaigns/group.html", context, status=422 if form.is_bound else 200)


def owners(request: HttpRequest, campaign: str) -> HttpResponse:
    """A township's clauses with its persons; one name for all that are ticked."""
    user = cast(User, request.user)
    action = campaign_for(user, campaign)
    unit = naming_unit_for(user, action, request.GET.get("unit", ""))
    clauses = clauses_with(action, unit)
    form = OwnersForm(clauses, request.POST if request.method == "POST" else None)
    if named := form.run(name_owners, by=user, campaign=action, unit=unit):
        messages.success(request, f"已为 {len(named)} 条任务指定责任人。")
        return redirect(request.get_full_path())
    context = {
        "campaign": action,
        "unit": unit,
        "rows": owners_of(unit, clauses),
        "standings": standings_of(action),
        "form": form,
        "people": people_of(unit),
        "towns": townships_of(action.district_id) if may(user, "campaign.assign", action) else (),
    }
    return render(request, "campaigns/owners.html", context, status=422 if form.is_bound else 200)
