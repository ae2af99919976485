"""From a written rule to Python's syntax tree of one expression, within bounds on length, depth and size."""

import ast
import re

from rulebook.model import Fault
from rulebook.source import Source

DEEPEST = 60
MOST_NODES = 400
SINGLE_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")


def parse(source: Source) -> ast.expr | Fault:
    if "\\" in source.text or "#" in source.text or "\0" in source.text:
        return Fault("规则里不能有反斜杠、井号和控制符。")
    try:
        body = ast.parse(source.text, mode="eval").body
    except SyntaxError as error:
        return _unreadable(source, error)
    except (ValueError, RecursionError, MemoryError):
        return Fault("规则套得太深或含有不能用的字符。")
    return _too_large(body) or body


def _unreadable(source: Source, error: SyntaxError) -> Fault:
    if "nested" in (error.msg or ""):
        return Fault("规则的括号套得太深。")
    if found := SINGLE_EQUALS.search(source.text):
        return Fault("表示等于请写两个等号 ==。", source.column(found.start()))
    if "%" in source.text:
        return Fault("不能用百分号，70% 请写 0.7。", source.column(source.text.index("%")))
    # The parser names no place when the text ends too early.
    column = source.column((error.offset or len(source.text) + 1) - 1)
    return Fault("从这里起读不懂，请检查括号、运算符和名称。", column)


def _too_large(body: ast.expr) -> Fault | None:
    """Count with a list, not by recursion, so that no depth can exhaust the stack."""
    waiting: list[tuple[ast.AST, int]] = [(body, 1)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += isinstance(node, ast.expr)
        if depth > DEEPEST or count > MOST_NODES:
            return Fault(f"规则太复杂：最多 {MOST_NODES} 项、套 {DEEPEST} 层，请拆成几条。")
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return None
