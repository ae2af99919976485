"""Lights by rules that are data: reading them, finding what is wrong, and what they say of a matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from rulebook import Rule, RuleError, Type, check, compile_rule
from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.rules.loop import Light

USUAL = (Path(__file__).resolve().parents[1] / "lights" / "usual.yaml").read_text(encoding="utf-8")
LONGEST = 6000
# Rule → the figure of which it speaks.
NAMES = {"limit": "已用份额", "plan": "落后", "start": "未开工月数"}
FIGURES = {
    "已用份额": "已经用去的时限占全部时限的份额，0 到 1，到期为 1",
    "落后": "序时进度减去实际进度，百分点",
    "未开工月数": "第一个里程碑的计划月份过去了几个月而还没有一个里程碑完成",
}
KEYS = frozenset({"code", "name", "words", "yellow", "red", "examples"})
ORDER = (Light.NONE, Light.GREEN, Light.YELLOW, Light.RED)
HUNDREDTHS = [Decimal(n) / 100 for n in range(101)]


@dataclass(frozen=True)
class Example:
    """A worked example: the figure, and the light that it ought to give."""

    figure: Decimal
    light: Light


@dataclass(frozen=True)
class LightRule:
    """One rule, compiled."""

    code: str
    name: str
    words: str
    yellow: Rule
    red: Rule
    examples: tuple[Example, ...]

    @property
    def figure_name(self) -> str:
        return NAMES[self.code]

    @property
    def yellow_text(self) -> str:
        return self.yellow.source

    @property
    def red_text(self) -> str:
        return self.red.source

    def light(self, figure: Decimal) -> Light:
        """What the rule says of this figure."""
        given = {self.figure_name: figure}
        if self.red(**given):
            return Light.RED
        return Light.YELLOW if self.yellow(**given) else Light.GREEN


@dataclass(frozen=True)
class LightRules:
    """The rules in force; `warn_share` is from where on a limit is yellow."""

    rules: tuple[LightRule, ...]
    warn_share: Decimal

    def plan_light(self, behind: Decimal, idle_months: int) -> Light:
        """The worse of what 序时进度 and 开工 say."""
        figures = {"plan": behind, "start": Decimal(idle_months)}
        return worst(*(rule.light(figures[rule.code]) for rule in self.rules if rule.code in figures))


def worst(*lights: Light) -> Light:
    """The light that calls most for attention."""
    return max(lights, key=ORDER.index, default=Light.NONE)


@lru_cache(maxsize=64)
def light_rules(text: str = USUAL) -> LightRules:
    """The rules of a text, compiled once; Invalid with all that is wrong with it."""
    items, faults = _read(text)
    if faults:
        raise Invalid(" ".join(faults[:10]), "text")
    rules = tuple(_compiled(item) for item in items)
    return LightRules(rules, _warn_share(next(rule for rule in rules if rule.code == "limit")))


def faults_in(text: str) -> list[str]:
    """What is wrong with the text, one Chinese sentence each; empty where nothing is. Never raises."""
    return _read(text)[1]


def _read(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    if len(text) > LONGEST:
        return [], [f"规则不能超过 {LONGEST} 个字。"]
    try:
        items = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [], [f"读不懂：{type(error).__name__}，请核对缩进和冒号。"]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return [], ["应是一列规则，每条以“- code:”开头。"]
    faults = [fault for item in items for fault in _faults(item)]
    codes = [item.get("code") for item in items]
    if sorted(map(str, codes)) != sorted(NAMES):
        faults.append(f"规则要正好是这几条：{'、'.join(NAMES)}。")
    return items, faults or _example_faults(items)


def _faults(item: Mapping[str, Any]) -> list[str]:
    code = str(item.get("code"))
    if code not in NAMES:
        return [f"不认识的规则 {code[:20]}。"]
    faults = [f"{code}：不认识的键 {key}。" for key in sorted(map(str, item.keys() - KEYS))]
    faults += [f"{code}：缺少 {key}。" for key in ("name", "words") if not isinstance(item.get(key), str)]
    types = {NAMES[code]: Type.NUMBER}
    for key in ("yellow", "red"):
        found = check(str(item.get(key, "")), types, result=Type.BOOLEAN)
        faults += [f"{code}.{key}：{fault}" for fault in found]
    examples = item.get("examples")
    if not isinstance(examples, list) or not examples or not all(_is_example(each, code) for each in examples):
        faults.append(f"{code}：examples 要写算例，如 {{{NAMES[code]}: 1, light: red}}。")
    return faults


def _is_example(each: Any, code: str) -> bool:
    if not isinstance(each, dict) or each.keys() != {NAMES[code], "light"}:
        return False
    try:
        figure = Decimal(str(each[NAMES[code]]))
    except InvalidOperation:
        return False
    return figure.is_finite() and each["light"] in {"green", "yellow", "red"}


def _example_faults(items: list[dict[str, Any]]) -> list[str]:
    """Examples that the rules do not bear out, and a limit that is not what a limit is."""
    faults = []
    for item in items:
        rule = _compiled(item)
        for example in rule.examples:
            try:
                found = rule.light(example.figure)
            except RuleError as error:
                faults.append(f"{rule.code}：{error}")
                continue
            if found != example.light:
                figure = f"{rule.figure_name} = {example.figure}"
                faults.append(f"{rule.code}：算例 {figure} 应是{example.light.label}，算出来是{found.label}。")
        if rule.code == "limit" and not faults:
            faults += _limit_faults(rule)
    return faults


def _limit_faults(rule: LightRule) -> list[str]:
    written = {number for number in (*rule.yellow.numbers, *rule.red.numbers) if 0 <= number <= 1}
    lights = [rule.light(share) for share in sorted({*HUNDREDTHS, *written})]
    if lights[-1] != Light.RED or Light.RED in lights[:-1]:
        return ["limit.red：红灯只能在到期时亮，请写 已用份额 >= 1。"]
    if [ORDER.index(light) for light in lights] != sorted(ORDER.index(light) for light in lights):
        return ["limit.yellow：亮了黄灯以后不能再变回绿灯。"]
    if _warn_share(rule) <= 0:
        return ["limit.yellow：不能一开始就亮黄灯。"]
    return []


def _warn_share(rule: LightRule) -> Decimal:
    """From which share on it is yellow: the smallest number written in the rule at which it is, else the limit."""
    turning = [number for number in rule.yellow.numbers if 0 <= number < 1 and rule.light(number) == Light.YELLOW]
    return min(turning, default=Decimal(1))


def _compiled(item: Mapping[str, Any]) -> LightRule:
    code = item["code"]
    types = {NAMES[code]: Type.NUMBER}
    yellow, red = (compile_rule(str(item[key]), types, result=Type.BOOLEAN) for key in ("yellow", "red"))
    examples = tuple(Example(Decimal(str(each[NAMES[code]])), Light(each["light"])) for each in item["examples"])
    return LightRule(code, item["name"], item["words"], yellow, red, examples)
