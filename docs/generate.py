"""Writes the documents that follow from the code: `bin/docs`; a test compares them with what is kept."""

import re
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
HEAD = "<!-- Written by bin/docs from the code; change the code, not this file. -->\n\n"


def pages() -> dict[str, str]:
    """File name under docs/ → its text."""
    return {
        "permissions.md": permissions(),
        "events.md": events(),
        "settings.md": settings_table(),
        "kinds.md": kinds(),
        "loop.md": loop(),
        "findings.md": findings(),
        "personal-data.md": personal_data(),
    }


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (header, tuple("---" for _ in header), *rows)]
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """Act × rows × role in Chinese, as a county's auditor reads it."""
    from zhuanban.ground.core import permits
    from zhuanban.ground.orgs.rules import Role

    held: dict[tuple[str, str], set[str]] = {}
    for rule in permits.rules():
        held.setdefault((rule.action, rule.rows), set()).add(rule.role)
    lines = [
        (permits.words_of(action), rows, *("●" if role in roles else "" for role in Role.values), f"`{action}`")
        for (action, rows), roles in sorted(held.items())
    ]
    text = (
        "# 权限一览\n\n每行一条规则：什么行为，对哪些数据，哪些角色可以（●）。没有列出的一律不可以。同一行为有多行时，"
        "各角色以自己的一行为准；一人有几个角色的，合并计算。“本区县”“本单位”“本乡镇”指该角色任职所在的区县、单位、乡镇（街道）。"
        "条件写在各模块的 `permissions.py` 里，清单、页面、导出、计数、地图、附件用的都是同一条件。\n\n"
    )
    return HEAD + text + table(("行为", "数据范围", *Role.labels, "代码"), lines)


def events() -> str:
    """Every event with its Chinese sentence."""
    from zhuanban.ground.journal.events import DomainEvent
    from zhuanban.ground.journal.registry import handlers_of

    def leaves(kind: type[DomainEvent]) -> list[type[DomainEvent]]:
        below = [leaf for child in kind.__subclasses__() for leaf in leaves(child)]
        return below or [kind]

    told = (kind for kind in leaves(DomainEvent) if ".tests" not in kind.__module__)
    found = sorted(told, key=lambda kind: (kind.__module__, kind.__name__))
    rows = [
        (kind.__module__.split(".")[2], f"`{kind.__name__}`", kind.words, ", ".join(sorted(handlers_of(kind.__name__))))
        for kind in found
    ]
    return HEAD + "# What happens\n\n" + table(("room", "event", "sentence", "handlers"), rows)


def settings_table() -> str:
    """Every environment variable that the program reads, with its default."""
    readers = "text|switch|number|words|networks|choice|secret"
    reading = re.compile(rf'environment\.({readers})\("(\w+)", (?:default=)?([^)\n]+)\)')
    rows = [("`ZHUANBAN_DATA`", "text", "`data/` in the checkout")]
    sources = [*(ROOT / "src/zhuanban/config").glob("*.py"), *(ROOT / "src/zhuanban/cli").glob("*.py")]
    for path in sorted(sources):
        for kind, name, default in reading.findall(path.read_text(encoding="utf-8")):
            rows.append((f"`{name}`", kind, f"`{default}`"))
    text = "# Settings\n\nAll come from the environment; a text may also come from the file that `NAME_FILE` names.\n\n"
    return HEAD + text + table(("name", "kind", "default"), sorted(set(rows)))


def findings() -> str:
    """What `zhuanban lint` says, each sort with an example that has it."""
    from notice_compiler import CATALOGUE
    from zhuanban.cli.compiling import SEVERITIES

    parts = []
    for doubt in CATALOGUE:
        example = "\n".join(line[:60] + "……" * (len(line) > 60) for line in doubt.example.split("\n"))
        said = f"- {SEVERITIES[doubt.severity]}（{doubt.severity}）\n- 提示：{doubt.message}\n- 处理：{doubt.advice}\n"
        shown = f"\n```text\n{example}\n```\n" if example else ""
        parts.append(f"## `{doubt.code}` {doubt.title}\n\n{said}{shown}")
    text = (
        "# What the linter finds\n\n"
        "`bin/zhuanban lint NOTICE` prints each as `file:line:column severity [code] message`, and below it the words\n"
        "of the place; exit code 1 where one is more than a note. Braces stand for words of the place.\n\n"
    )
    return HEAD + text + "\n".join(parts)


def personal_data() -> str:
    """Every column that holds something on a person: why, for how long, how it is shown."""
    from zhuanban.ground.core.personal import columns
    from zhuanban.ground.privacy.rules.retention import shipped

    rules = {rule.key: rule for rule in shipped()}

    def kept(key: str) -> str:
        return f"{rules[key].after}后 {rules[key].days} 天" if key in rules else key

    rows = [
        (f"`{column.model}.{column.column}`", column.name, str(column.kind), column.about, column.purpose, column.basis,
         kept(column.kept), column.shown)
        for column in columns()
    ]
    terms = [
        (f"`{rule.key}`", rule.name, rule.after, str(rule.days), str(rule.least), rule.basis) for rule in rules.values()
    ]
    text = (
        "# 个人信息目录\n\n本系统存有哪些个人信息、为什么、依据什么、保存多久、怎样显示。依据一栏是起草用的说法，"
        "由主办单位的法制机构核定。加密的列用 AES-256-GCM 或 SM4-GCM（`ZHUANBAN_CIPHER`）。\n\n"
    )
    head = ("列", "名称", "类别", "谁的", "目的", "依据（待核定）", "保存", "显示")
    return (
        HEAD + text + table(head, rows) + "\n## 保存期限\n\n"
        + table(("规则", "内容", "从何时算", "天数", "最少", "依据"), terms)
    )


