"""What a circular says: figures in, lines and a table out; it informs, names and offers, and never directs.

A coordinating body may not direct party committees and governments below (2024 rules on lightening the load), so the
text says what the office itself will do. Nobody is named on a small base, nor where few are ranked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from zhuanban.outward.documents.rules.blocks import Sheet

LEAST_RANKED = 4
NAMED_SHARE = 5
PRAISE_FROM, CRITICISE_BELOW = Decimal("0.9"), Decimal("0.8")
NUMERALS = "一二三四五六七八九十"
TABLE = "各乡镇（街道）得分"
TOWNS = "乡镇（街道）"
MOST_LISTED = 3


@dataclass(frozen=True)
class Yardstick:
    """A share 0..1 by which townships are compared; `overall` None where the whole district has too few cases."""

    name: str
    higher_is_better: bool
    overall: Decimal | None


@dataclass(frozen=True)
class Standing:
    """A township's points, rank and shares; None stands for 样本不足."""

    township: str
    points: Decimal | None
    rank: int | None
    shares: Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Facts:
    """All that a circular is made from; counts are of matters, `full` of points. No standings: no scores to tell."""

    notice: str
    action: str
    scheme: str
    since: date
    until: date
    drafted_on: date
    registered: int
    closed: int
    open: int
    red: int
    yellow: int
    full: Decimal
    small_base: int
    townships: int
    yardsticks: Sequence[Yardstick]
    standings: Sequence[Standing]

    @property
    def ranked(self) -> list[Standing]:
        """Best first; townships with too few cases are not in it."""
        ranked = [standing for standing in self.standings if standing.rank is not None]
        return sorted(ranked, key=lambda standing: standing.rank or 0)


# First and last month of what has a name of its own.
WHOLE_PERIODS = {
    (1, 3): "第一季度", (4, 6): "第二季度", (7, 9): "第三季度", (10, 12): "第四季度",
    (1, 6): "上半年", (7, 12): "下半年", (1, 12): "度",
}  # fmt: skip


def title_of(facts: Facts) -> str:
    return f"关于{period_words(facts.since, facts.until)}{facts.action}推进情况的通报"


def period_words(since: date, until: date) -> str:
    """2024年4月, 2024年第三季度, 2024年上半年, 2024年度 for a whole one; else 2024年4月1日至5月15日."""
    is_whole = since.day == 1 and (until + timedelta(days=1)).day == 1 and since.year == until.year
    if is_whole and since.month == until.month:
        return f"{since.year}年{since.month}月"
    if is_whole and (since.month, until.month) in WHOLE_PERIODS:
        return f"{since.year}年{WHOLE_PERIODS[since.month, until.month]}"
    year = "" if since.year == until.year else f"{until.year}年"
    return f"{since.year}年{since.month}月{since.day}日至{year}{until.month}月{until.day}日"


