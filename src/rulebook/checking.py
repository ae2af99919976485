"""Reading and checking a rule: text in, typed tree or faults out. Never raises, and its time is bounded."""

import ast
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import singledispatch

from rulebook import conditions, functions, tree
from rulebook.model import Fault, Type
from rulebook.parsing import parse
from rulebook.source import LONGEST, Source, fold

NUMERAL = re.compile(r"\d{1,25}(\.\d{1,15})?")
SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
REFUSED = {
    ast.Attribute: "不能用点号取属性",
    ast.Subscript: "不能用方括号取值",
    ast.Lambda: "不能定义函数",
    ast.JoinedStr: "不能用格式化文字",
    ast.List: "不能用方括号列表，请写圆括号",
    ast.Tuple: "圆括号里的列表只能写在 in 的后面",
    ast.NamedExpr: "不能赋值",
    ast.Starred: "不能用星号展开",
}
REFUSED_SIGNS = {ast.Pow: "不能用乘方 **", ast.Mod: "不能用百分号，70% 请写 0.7", ast.FloorDiv: "不能用整除 //"}


@dataclass
class Reading:
    """One pass over one rule: what it may name, where its characters were written, the faults so far."""

    source: Source
    names: Mapping[str, Type]
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The parser folds identifiers to NFKC and counts columns in UTF-8 bytes.
        self.spelling = {unicodedata.normalize("NFKC", name): name for name in self.names}
        self._starts: dict[int, int] = {}
        at = 0
        for index, character in enumerate(self.source.text):
            self._starts[at] = index
            at += len(character.encode())
        self._starts[at] = len(self.source.text)

    def index(self, offset: int | None) -> int:
        return self._starts.get(offset or 0, 0)

    def position(self, node: ast.expr) -> int:
        return self.source.column(self.index(node.col_offset))

    def slice(self, node: ast.expr) -> str:
        return self.source.text[self.index(node.col_offset) : self.index(node.end_col_offset)]

    def fault(self, node: ast.expr, message: str) -> tree.Node | None:
        """Note what is wrong; there is then no tree, which the answer None says."""
        self.faults.append(Fault(f"{message}。", self.position(node)))
        return None

    def read(self, node: ast.expr) -> tree.Node | None:
        return read(node, self)

    def typed(self, node: ast.expr, *wanted: Type) -> tree.Node | None:
        """Read `node` and refuse it when its type is none of `wanted`."""
        found = self.read(node)
        if found is None or found.type in wanted:
            return found
        expected = "或".join(f"“{one.value}”" for one in wanted)
        return self.fault(node, f"{self.slice(node)} 是“{found.type.value}”，这里要{expected}")

    def like(self, node: ast.expr, first: tree.Node | None) -> tree.Node | None:
        return self.read(node) if first is None else self.typed(node, first.type)

    def all_read(self, nodes: list[tree.Node | None]) -> tuple[tree.Node, ...] | None:
        read = tuple(node for node in nodes if node is not None)
        return read if len(read) == len(nodes) else None


def read_rule(written: str, names: Mapping[str, Type], result: Type) -> tuple[tree.Node | None, list[Fault]]:
    """The typed tree of a rule, or what is wrong with it."""
    if not isinstance(written, str) or not written.strip():
        return None, [Fault("规则是空的。")]
    if len(written) > LONGEST:
        return None, [Fault(f"规则有 {len(written)} 个字，最多 {LONGEST} 个。")]
    source = fold(written)
    body = parse(source)
    if isinstance(body, Fault):
        return None, [body]
    reading = Reading(source, names)
    try:
        node = reading.typed(body, result)
    except RecursionError:
        # Sixty levels are far from Python's limit, unless the caller itself stands close to it.
        return None, [Fault("规则套得太深。")]
    if node is None and not reading.faults:
        reading.faults.append(Fault("规则读不懂。"))
    return (None, reading.faults) if reading.faults else (node, [])