def kinds() -> str:
    """The shipped kinds of matters: limits, standard, what is asked and what is not."""
    from zhuanban.work.matters.rules.kinds import KindSpec, kind_of
    from zhuanban.work.matters.services import read_kinds

    marks = {"ask": "", "share": "（共享）", "derive": "（计算）"}

    def limits(kind: KindSpec) -> str:
        said = "；".join(f"{stage.stage} {stage.limit}" for stage in kind.stages)
        return f"{said}（本地设定）" if kind.is_local else said

    def asked(kind: KindSpec) -> str:
        return "、".join(field.label + marks[field.source] for field in kind.fields) or "—"

    found = [kind_of(raw) for raw in read_kinds()]
    rows = [
        (kind.name, kind.group, kind.profile.label, kind.beautify, limits(kind), kind.closing_standard, asked(kind))
        for kind in found
    ]
    text = (
        "# Kinds of matters\n\nLimits marked 本地设定 are samples from one locality's published table, the others are "
        "estimates; each office sets its own in the page 类别设置. Fields marked 共享 come from data that others hold, "
        "计算 are computed; only the others are asked.\n\n"
    )
    kept = [(kind.name, kind.aftercare.words) for kind in found if kind.aftercare]
    must = [
        (kind.name, item.name, f"填在“{item.field}”" if item.field else "附照片", item.why)
        for kind in found for item in kind.evidence if item.required
    ]
    after = "\n## 报结时必备\n\n没有的不能报结；历史移交的除外。\n\n"
    after += table(("类别", "佐证", "怎样备", "为什么要"), must)
    after += "\n## 长效管护\n\n" + table(("类别", "销号以后"), kept)
    return HEAD + text + table(("类别", "大类", "流程", "四化", "时限", "销号标准", "字段"), rows) + after


def lights_and_samples() -> str:
    """The rules of lights and of drawing as they are shipped, each with its worked examples."""
    from zhuanban.work.matters.rules.lights import light_rules
    from zhuanban.work.matters.rules.sampling import LOCAL, NAMES

    lights = [
        (rule.name, rule.words, f"`{rule.yellow_text}`", f"`{rule.red_text}`",
         "；".join(f"{each.figure} {each.light.label}" for each in rule.examples))
        for rule in light_rules().rules
    ]
    units = {"failed_adds": " 个百分点", "passed_takes": " 个百分点"}
    numbers = [(words, f"{getattr(LOCAL, key)}{units.get(key, '%')}", f"`{key}`") for key, words in NAMES.items()]
    examples = [("、".join(results) or "还没有抽查", f"{share}%") for results, share in LOCAL.examples]
    return (
        "\n## 亮灯\n\n随软件附带的规则，专班办公室可以发布自己的；几条规则取最重的一盏。\n\n"
        + table(("规则", "内容", "黄灯", "红灯", "算例"), lights)
        + "\n## 立查立改抽查\n\n每个乡镇（街道）各有自己的抽查比例，随抽查结果升降（本地设定）。\n\n"
        + table(("数", "值", "代码"), numbers) + "\n" + table(("先后的抽查结果", "此后的比例"), examples)
    )


def loop() -> str:
    """The loop of a matter: state × role × act, as the program itself reads it."""
    from zhuanban.work.matters.rules.aftercare import EARLY, GRACE
    from zhuanban.work.matters.rules.loop import TRANSITIONS, Ask, Party, State

    def asked(ask: Ask) -> str:
        return ask.words if ask.required else f"{ask.words}（可不写）"

    acts = [
        (act.label, step.who.label, "、".join(state.label for state in State if state in step.sources),
         step.target.label if step.target else "不变", "、".join(map(asked, step.asks)) or "—",
         "；".join(bar.label for bar in step.bars) or "—", f"`{act.value}`")
        for act, step in TRANSITIONS.items()
    ]
    cells = [
        (state.label, *("、".join(act.label for act, step in TRANSITIONS.items() if state in step.sources
                                 and step.who == party) or "—" for party in Party))
        for state in State
    ]
    text = (
        "# 事项流程\n\n一件事项从登记到销号，谁在什么状态能办什么、办了以后到什么状态。权限、页面上的表单和数据接口"
        "都由这张表生成；表里没有的一律不能办，程序用一句话说明原因，什么也不写。登记不在表里：登记以后案件待交办，"
        "台账事项直接由所在乡镇办理。\n\n## 各环节\n\n"
    )
    head = ("环节", "谁办", "在什么状态", "到什么状态", "要写明", "这时不能办", "代码")
    after = (
        "\n## 销号以后\n\n类别写明“长效管护”的，销号（核查通过或者执法办结）时自动交给管护单位，"
        "并按类别排好回头看的日期。"
        f"管护单位、巡查员、专班办公室都可以回头看，可以提前 {EARLY} 天；过了日期 {GRACE} 天还没有看的是“超期未看”，"
        "列在专班办公室的待办里。结果是完好的，等下一次；最后一次看完转入长期管护，不再安排日期。结果是反弹的，"
        "自动登记一件新的事项，连到原来的事项，原来的管护随之结束。重新办理的，管护也随之结束，再次销号时重新开始。"
        "专班办公室可以改定管护单位，或者写明理由不再管护；机构调整时管护随单位走。\n"
    )
    states = table(("状态", *Party.labels), cells)
    return HEAD + text + table(head, acts) + "\n## 状态 × 角色\n\n" + states + after + lights_and_samples()


def main() -> int:
    """Write what differs and say so."""
    django.setup()
    for name, text in pages().items():
        path = ROOT / "docs" / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
