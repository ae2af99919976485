"""How large a share of what was mended on the spot is verified by another, and which are drawn.

A failed sample raises the share of its township, passed ones lower it to the floor. The numbers are data, checked with
worked examples whenever they are read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from zhuanban.ground.core.errors import Invalid

WHOLE = 2**64
USUAL = (Path(__file__).resolve().parents[1] / "sampling" / "usual.yaml").read_text(encoding="utf-8")
NAMES = {
    "start": "起始比例", "floor": "最低比例", "ceiling": "最高比例", "failed_adds": "不合格一次加",
    "passed_takes": "合格一次减",
}  # fmt: skip
FOUND = {"合格": True, "不合格": False}


@dataclass(frozen=True)
class Sampling:
    """Shares in per cent, steps in percentage points, and examples of what follows from what was found."""

    start: int
    floor: int
    ceiling: int
    failed_adds: int
    passed_takes: int
    examples: tuple[tuple[tuple[str, ...], int], ...] = ()

    def share_after(self, results: Iterable[bool]) -> int:
        """The share of a township after these samples, the oldest first."""
        share = self.start
        for passed in results:
            changed = share - self.passed_takes if passed else share + self.failed_adds
            share = min(max(changed, self.floor), self.ceiling)
        return share


def sampling_rules(text: str = USUAL) -> Sampling:
    """The rules of a text; Invalid with all that is wrong with it."""
    raw, faults = _read(text)
    if faults:
        raise Invalid(" ".join(faults[:10]), "text")
    return _sampling(raw)


def faults_in(text: str) -> list[str]:
    """What is wrong with the text, one Chinese sentence each; empty where nothing is. Never raises."""
    return _read(text)[1]


def _read(text: str) -> tuple[dict[str, Any], list[str]]:
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        return {}, [f"读不懂：{type(error).__name__}，请核对缩进和冒号。"]
    if not isinstance(raw, dict):
        return {}, ["应是一组“键: 值”。"]
    faults = [f"不认识的键 {key}。" for key in sorted(map(str, raw.keys() - {*NAMES, "examples"}))]
    wrong = [key for key in NAMES if type(raw.get(key)) is not int or not 1 <= raw[key] <= 100]
    faults += [f"{key}（{NAMES[key]}）应是 1 至 100 的整数。" for key in wrong]
    examples = raw.get("examples")
    if not isinstance(examples, list) or not examples or not all(map(_is_example, examples)):
        faults.append("examples 要写算例，如 {results: [合格, 不合格], share: 35}。")
    return raw, faults or _figure_faults(_sampling(raw))


def _is_example(each: Any) -> bool:
    if not isinstance(each, dict) or each.keys() != {"results", "share"} or not isinstance(each["results"], list):
        return False
    return type(each["share"]) is int and all(isinstance(one, str) and one in FOUND for one in each["results"])


def _figure_faults(rules: Sampling) -> list[str]:
    """A floor of nothing would never find anything again: shares lie in order, and the examples hold."""
    if not rules.floor <= rules.start <= rules.ceiling:
        return ["起始比例应在最低比例和最高比例之间。"]
    faults = []
    for results, share in rules.examples:
        found = rules.share_after(FOUND[one] for one in results)
        if found != share:
            faults.append(f"算例 {'、'.join(results) or '没有抽查'} 应是 {share}%，算出来是 {found}%。")
    return faults


def _sampling(raw: Mapping[str, Any]) -> Sampling:
    examples = tuple((tuple(each["results"]), each["share"]) for each in raw["examples"])
    return Sampling(**{key: raw[key] for key in NAMES}, examples=examples)


LOCAL = sampling_rules()


def share_after(results: Iterable[bool]) -> int:
    """The share of a township after these samples, by the rules in force."""
    return LOCAL.share_after(results)


def ticket(seed: str, uid: str) -> int:
    """The lot of a matter under a seal: the first 64 bits of SHA-256 over "seed:uid"."""
    return int.from_bytes(sha256(f"{seed}:{uid}".encode()).digest()[:8], "big")


def is_drawn(seed: str, uid: str, share: int) -> bool:
    """Whether the lot falls into the share."""
    return ticket(seed, uid) * 100 < share * WHOLE
