"""From a scheme as data (already parsed YAML) to a Scheme, collecting what is wrong on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rulebook.model import Fault, RuleError, Type
from rulebook.rule import Rule, check, compile_rule
from rulebook.schemes.burden import barred
from rulebook.schemes.form import Form, as_number
from rulebook.schemes.model import Band, Direction, Example, Kind, Measure, Row, Scheme, Veto, Yardstick

SCHEME_KEYS = frozenset({"name", "version", "period", "small_base", "full", "rows", "veto", "deductions", "bonus"})
ROW_KEYS = frozenset(
    {"code", "name", "yardstick", "direction", "weight", "score", "points", "bands", "floor", "cap"}
    | {"small_base", "examples"}
)
VETO_KEYS = frozenset({"code", "name", "yardstick", "when", "ceiling", "examples"})
EXAMPLE_KEYS = frozenset({"given", "points", "fires"})
NO_SAMPLE = "样本不足"
SMALL_BASE = Decimal(10)
FULL = Decimal(100)


@dataclass
class Reader:
    yardsticks: Mapping[str, Yardstick]
    faults: list[Fault] = field(default_factory=list)
    small_base: Decimal = SMALL_BASE

    def scheme(self, written: object) -> Scheme | None:
        form = Form.of(written, "", self.faults, SCHEME_KEYS)
        if form is None:
            return None
        self.small_base = form.number("small_base", SMALL_BASE)
        return Scheme(
            name=form.text("name"),
            version=form.text("version"),
            period=form.text("period"),
            full=form.number("full", FULL),
            small_base=self.small_base,
            rows=self._rows(form, "rows", Kind.ROW),
            deductions=self._rows(form, "deductions", Kind.DEDUCTION),
            bonus=self._rows(form, "bonus", Kind.BONUS),
            vetoes=tuple(veto for entry, at in form.entries("veto") if (veto := self._veto(entry, at))),
        )

    def _rows(self, form: Form, key: str, kind: Kind) -> tuple[Row, ...]:
        return tuple(row for entry, at in form.entries(key) if (row := self._row(entry, at, kind)))

    def _row(self, written: object, where: str, kind: Kind) -> Row | None:
        form = Form.of(written, where, self.faults, ROW_KEYS)
        measure = self._measure(form)
        if form is None or measure is None:
            return None
        before = len(self.faults)
        ways = [key for key in ("score", "points", "bands") if form.has(key)]
        if len(ways) != 1:
            form.fault("“score”“points”“bands”应写且只写一个。")
        self._direction(form, measure.yardstick)
        names = {measure.yardstick.name: Type.NUMBER}
        row = Row(
            code=form.text("code"),
            name=form.text("name"),
            kind=kind,
            measure=measure,
            weight=form.number("weight", None if kind is Kind.ROW else Decimal(0)),
            floor=form.number("floor"),
            cap=form.number("cap"),
            small_base=form.number("small_base", self.small_base),
            share=self._rule(form, "score", names, Type.NUMBER),
            outright=self._rule(form, "points", names, Type.NUMBER),
            bands=self._bands(form, measure.yardstick),
            examples=self._examples(form),
            where=where,
        )
        return row if len(self.faults) == before else None

    def _veto(self, written: object, where: str) -> Veto | None:
        form = Form.of(written, where, self.faults, VETO_KEYS)
        measure = self._measure(form)
        if form is None or measure is None:
            return None
        form.text("when")
        when = self._rule(form, "when", {measure.yardstick.name: Type.NUMBER}, Type.BOOLEAN)
        if when is None:
            return None
        code, name, ceiling = form.text("code"), form.text("name"), form.number("ceiling")
        return Veto(code, name, measure, when, ceiling, self._examples(form), where)

    def _measure(self, form: Form | None) -> Measure | None:
        if form is None:
            return None
        name = form.text("yardstick")
        found = self.yardsticks.get(name)
        if found is None:
            if reason := barred(name):
                form.fault(f"“{name}”不得用于考核。{reason}。", "yardstick")
            elif name:
                form.fault(f"指标库里没有“{name}”。", "yardstick")
            return None
        terms = dict.fromkeys(found.terms or (found.name,), Type.NUMBER)
        try:
            formula = compile_rule(found.formula or found.name, terms, result=Type.NUMBER, label=found.name)
            base = compile_rule(found.base, terms, result=Type.NUMBER) if found.base else None
        except RuleError as error:
            form.fault(f"指标“{name}”的定义有误：{error.message}", "yardstick")
            return None
        return Measure(found, formula, base)

    def _direction(self, form: Form, yardstick: Yardstick) -> None:
        stated = form.text("direction", needed=False)
        if stated and stated not in [direction.value for direction in Direction]:
            form.fault("“direction”只能写“越高越好”或“越低越好”。", "direction")
        elif stated and yardstick.direction is not None and stated != yardstick.direction.value:
            form.fault(f"写的是“{stated}”，而指标“{yardstick.name}”{yardstick.direction.value}。", "direction")

    def _rule(self, form: Form, key: str, names: Mapping[str, Type], result: Type) -> Rule | None:
        if not form.has(key):
            return None
        source = form.text(key)
        faults = check(source, names, result=result)
        self.faults.extend(Fault(fault.message, fault.position, form.place(key)) for fault in faults)
        return None if faults else compile_rule(source, names, result=result)

    def _bands(self, form: Form, yardstick: Yardstick) -> tuple[Band, ...]:
        bands: list[Band] = []
        for entry, where in form.entries("bands"):
            edges = entry if isinstance(entry, list | tuple) and len(entry) == 3 else (None, None, None)
            low = yardstick.least if edges[0] is None else as_number(edges[0])
            high = yardstick.most if edges[1] is None else as_number(edges[1])
            points = as_number(edges[2])
            if low is None or high is None or points is None:
                self.faults.append(Fault("一档写成 [起, 止, 分值]。", where=where))
            else:
                bands.append(Band(low, high, points))
        return tuple(bands)

    def _examples(self, form: Form) -> tuple[Example, ...]:
        examples: list[Example] = []
        for entry, where in form.entries("examples"):
            inner = Form.of(entry, where, self.faults, EXAMPLE_KEYS)
            if inner is not None and (example := self._example(inner)) is not None:
                examples.append(example)
        return tuple(examples)

    def _example(self, form: Form) -> Example | None:
        given = form.written.get("given")
        figures = given if isinstance(given, Mapping) else {}
        numbers = {str(name): as_number(value) for name, value in figures.items()}
        known = {name: number for name, number in numbers.items() if number is not None}
        if not known or len(known) != len(numbers):
            form.fault("算例的“given”应是“名称: 数字”的一组。", "given")
            return None
        fires = form.written.get("fires")
        unsampled = form.written.get("points") == NO_SAMPLE
        has_points = not unsampled and not isinstance(fires, bool)
        points = form.number("points") if has_points else None
        return Example(known, points, fires if isinstance(fires, bool) else None, form.where)