def last_whole_month(today: date) -> tuple[date, date]:
    """First and last day of the month before this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def circular(facts: Facts) -> list[str | Sheet]:
    """The lines and the table of the circular, headings numbered in order."""
    parts: list[tuple[str, list[str | Sheet]]] = [
        ("总体情况", [_overall(facts)]),
        ("分项情况", list(_yardsticks(facts))),
        (TABLE, _scores(facts)),
        ("表扬与批评", _named(facts)),
        ("下步工作", _next_steps(facts)),
    ]
    pieces: list[str | Sheet] = [_opening(facts)]
    for numeral, (heading, body) in zip(NUMERALS, (part for part in parts if part[1]), strict=False):
        pieces += [f"{numeral}、{heading}", *body]
    return pieces


def _opening(facts: Facts) -> str:
    basis = f"按照《{facts.notice}》安排，" if facts.notice else ""
    return (
        f"{basis}专班办公室依据事项台账，对{facts.townships}个{TOWNS}"
        f"{period_words(facts.since, facts.until)}{facts.action}推进情况进行了汇总，"
        f"数据由台账自动生成，未请基层另行填报。现将有关情况通报如下。"
    )


def _overall(facts: Facts) -> str:
    lights = f"，其中红灯{facts.red}件、黄灯{facts.yellow}件" if facts.red or facts.yellow else "，没有逾期事项"
    day = f"{facts.drafted_on.year}年{facts.drafted_on.month}月{facts.drafted_on.day}日"
    return f"期内全区登记事项{facts.registered}件，销号{facts.closed}件。截至{day}，在办事项{facts.open}件{lights}。"


def _yardsticks(facts: Facts) -> Iterator[str | Sheet]:
    for numeral, yardstick in zip(NUMERALS, facts.yardsticks, strict=False):
        yield f"（{numeral}）{yardstick.name}"
        yield _about(facts, yardstick)


def _about(facts: Facts, yardstick: Yardstick) -> str:
    known = [
        (share, standing.township)
        for standing in facts.standings
        if (share := standing.shares.get(yardstick.name)) is not None
    ]
    if yardstick.overall is None or not known:
        return f"全区{yardstick.name}的样本不足{facts.small_base}件，本期不作比较。"
    known.sort(key=lambda pair: (-pair[0] if yardstick.higher_is_better else pair[0], pair[1]))
    sentences = [f"全区{yardstick.name}为{share_words(yardstick.overall)}。"]
    if len(known) >= 2 * MOST_LISTED:
        worst_first = known[::-1]
        sentences += [f"较好的有{_listed(known[:MOST_LISTED])}；差距较大的有{_listed(worst_first[:MOST_LISTED])}。"]
    elif len(known) > 1:
        sentences += [f"最好的是{_listed(known[:1])}，差距最大的是{_listed(known[-1:])}。"]
    if missing := len(facts.standings) - len(known):
        sentences += [f"另有{missing}个{TOWNS}样本不足，不作比较。"]
    return "".join(sentences)


def _listed(pairs: Sequence[tuple[Decimal, str]]) -> str:
    return "、".join(f"{township}（{share_words(share)}）" for share, township in pairs)


def _scores(facts: Facts) -> list[str | Sheet]:
    return [_rule_of_ranking(facts), table_of(facts)] if facts.standings else []


def _rule_of_ranking(facts: Facts) -> str:
    return (
        f"依据《{facts.scheme}》计分，满分{number_words(facts.full)}分。"
        f"计分事项不足{facts.small_base}件的，样本不足，不计分、不排名。具体得分如下。"
    )


def table_of(facts: Facts) -> Sheet:
    """Ranked townships first, best on top; then those with too few cases in the order of the notice."""
    ranked = facts.ranked
    rest = [standing for standing in facts.standings if standing.rank is None]
    names = [yardstick.name for yardstick in facts.yardsticks]
    rows = [
        (
            str(place),
            standing.township,
            *(share_words(standing.shares.get(name)) for name in names),
            "样本不足" if standing.points is None else number_words(standing.points),
            "—" if standing.rank is None else str(standing.rank),
        )
        for place, standing in enumerate([*ranked, *rest], start=1)
    ]
    return Sheet(TABLE, ("序号", TOWNS, *names, "得分", "名次"), rows)


def _named(facts: Facts) -> list[str | Sheet]:
    if not facts.standings:
        return []
    if len(facts.ranked) < LEAST_RANKED:
        return [f"参与排名的{TOWNS}不足{LEAST_RANKED}个，本期不作表扬和批评。"]
    praised, criticised = praised_of(facts), criticised_of(facts)
    lines: list[str | Sheet] = []
    if praised:
        names = "、".join(standing.township for standing in praised)
        lines.append(f"{names}得分在{number_words(facts.full * PRAISE_FROM)}分以上且位居前列，予以通报表扬。")
    if criticised:
        names = "、".join(standing.township for standing in criticised)
        lines.append(f"{names}得分低于{number_words(facts.full * CRITICISE_BELOW)}分且位次靠后，予以通报批评。")
    return lines


def praised_of(facts: Facts) -> list[Standing]:
    """The first fifth, at least one, where they reach nine tenths of the full points."""
    ranked = facts.ranked
    if len(ranked) < LEAST_RANKED:
        return []
    first = ranked[: max(1, len(ranked) // NAMED_SHARE)]
    return [standing for standing in first if (standing.points or 0) >= facts.full * PRAISE_FROM]


def criticised_of(facts: Facts) -> list[Standing]:
    """The last fifth, at least one, where they stay below four fifths of the full points."""
    ranked = facts.ranked
    if len(ranked) < LEAST_RANKED:
        return []
    last = ranked[-max(1, len(ranked) // NAMED_SHARE) :]
    return [standing for standing in last if (standing.points or 0) < facts.full * CRITICISE_BELOW]


def _next_steps(facts: Facts) -> list[str | Sheet]:
    red = f"对{facts.red}件红灯事项，专班办公室将会同承办单位逐件会商，协调解决难点。" if facts.red else ""
    return [
        f"{red}专班办公室将对返工、反弹较多的点位安排现场核查，对进度较慢的事项主动上门服务。",
        "对本通报数据有异议的，可在收到之日起30日内向专班办公室提出，专班办公室在30日内核实答复。",
    ]


def share_words(share: Decimal | None) -> str:
    """93.4%, or 样本不足."""
    if share is None:
        return "样本不足"
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def number_words(number: Decimal) -> str:
    """92.5, and 100 without a point."""
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
