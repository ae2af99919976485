"""From the text of a scheme (YAML) to a scheme, with its faults in words an official can act on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from rulebook.model import Fault, RuleError
from rulebook.schemes import Row, Scheme, lint_scheme, read_scheme, score_row
from rulebook.schemes.burden import barred
from rulebook.wording import say
from zhuanban.oversight.appraisals.rules.yardsticks import LIBRARY, SOURCES

LONGEST = 60_000
_PLACE = re.compile(r"(?P<part>[a-z_]+)(?:\[(?P<index>\d+)\])?")
_SPOKEN = (
    (re.compile(r"^(?:clamp|限于)\((.+), *([\d.]+), *([\d.]+)\)$"), r"\1，限于 \2 至 \3"),
    (re.compile(r"^(?:max|取大)\(([\d.]+), *(.+)\)$"), r"\2，最少 \1"),
    (re.compile(r"^(?:min|取小)\(([\d.]+), *(.+)\)$"), r"\2，最多 \1"),
    (re.compile(r"\bmax\("), "取大("),
    (re.compile(r"\bmin\("), "取小("),
    (re.compile(r"\bclamp\("), "限于("),
    (re.compile(r"\bshare\("), "占比("),
)
PARTS = {
    "rows": "评分项",
    "deductions": "扣分项",
    "bonus": "加分项",
    "veto": "一票否决",
    "examples": "算例",
    "score": "评分式",
    "points": "分值",
    "bands": "分档",
    "weight": "权重",
    "floor": "保底",
    "cap": "封顶",
    "yardstick": "指标",
    "direction": "方向",
    "name": "名称",
    "version": "版本",
    "period": "周期",
    "code": "编号",
    "given": "数据",
    "full": "满分",
    "small_base": "最小样本",
}


@dataclass(frozen=True)
class Printed:
    """A row as it is printed: what it scores, how, and its worked examples as (figures, points, working)."""

    row: Row
    source: str
    examples: tuple[tuple[str, str, str], ...]

    @property
    def rule(self) -> str:
        """The rule in the signs officials write; bands as from–to: points."""
        written = self.row.share or self.row.outright
        if written is None:
            return "；".join(f"{say(one.low)} 至 {say(one.high)}：{say(one.points)} 分" for one in self.row.bands)
        return spoken(written.source)

    @property
    def weight(self) -> str:
        return say(self.row.weight)


def spoken(source: str) -> str:
    """A rule in the signs that officials write: (按期办结率 − 0.6) ÷ 0.4，限于 0 至 1."""
    text = source.strip()
    for pattern, words in _SPOKEN:
        text = pattern.sub(words, text)
    for sign, shown in (("*", "×"), ("/", "÷"), (" - ", " − ")):
        text = text.replace(sign, shown)
    return text


def faults_of(text: str) -> list[Fault]:
    """Everything wrong with the text of a scheme; empty when it may be published. Never raises."""
    if len(text) > LONGEST:
        return [Fault(f"评分办法的文本超过 {LONGEST} 个字。")]
    try:
        written = _load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [Fault(f"第 {line} 行的格式读不懂，请检查缩进、冒号和引号。")]
    except (yaml.YAMLError, ValueError, RecursionError):
        return [Fault("文本的格式读不懂，请检查缩进、冒号和引号。")]
    return list(dict.fromkeys([*_barred(written), *lint_scheme(written, LIBRARY)]))


def _barred(written: object) -> Iterator[Fault]:
    """What may not be scored is said first, whatever else is wrong with the text."""
    rows = written.get("rows") if isinstance(written, dict) else None
    for at, row in enumerate(rows if isinstance(rows, list) else ()):
        name = str(row.get("yardstick", "")).strip() if isinstance(row, dict) else ""
        known = LIBRARY.get(name)
        reason = (known.forbidden if known else "") or barred(name)
        if name and reason:
            yield Fault(f"“{name}”不得用于考核。{reason}。", where=f"rows[{at}].yardstick")


@lru_cache(maxsize=32)
def scheme_of(text: str) -> Scheme:
    """The scheme of a text without faults; RuleError otherwise. Read once: a page may need it many times."""
    faults = faults_of(text)
    if faults:
        raise RuleError(sentence_of(faults[0]), faults)
    return read_scheme(_load(text), LIBRARY)


def name_of(text: str) -> str:
    """What the text calls itself."""
    found = re.search(r"(?m)^name:\s*(.+?)\s*$", text)
    return found[1].strip("\"'")[:80] if found else "未命名的评分办法"


def sentence_of(fault: Fault) -> str:
    """第3项评分项的评分式：…"""
    place = "的".join(_place(part) for part in fault.where.split(".") if part)
    at = f"第 {fault.position} 个字，" if fault.position else ""
    return f"{place}：{at}{fault.message}" if place else f"{at}{fault.message}"


def printed(scheme: Scheme) -> list[Printed]:
    """The scored rows as they are printed."""
    return [Printed(row, SOURCES.get(row.measure.yardstick.name, ""), _examples(row)) for row in scheme.scored]


def _examples(row: Row) -> tuple[tuple[str, str, str], ...]:
    found = []
    for example in row.examples:
        score = score_row(row, example.given)
        figures = "，".join(f"{name} {say(value)}" for name, value in example.given.items())
        found.append((figures, "样本不足" if score.points is None else f"{say(score.points)} 分", score.working))
    return tuple(found)


def _place(part: str) -> str:
    found = _PLACE.fullmatch(part)
    if not found:
        return part
    name = PARTS.get(found["part"], found["part"])
    return f"第 {int(found['index']) + 1} 个{name}" if found["index"] else name


def _load(text: str) -> object:
    return PlainLoader(text).get_single_data()


class PlainLoader(yaml.SafeLoader):
    """YAML without aliases and tags of its own: a scheme needs neither, and mischief does."""

    def fetch_alias(self) -> None:
        raise yaml.scanner.ScannerError(None, None, "alias", self.get_mark())