@singledispatch
def read(node: ast.expr, reading: Reading) -> tree.Node | None:
    """What is not registered below is not part of the language."""
    return reading.fault(node, REFUSED.get(type(node), "规则里不能用这种写法"))


@read.register
def _constant(node: ast.Constant, reading: Reading) -> tree.Node | None:
    at = reading.position(node)
    if isinstance(node.value, bool):
        return tree.Literal(Type.BOOLEAN, at, node.value)
    if isinstance(node.value, str):
        return tree.Literal(Type.TEXT, at, node.value)
    if isinstance(node.value, int | float) and NUMERAL.fullmatch(reading.slice(node)):
        return tree.Literal(Type.NUMBER, at, Decimal(reading.slice(node)))
    return reading.fault(node, "数字只写成 12 或 0.95 这样，整数最多 25 位，小数最多 15 位")


@read.register
def _name(node: ast.Name, reading: Reading) -> tree.Node | None:
    name = reading.spelling.get(node.id)
    if name is None:
        known = "、".join(list(reading.names)[:20]) or "（无）"
        return reading.fault(node, f"不认识“{node.id}”，可用的有：{known}")
    return tree.Name(reading.names[name], reading.position(node), name)


@read.register
def _unary(node: ast.UnaryOp, reading: Reading) -> tree.Node | None:
    if isinstance(node.op, ast.Not):
        operand = reading.typed(node.operand, Type.BOOLEAN)
        return None if operand is None else tree.Not(Type.BOOLEAN, reading.position(node), operand)
    if isinstance(node.op, ast.USub):
        operand = reading.typed(node.operand, Type.NUMBER)
        return None if operand is None else tree.Minus(Type.NUMBER, reading.position(node), operand)
    return reading.fault(node, "规则里不能用这个运算符")


@read.register
def _binary(node: ast.BinOp, reading: Reading) -> tree.Node | None:
    if isinstance(node.op, ast.Add | ast.Sub):
        return _sum(node, reading)
    if not isinstance(node.op, ast.Mult | ast.Div):
        return reading.fault(node, REFUSED_SIGNS.get(type(node.op), "规则里只能用 + − × ÷ 四种运算"))
    both = reading.all_read([reading.typed(side, Type.NUMBER) for side in (node.left, node.right)])
    form = tree.Product if isinstance(node.op, ast.Mult) else tree.Quotient
    return None if both is None else form(Type.NUMBER, reading.position(node), *both)


def _sum(node: ast.BinOp, reading: Reading) -> tree.Node | None:
    subtracts = isinstance(node.op, ast.Sub)
    left = reading.typed(node.left, Type.NUMBER, Type.DAY)
    on_days = left is not None and left.type is Type.DAY
    wanted = (Type.NUMBER, Type.DAY) if on_days and subtracts else (Type.NUMBER,)
    right = reading.typed(node.right, *wanted)
    if left is None or right is None:
        return None
    result = Type.DAY if on_days and right.type is Type.NUMBER else Type.NUMBER
    return tree.Sum(result, reading.position(node), left, right, subtracts)


@read.register
def _compare(node: ast.Compare, reading: Reading) -> tree.Node | None:
    if any(isinstance(sign, ast.In | ast.NotIn) for sign in node.ops):
        return _membership(node, reading)
    if any(type(sign) not in SIGNS for sign in node.ops):
        return reading.fault(node, "比较只能用 == != < <= > >=")
    signs = tuple(SIGNS[type(sign)] for sign in node.ops)
    ordered = any(sign not in ("==", "!=") for sign in signs)
    first = reading.typed(node.left, *((Type.NUMBER, Type.DAY) if ordered else tuple(Type)))
    operands = reading.all_read([first, *(reading.like(other, first) for other in node.comparators)])
    if operands is None:
        return None
    return conditions.Comparison(Type.BOOLEAN, reading.position(node), operands, signs)


