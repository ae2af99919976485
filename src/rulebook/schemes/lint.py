"""The checks a scheme must pass before it may be used: each names one way in which real schemes were wrong."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from rulebook.model import EXACT, Fault, RuleError
from rulebook.schemes.burden import APP_DERIVED_REASON, APP_DERIVED_SHARE, barred
from rulebook.schemes.model import Band, Direction, Example, Kind, Measure, Row, Scheme, Veto, Yardstick
from rulebook.schemes.scoring import score_row, veto_fires
from rulebook.tree import Literal, Quotient
from rulebook.wording import say

FEWEST_EXAMPLES = 3
FEWEST_ROUNDED_DECIMALS = 2
GRID_STEPS = 200
Check = Callable[[Scheme], Iterator[Fault]]


def weights_sum_to_full(scheme: Scheme) -> Iterator[Fault]:
    """A total that cannot reach the full score, or passes it, ranks by accident."""
    total = sum((row.weight for row in scheme.rows), Decimal(0))
    if not scheme.rows:
        yield Fault("评分办法没有评分项。", where="rows")
    elif total != scheme.full:
        yield Fault(f"各项权重合计 {say(total)}，应为满分 {say(scheme.full)}。", where="rows")
    for row in scheme.rows:
        if row.weight <= 0:
            yield Fault(f"“{row.name}”的权重应大于零。", where=f"{row.where}.weight")


def each_used_once(scheme: Scheme) -> Iterator[Fault]:
    """Two rows on one figure score it twice, and usually mean that another figure was forgotten."""
    for code, count in Counter(part.code for part in scheme.parts).items():
        if count > 1:
            yield Fault(f"编号“{code}”用了 {count} 次。")
    for name, count in Counter(row.measure.yardstick.name for row in scheme.scored).items():
        if count > 1:
            yield Fault(f"指标“{name}”被 {count} 项使用，每个指标只能计分一次。")
    for row in scheme.scored:
        for key, rule in (("score", row.share), ("points", row.outright)):
            if rule is not None and not rule.names:
                yield Fault(
                    f"“{row.name}”的规则没有用到指标“{row.measure.yardstick.name}”。", where=f"{row.where}.{key}"
                )


def nothing_barred(scheme: Scheme) -> Iterator[Fault]:
    """What the rules on lightening the load of the grass roots forbid is not scored at all (B1–B6)."""
    for part in scheme.parts:
        yardstick = part.measure.yardstick
        reason = yardstick.forbidden or barred(yardstick.name, part.name, *yardstick.terms)
        if reason:
            yield Fault(f"“{yardstick.name}”不得用于考核。{reason}。", where=f"{part.where}.yardstick")
    derived = sum((row.weight for row in scheme.rows if row.measure.yardstick.app_derived), Decimal(0))
    if derived > EXACT.multiply(scheme.full, APP_DERIVED_SHARE):
        most = say(EXACT.multiply(scheme.full, APP_DERIVED_SHARE))
        yield Fault(f"取自应用程序记录的权重合计 {say(derived)}，最多 {most}。{APP_DERIVED_REASON}。", where="rows")


def yardsticks_are_whole(scheme: Scheme) -> Iterator[Fault]:
    """A yardstick says its direction and its range, and a ratio says how many cases stand behind it."""
    for part in scheme.parts:
        yardstick = part.measure.yardstick
        where = f"{part.where}.yardstick"
        if yardstick.direction is None:
            yield Fault(f"指标“{yardstick.name}”没有写明越高越好还是越低越好。", where=where)
        if yardstick.least >= yardstick.most:
            yield Fault(f"指标“{yardstick.name}”的取值范围是空的。", where=where)
        if _is_ratio(part.measure) and part.measure.base is None:
            yield Fault(f"指标“{yardstick.name}”是比率，应写明基数，以便判断样本是否足够。", where=where)


def floors_and_caps_hold(scheme: Scheme) -> Iterator[Fault]:
    """Without a ceiling volume alone makes points; without a floor one figure sinks the rest."""
    for row in scheme.scored:
        if not 0 <= row.floor <= row.cap:
            yield Fault(
                f"“{row.name}”的保底 {say(row.floor)} 和封顶 {say(row.cap)} 不成范围。", where=f"{row.where}.cap"
            )
        if row.kind is Kind.ROW and row.cap > row.weight:
            message = f"“{row.name}”的封顶 {say(row.cap)} 超过权重 {say(row.weight)}。"
            yield Fault(message, where=f"{row.where}.cap")
    for veto in scheme.vetoes:
        if not 0 <= veto.ceiling < scheme.full:
            yield Fault(f"“{veto.name}”的上限应在 0 和满分之间。", where=f"{veto.where}.ceiling")


def bands_cover_the_range(scheme: Scheme) -> Iterator[Fault]:
    """“51~100、100~200”: at 100 nobody knows which; a gap gives a figure no points at all."""
    for row in scheme.scored:
        if row.bands:
            yield from _band_faults(row, row.measure.yardstick)


def _band_faults(row: Row, yardstick: Yardstick) -> Iterator[Fault]:
    where = f"{row.where}.bands"
    bands = sorted(row.bands, key=lambda band: (band.low, band.high))
    for band in bands:
        yield from _one_band_faults(row, band, where)
    if bands[0].low > yardstick.least:
        yield Fault(f"“{row.name}”的分档没有包括 {say(yardstick.least)} 至 {say(bands[0].low)}。", where=where)
    if bands[-1].high < yardstick.most:
        yield Fault(f"“{row.name}”的分档没有包括 {say(bands[-1].high)} 至 {say(yardstick.most)}。", where=where)
    for one, next_one in pairwise(bands):
        if one.high < next_one.low:
            yield Fault(f"“{row.name}”的分档在 {say(one.high)} 至 {say(next_one.low)} 之间有空隙。", where=where)
        if one.high > next_one.low:
            yield Fault(f"“{row.name}”的分档在 {say(next_one.low)} 至 {say(one.high)} 之间重叠。", where=where)


def _one_band_faults(row: Row, band: Band, where: str) -> Iterator[Fault]:
    if band.low >= band.high:
        yield Fault(f"“{row.name}”的一档 {say(band.low)} 至 {say(band.high)} 是空的。", where=where)
    if not row.floor <= band.points <= row.cap:
        message = f"“{row.name}”的一档分值 {say(band.points)} 不在保底 {say(row.floor)} 和封顶 {say(row.cap)} 之间。"
        yield Fault(message, where=where)


def a_better_figure_never_scores_less(scheme: Scheme) -> Iterator[Fault]:
    """Tried over the whole range and on both sides of every number in the rule (“漏报率 × 20%” rewarded missing)."""
    for row in scheme.scored:
        yield from _order_faults(row.measure.yardstick, row.contribution, _jumps(row), row.name, row.where)
    for veto in scheme.vetoes:
        yield from _order_faults(veto.measure.yardstick, _spared(veto), veto.when.numbers, veto.name, veto.where)


def _order_faults(
    yardstick: Yardstick,
    worth: Callable[[Decimal], Decimal],
    jumps: tuple[Decimal, ...],
    name: str,
    where: str,
) -> Iterator[Fault]:
    previous: tuple[Decimal, Decimal] | None = None
    for value in _worst_to_best(yardstick, jumps):
        try:
            points = worth(value)
        except RuleError as error:
            yield Fault(f"“{name}”在{yardstick.name}为 {say(value)} 时算不出来：{error.message}", where=where)
            return
        if previous is not None and points < previous[1]:
            direction = yardstick.direction.value if yardstick.direction else ""
            worse = f"{say(previous[0])} 计 {say(previous[1])}"
            better = f"{say(value)} 反而计 {say(points)}"
            yield Fault(f"“{name}”方向不符：{yardstick.name}{direction}，而 {worse}，{better}。", where=where)
            return
        previous = (value, points)


def examples_come_out(scheme: Scheme) -> Iterator[Fault]:
    """At least three worked examples a row, each computed again; they are printed with the scheme."""
    for row in scheme.scored:
        if len(row.examples) < FEWEST_EXAMPLES:
            message = f"“{row.name}”只有 {len(row.examples)} 个算例，至少要 {FEWEST_EXAMPLES} 个。"
            yield Fault(message, where=f"{row.where}.examples")
        for example in row.examples:
            yield from _example_faults(row, example)
    for veto in scheme.vetoes:
        if {example.fires for example in veto.examples} != {True, False}:
            yield Fault(f"“{veto.name}”要有触发和不触发的算例各一个以上。", where=f"{veto.where}.examples")
        for example in veto.examples:
            yield from _veto_example_faults(veto, example)


def _example_faults(row: Row, example: Example) -> Iterator[Fault]:
    try:
        score = score_row(row, example.given)
    except RuleError as error:
        yield Fault(f"“{row.name}”的算例算不出来：{error.message}", where=example.where)
        return
    found = None if score.points is None else abs(score.points)
    if not _agree(found, example.points):
        written, exact = (("样本不足" if one is None else say(one)) for one in (example.points, found))
        yield Fault(f"“{row.name}”的算例写的是 {written}，算出来是 {exact}（{score.working}）。", where=example.where)


def _veto_example_faults(veto: Veto, example: Example) -> Iterator[Fault]:
    try:
        fires = veto_fires(veto, example.given)
    except RuleError as error:
        yield Fault(f"“{veto.name}”的算例算不出来：{error.message}", where=example.where)
        return
    if fires != example.fires:
        yield Fault(f"“{veto.name}”的算例与规则不符：算出来{'触发' if fires else '不触发'}。", where=example.where)


def _agree(found: Decimal | None, written: Decimal | None) -> bool:
    """Equal, or equal once rounded to the decimals written, of which a rounded example needs two at least."""
    if found is None or written is None or found == written:
        return found is written or found == written
    exponent = written.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent < FEWEST_ROUNDED_DECIMALS:
        return False
    return abs(EXACT.subtract(found, written)) * 2 <= Decimal(1).scaleb(exponent)


def _is_ratio(measure: Measure) -> bool:
    return any(
        isinstance(node, Quotient) and not isinstance(node.right, Literal) for node in measure.formula.tree.walk()
    )


def _jumps(row: Row) -> tuple[Decimal, ...]:
    edges = tuple(edge for band in row.bands for edge in (band.low, band.high))
    written = tuple(number for rule in (row.share, row.outright) if rule for number in rule.numbers)
    return edges + written


def _spared(veto: Veto) -> Callable[[Decimal], Decimal]:
    """A veto's worth to the unit: one while it does not fire."""
    return lambda value: Decimal(0) if veto.when(**{veto.measure.yardstick.name: value}) else Decimal(1)


def _worst_to_best(yardstick: Yardstick, jumps: tuple[Decimal, ...]) -> list[Decimal]:
    span = yardstick.most - yardstick.least
    near = span / 1_000_000
    points = {yardstick.least + span * step / GRID_STEPS for step in range(GRID_STEPS + 1)}
    points |= {jump + offset for jump in jumps for offset in (-near, Decimal(0), near)}
    inside = (point for point in points if yardstick.least <= point <= yardstick.most)
    return sorted(inside, reverse=yardstick.direction is Direction.LOWER)


CHECKS: tuple[Check, ...] = (
    weights_sum_to_full,
    each_used_once,
    nothing_barred,
    yardsticks_are_whole,
    floors_and_caps_hold,
    bands_cover_the_range,
    a_better_figure_never_scores_less,
    examples_come_out,
)
