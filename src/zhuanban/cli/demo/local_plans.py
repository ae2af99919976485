"""The plans of a few townships in the demo: shorter than the notice, in other words, here and there weaker."""

import re
from random import Random

from notice_compiler import Plan
from zhuanban.cli.demo.actors import Company
from zhuanban.cli.demo.story import Act
from zhuanban.ground.orgs.models import Unit
from zhuanban.plan.campaigns.models import Clause
from zhuanban.plan.localplans.models import LocalPlan
from zhuanban.plan.localplans.rules import Answer, Decision
from zhuanban.plan.localplans.selectors import conformed, local_plans_for, notice_in_force
from zhuanban.plan.localplans.services import (
    confirm_local_plan,
    explain_gap,
    mark_clause,
    return_local_plan,
    upload_local_plan,
)

TOWNS = 6
PER_TOWN = 14
OTHER_WORDS = (
    ("开展", "组织"), ("全面", "逐处"), ("加强", "抓好"), ("推进", "做好"), ("完善", "补齐"), ("整治", "治理"),
    ("积极", ""), ("切实", ""), ("进一步", ""), ("持续", "常年"), ("建立健全", "建好"),
)  # fmt: skip
OFFICES = ("综合执法队", "建设办公室", "经济发展办公室", "党群服务中心")
OWN = (
    ("办好赶集日便民服务", "赶集日在集市口设服务台，代办证照、义诊、修理小家电。"),
    ("认领门前屋后", "每户认领门前一块地，村民议事会每月评一次整洁人家。"),
    ("留住老街记忆", "请老住户口述街巷旧事，在路口立牌，假期办一次走街活动。"),
)
LATER = (("2月", "4月"), ("3月", "5月"), ("6月", "9月"), ("9月", "11月"))
PERCENT = re.compile(r"(\d{2})%")
LEFT_OUT, VAGUE, WEAKER, NOBODY = 0.08, 0.16, 0.28, 0.34


def upload_plan(company: Company, act: Act) -> None:
    """A township hands in its plan; with `again`, a better version."""
    town, again = company.townships[act.given["town"]], bool(act.given.get("again"))
    notice = notice_in_force(company.campaign)
    if notice is None:
        return
    content = written(company, notice[1], town, is_better=again).encode()
    name = f"{town.name}三年实施方案{'（修改稿）' if again else ''}.txt"
    plan = upload_local_plan(
        by=company.clerks[town.pk], campaign=company.campaign, township=town, content=content, name=name
    )
    for clause in _clauses(plan, Answer.MISSING)[:1]:
        why = "已列入本地下一批安排，另行印发。"
        explain_gap(by=company.clerks[town.pk], plan=plan, clause=clause, explanation=why)


def check_plan(company: Company, act: Act) -> None:
    """The office decides what is unsure and confirms; the plan named by `returned` goes back."""
    plans = local_plans_for(company.office, company.campaign).filter(township=act.given["town"])
    newest = plans.first()
    if newest is None:
        return
    plan = LocalPlan.objects.select_related("township", "campaign", "notice_version").get(pk=newest.pk)
    if act.given.get("returned"):
        return_local_plan(by=company.office, plan=plan, reason="部分任务没有写明时限和责任单位，请对照通知补齐后重报。")
        return
    for clause in _clauses(plan, Answer.UNSURE):
        note = "与镇里核实过，说法不同，做的是同一件事。"
        mark_clause(by=company.office, plan=plan, clause=clause, decision=Decision.CARRIED_OUT, note=note)
    confirm_local_plan(by=company.office, plan=plan)


def _clauses(plan: LocalPlan, state: Answer) -> list[Clause]:
    keys = [line.pk for line in conformed(plan, state).lines if line.pk]
    return list(Clause.objects.filter(pk__in=keys).order_by("pk"))


def written(company: Company, notice: Plan, town: Unit, *, is_better: bool) -> str:
    """The text of a township's plan, the same in every run."""
    chance = company.chance("local plan", town.pk)
    tasks = [clause for clause in notice.clauses if clause.kind == "task" and clause.body][:PER_TOWN]
    lines = [f"{town.name}{company.campaign.short_name}三年实施方案", "", "一、主要任务", ""]
    number = 0
    for clause in tasks:
        luck = 1.0 if is_better else chance.random()
        if luck >= LEFT_OUT:
            number += 1
            lines += [f"（{_numeral(number)}）{_task(clause.title, clause.body, luck, chance)}", ""]
    title, body = OWN[town.pk % len(OWN)]
    return "\n".join([*lines, f"（{_numeral(number + 1)}）{title}。{body}（责任单位：镇{OFFICES[3]}）", ""])


def _task(title: str, body: str, luck: float, chance: Random) -> str:
    """One task: a few sentences of the clause in other words, with who answers for it."""
    sentences = [each for each in body.split("。") if each]
    kept = sentences[:2] + [each for each in sentences[2:] if PERCENT.search(each) or "底" in each]
    words = "。".join(kept)
    if luck < VAGUE:
        return f"{_reworded(title)}。结合本地实际安排。（责任单位：镇{OFFICES[0]}）"
    if luck < WEAKER:
        words = _weaker(words)
    who = "" if WEAKER <= luck < NOBODY else f"（责任单位：镇{chance.choice(OFFICES)}）"
    return f"{_reworded(title)}。{_reworded(words)}。{who}"


def _weaker(words: str) -> str:
    for month, later in LATER:
        if f"年{month}" in words:
            words = words.replace(f"年{month}", f"年{later}")
            break
    return PERCENT.sub(lambda found: f"{max(10, int(found[1]) - 5)}%", words)


def _reworded(words: str) -> str:
    for old, new in OTHER_WORDS:
        words = words.replace(old, new)
    return words


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (f"{digits[tens] if tens > 1 else ''}十" if tens else "") + (digits[ones] if ones else "")


LOCAL_PLAN_ACTS = {"upload_plan": upload_plan, "check_plan": check_plan}