def _membership(node: ast.Compare, reading: Reading) -> tree.Node | None:
    listed = node.comparators[0]
    if len(node.ops) > 1 or not isinstance(listed, ast.Tuple) or not listed.elts:
        return reading.fault(node, '属于请写成：名称 in ("甲", "乙")')
    item = reading.read(node.left)
    options = reading.all_read([reading.like(option, item) for option in listed.elts])
    if item is None or options is None:
        return None
    return conditions.Membership(
        Type.BOOLEAN, reading.position(node), item, options, isinstance(node.ops[0], ast.NotIn)
    )


@read.register
def _logic(node: ast.BoolOp, reading: Reading) -> tree.Node | None:
    terms = reading.all_read([reading.typed(term, Type.BOOLEAN) for term in node.values])
    form = conditions.Both if isinstance(node.op, ast.And) else conditions.Either
    return None if terms is None else form(Type.BOOLEAN, reading.position(node), terms)


@read.register
def _choice(node: ast.IfExp, reading: Reading) -> tree.Node | None:
    test = reading.typed(node.test, Type.BOOLEAN)
    then = reading.read(node.body)
    other = reading.like(node.orelse, then)
    if test is None or then is None or other is None:
        return None
    return conditions.Choice(then.type, reading.position(node), test, then, other)


@read.register
def _call(node: ast.Call, reading: Reading) -> tree.Node | None:
    if not isinstance(node.func, ast.Name):
        return reading.fault(node, "不能这样调用")
    name = node.func.id
    if node.keywords:
        return reading.fault(node, f"“{name}”的括号里不能写等号")
    if special := SPECIAL.get(name):
        return special(node, reading)
    function = functions.FUNCTIONS.get(name)
    if function is None:
        known = "、".join([*functions.FUNCTIONS, *SPECIAL])
        return reading.fault(node, f"没有“{name}”这个函数，可用的有：{known}")
    if not function.fewest <= len(node.args) <= function.most:
        return reading.fault(node, f"“{name}”要 {function.fewest} 到 {function.most} 个数，这里有 {len(node.args)} 个")
    first = reading.typed(node.args[0], *sorted(function.takes, key=lambda one: one.name, reverse=True))
    arguments = reading.all_read([first, *(reading.like(other, first) for other in node.args[1:])])
    if arguments is None:
        return None
    return conditions.Call(arguments[0].type, reading.position(node), function, arguments)


def _share(node: ast.Call, reading: Reading) -> tree.Node | None:
    if len(node.args) != 2:
        return reading.fault(node, "占比要两个数：share(部分, 全部)")
    both = reading.all_read([reading.typed(side, Type.NUMBER) for side in node.args])
    return None if both is None else tree.Quotient(Type.NUMBER, reading.position(node), *both)


def _blank(node: ast.Call, reading: Reading) -> tree.Node | None:
    found = reading.read(node.args[0]) if len(node.args) == 1 else None
    if isinstance(found, tree.Name):
        return tree.Blank(Type.BOOLEAN, reading.position(node), found)
    return None if reading.faults else reading.fault(node, "未填的括号里写一个名称：blank(名称)")


def _day(node: ast.Call, reading: Reading) -> tree.Node | None:
    written = node.args[0].value if len(node.args) == 1 and isinstance(node.args[0], ast.Constant) else None
    day = functions.read_day(written) if isinstance(written, str) else None
    if day is None:
        return reading.fault(node, '日期请写成：day("2024-02-05")')
    return tree.Literal(Type.DAY, reading.position(node), day)


SPECIAL: dict[str, Callable[[ast.Call, Reading], tree.Node | None]] = {
    **dict.fromkeys(sorted(functions.SHARE), _share),
    **dict.fromkeys(sorted(functions.BLANK), _blank),
    **dict.fromkeys(sorted(functions.DAY), _day),
}
