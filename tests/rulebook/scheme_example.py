"""A small library of yardsticks and a sound scheme over it."""

from decimal import Decimal
from typing import Any

import yaml

from rulebook.schemes import Direction, Yardstick

LIBRARY = (
    Yardstick(
        "按期结案率",
        Direction.HIGHER,
        terms=("按期结案数", "应结案数", "缓办数"),
        formula="share(按期结案数, 应结案数 - 缓办数)",
        base="应结案数 - 缓办数",
    ),
    Yardstick(
        "漏报率",
        Direction.LOWER,
        terms=("漏报数", "复查发现数"),
        formula="share(漏报数, 复查发现数)",
        base="复查发现数",
    ),
    Yardstick("返工数", Direction.LOWER, most=Decimal(1000)),
    Yardstick("经验推广数", Direction.HIGHER, most=Decimal(100)),
    Yardstick("弄虚作假数", Direction.LOWER, most=Decimal(100)),
    Yardstick("群众满意率", Direction.HIGHER),
    Yardstick("系统受理率", Direction.HIGHER, app_derived=True),
    Yardstick("会议落实率", Direction.HIGHER, forbidden="B6：开会不得作为评价标准"),
    Yardstick("到场打卡率", Direction.HIGHER),
)

SOUND = """
name: 镇容环境月度评分办法
version: 2
period: 2024年7月至12月
small_base: 10
full: 100
rows:
  - code: A1
    name: 按期结案
    yardstick: 按期结案率
    direction: 越高越好
    weight: 60
    score: 按期结案率
    floor: 0
    cap: 60
    examples:
      - {given: {按期结案数: 45, 应结案数: 50, 缓办数: 2}, points: 56.25}
      - {given: {按期结案数: 0, 应结案数: 50, 缓办数: 2}, points: 0}
      - {given: {按期结案数: 5, 应结案数: 5, 缓办数: 0}, points: 样本不足}
  - code: A2
    name: 巡查漏报
    yardstick: 漏报率
    weight: 40
    bands: [[0, 0.05, 40], [0.05, 0.2, 20], [0.2, 1, 0]]
    floor: 0
    cap: 40
    examples:
      - {given: {漏报数: 1, 复查发现数: 20}, points: 40}
      - {given: {漏报数: 2, 复查发现数: 20}, points: 20}
      - {given: {漏报数: 20, 复查发现数: 20}, points: 0}
deductions:
  - code: D1
    name: 返工
    yardstick: 返工数
    points: 0.2 * 返工数 if 返工数 < 3 else 0.5 * 返工数
    floor: 0
    cap: 5
    examples:
      - {given: {返工数: 0}, points: 0}
      - {given: {返工数: 2}, points: 0.4}
      - {given: {返工数: 30}, points: 5}
bonus:
  - code: B1
    name: 经验推广
    yardstick: 经验推广数
    points: 经验推广数
    floor: 0
    cap: 3
    examples:
      - {given: {经验推广数: 0}, points: 0}
      - {given: {经验推广数: 2}, points: 2}
      - {given: {经验推广数: 9}, points: 3}
veto:
  - code: V1
    name: 弄虚作假
    yardstick: 弄虚作假数
    when: 弄虚作假数 > 0
    ceiling: 59
    examples:
      - {given: {弄虚作假数: 0}, fires: false}
      - {given: {弄虚作假数: 1}, fires: true}
"""
PARSED: dict[str, Any] = yaml.safe_load(SOUND)
