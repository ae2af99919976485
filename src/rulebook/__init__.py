"""One typed expression language in exact decimals, with a checker: limits, lights, money rules, skip logic, schemes.

    names = {"按期结案数": Type.NUMBER, "应结案数": Type.NUMBER}
    rule = compile_rule("share(按期结案数, 应结案数)", names, result=Type.NUMBER)
    rule(按期结案数=45, 应结案数=48)                    # Decimal("0.9375")
    working(rule, {"按期结案数": 45, "应结案数": 48})     # "结果 = 45 ÷ 48 = 0.9375"

Why it is our own and what it leaves out: docs/decisions/0004-rule-language.md.
"""

from rulebook.model import Fault, NoBaseError, RuleError, Type, Value
from rulebook.rule import Rule, check, compile_rule, working
from rulebook.wording import say

__all__ = ["Fault", "NoBaseError", "Rule", "RuleError", "Type", "Value", "check", "compile_rule", "say", "working"]
