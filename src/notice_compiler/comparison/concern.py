"""Which clauses of a notice ask something of a township: the tasks and goals that it has to answer in its own plan.

A task or goal counts where a township, this township, or a group of townships (各乡镇（街道）) has a duty in it, in the
clause itself or in the nearest clause above that names units; and where no unit is named at all. It does not count
where only other bodies are named, or only other townships. A goal without a figure or a day, principles, safeguards
and mere headings do not count.
"""

from __future__ import annotations

import re

from notice_compiler.comparison.model import SetAside, Words
from notice_compiler.comparison.side import Side
from notice_compiler.grammar.kinship import kind_of
from notice_compiler.lexicon.local_plans import NO_NAME, TOWNSHIP
from notice_compiler.lexicon.shortnames import GROUP_OF_TOWNSHIPS, TOWNSHIP_END
from notice_compiler.model import Clause, Plan

COUNTED = ("task", "goal")
EVERYBODY = re.compile(r"^各(?:有关|相关)?(?:单位|部门|地|地区|级)|成员单位")


def township_of(plan: Plan) -> str | None:
    """The township whose plan it is, by its title or by who issued it."""
    names = (plan.notice.title, *plan.notice.issuers)
    return next((found for name in names if (found := _township_in(name))), None)


def _township_in(name: str) -> str | None:
    found = (match["township"] for match in TOWNSHIP.finditer("".join(name.split())))
    return next((each for each in found if not NO_NAME.search(each)), None)


def concern(notice: Side, index: int, township: str | None) -> tuple[str | None, str]:
    """(why the clause counts, "") or (None, why it does not)."""
    clause = notice.clauses[index]
    if clause.kind not in COUNTED:
        return None, "不是任务或者目标"
    if not notice.pairs[index]:
        return None, "没有文字"
    if not clause.body and clause.id in notice.children:
        return None, "只是标题，看它下面的条款"
    if clause.kind == "goal" and not _measurable(notice, clause):
        return None, "总的要求，没有写明指标或者时限"
    units = _units(notice, clause)
    if not units:
        return "没有写明单位，各乡镇都要落实", ""
    return _by_units(units, township)


def _measurable(notice: Side, clause: Clause) -> bool:
    """A goal that names a figure or a day; 坚持因地制宜 alone is nothing to be answered."""
    days = notice.facts.deadlines.get(clause.id, ())
    return bool(notice.facts.targets.get(clause.id)) or any(each.by for each in days)


def _by_units(units: list[str], township: str | None) -> tuple[str | None, str]:
    groups = [name for name in units if kind_of(name) == "group"]
    shared = next((name for name in groups if GROUP_OF_TOWNSHIPS.search(name) or EVERYBODY.search(name)), None)
    if shared:
        return f"{shared}有职责", ""
    own = [name for name in units if kind_of(name) == "township"]
    if mine := next((name for name in own if township is None or _core(name) == _core(township)), None):
        return f"{mine}有职责", ""
    return None, "只写了别的乡镇的职责" if own else "只写了上级部门的职责"


def _core(name: str) -> str:
    """青禾镇人民政府 and 云岭县青禾镇 end in the same words."""
    return TOWNSHIP_END.sub("", _township_in(name) or "".join(name.split()))


def _units(notice: Side, clause: Clause) -> list[str]:
    at: Clause | None = clause
    while at is not None:
        if duties := notice.facts.duties.get(at.id):
            return [duty.unit for duty in duties]
        above = notice.at.get(at.parent or "")
        at = notice.clauses[above] if above is not None else None
    return []


def set_aside(notice: Side, index: int, reason: str) -> SetAside:
    """A clause that is not counted, for those who ask why."""
    clause = notice.clauses[index]
    words: Words = notice.heading(clause)
    return SetAside(clause.id, words, reason)
