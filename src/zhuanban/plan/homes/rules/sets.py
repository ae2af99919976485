"""Sets of homes as data: reading them and finding what is wrong with them. The shape is in ../README.md."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from zhuanban.ground.core.errors import Invalid

# Set → its Chinese name, in the order in which a page shows them.
SETS = {
    "kind": "台账类别",
    "class": "案件小类",
    "place": "点位类别",
    "facility": "设施类别",
    "project": "项目类型",
    "indicator": "指标",
    "rule": "资金规则",
    "resource": "资金与用地台账",
    "selection": "评选",
    "page": "页面",
    "document": "文书",
}
BEAUTIES = ("绿化", "亮化", "净化", "美化")
SOURCES = {"derive": "由系统计算，不填报", "share": "由主管部门的数据带出", "ask": "填报，附来源"}
KEYS = frozenset({"code", "name", "serves", "beautify", "unit", "source", "where", "address", "planned"})
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"[a-z]+:[a-z_]+")
_MISSION = re.compile(r"[A-I][0-9]{1,2}")
_LONGEST = {"name": 40, "unit": 12, "where": 100}


@dataclass(frozen=True)
class Home:
    """落点: where a demand is worked on. `address` names a page, `query` what it is asked for."""

    set: str
    code: str
    name: str
    serves: tuple[str, ...]
    beautify: str = ""
    unit: str = ""
    source: str = ""
    where: str = ""
    address: str = ""
    query: str = ""
    planned: str = ""

    @property
    def key(self) -> str:
        return f"{self.set}:{self.code}"

    @property
    def set_name(self) -> str:
        return SETS[self.set]

    @property
    def source_words(self) -> str:
        return SOURCES.get(self.source, "")


def home_of(set_: str, raw: Mapping[str, Any]) -> Home:
    """The home of a checked description."""
    said = {key: str(raw[key]) for key in KEYS - {"serves"} if key in raw}
    return Home(set=set_, serves=tuple(raw["serves"]), **said)


def read_set(set_: str, path: Path) -> list[Home]:
    """The homes of a file; Invalid names everything that is wrong with it."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Invalid(f"{path.name} 读不懂：{type(error).__name__}。") from error
    if not isinstance(read, list):
        raise Invalid(f"{path.name} 应是一列。")
    if faults := faults_of(set_, read):
        raise Invalid(f"{SETS[set_]}有误：" + " ".join(faults[:20]))
    return [home_of(set_, raw) for raw in read]


def faults_of(set_: str, items: Iterable[Any]) -> list[str]:
    """What is wrong with a set, one Chinese sentence each; bears anything, never raises."""
    homes = list(items)
    faults = [f"{_called(raw)}：{fault}" for raw in homes for fault in home_faults(set_, raw)]
    for key in ("code", "name"):
        counted = Counter(str(raw.get(key)) for raw in homes if isinstance(raw, dict))
        faults += [f"{value}：{key} 重复 {count} 次。" for value, count in counted.items() if count > 1]
    return faults


def _called(raw: Any) -> str:
    return str(raw.get("name") or raw.get("code") or "（无名）") if isinstance(raw, dict) else "（不是一项）"


def home_faults(set_: str, raw: Any) -> list[str]:
    """What is wrong with one home of a set."""
    if not isinstance(raw, dict):
        return ["每一项应是一组“键: 值”。"]
    return [*_text_faults(raw), *_place_faults(set_, raw), *_figure_faults(set_, raw)]


def _text_faults(raw: Mapping[str, Any]) -> list[str]:
    faults = [f"不认识的键 {key}。" for key in sorted(str(key) for key in raw if key not in KEYS)]
    if not _CODE.fullmatch(str(raw.get("code", ""))):
        faults.append("code 应是小写英文和连字符。")
    if not _is_text(raw.get("name")):
        faults.append("缺少 name。")
    faults += [f"{key} 应是 {most} 个字以内的文字。" for key, most in _LONGEST.items() if key in raw and not (
        _is_text(raw[key]) and len(raw[key]) <= most)]  # fmt: skip
    serves = raw.get("serves")
    if not isinstance(serves, list) or not serves or not all(_is_text(word) for word in serves):
        faults.append("serves 至少要有一个词，否则认不出它落在哪条要求上。")
    if "beautify" in raw and raw["beautify"] not in BEAUTIES:
        faults.append("beautify 应是绿化、亮化、净化或美化。")
    return faults


def _place_faults(set_: str, raw: Mapping[str, Any]) -> list[str]:
    faults = []
    if "address" in raw and "planned" in raw:
        faults.append("已有页面的不写 planned，还没有的不写 address。")
    if "address" in raw and not _ADDRESS.fullmatch(str(raw["address"])):
        faults.append("address 应是页面的名称，如 matters:ledger。")
    if "planned" in raw and not _MISSION.fullmatch(str(raw["planned"])):
        faults.append("planned 应是任务书的行号，如 D1。")
    if set_ in ("page", "document") and "where" not in raw:
        faults.append("要写明在哪里（where）。")
    return faults


def _figure_faults(set_: str, raw: Mapping[str, Any]) -> list[str]:
    if set_ != "indicator":
        return [f"{key} 只用于指标。" for key in ("source",) if key in raw]
    faults = []
    if raw.get("source") not in list(SOURCES):
        faults.append("source 应是 derive、share 或 ask：算得出的指标不填报。")
    return faults + [f"指标要写明 {key}。" for key in ("unit", "where") if key not in raw]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
