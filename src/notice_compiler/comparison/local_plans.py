"""A notice and the plan by which a township carries it out: what is answered, weaker, unsure, missing, added."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from notice_compiler.comparison.concern import concern, set_aside, township_of
from notice_compiler.comparison.facts.group import Group
from notice_compiler.comparison.likeness import FULL, Weights, near
from notice_compiler.comparison.model import (
    CONFORMANCE,
    Answer,
    ClauseAnswer,
    Conformance,
    ConformanceCounts,
    FactChange,
    LocalWords,
    SetAside,
)
from notice_compiler.comparison.shortfalls import shortfalls
from notice_compiler.comparison.side import Side, side_of
from notice_compiler.model import Plan

# Of 1000: from SURE on a local clause answers, from UNSURE on a person looks. From CLEAR on it answers too where each
# is the other's best by far.
SURE = 380
CLEAR = 280
UNSURE = 160
BY_FAR = 2
# A title that fits and a body of which less than this stands in the clause: 结合本地实际安排.
SUBSTANCE = 200
MOST_ANSWERS = 4
FEW_PAIRS = 8
ADDED = ("task", "goal")
SENTENCES: dict[Answer, str] = {
    "carried_out": "已经落实",
    "strengthened": "已经落实，要求高于通知",
    "weakened": "有落实，要求低于通知",
    "unsure": "拿不准，请人看一看",
    "missing": "没有找到落实的内容",
}


def conform(notice: Plan, local: Plan) -> Conformance:
    """How the local plan answers each clause of the notice that asks something of the township. Never raises."""
    asked, given = side_of(notice), side_of(local)
    township = township_of(local)
    scores = _scores(asked, given)
    clear = _clear(scores)
    answers: list[ClauseAnswer] = []
    aside: list[SetAside] = []
    for index in range(len(asked.clauses)):
        why, why_not = concern(asked, index, township)
        if why is None:
            aside.append(set_aside(asked, index, why_not))
        else:
            answers.append(_answer(asked, given, index, why, scores.get(index, {}), clear.get(index)))
    added = tuple(_added(given, scores))
    states = Counter(answer.state for answer in answers)
    counts = ConformanceCounts(**{state: states[state] for state in SENTENCES}, added=len(added))
    titles = notice.notice.title, local.notice.title
    return Conformance(CONFORMANCE, *titles, township, counts, tuple(answers), added, tuple(aside))


def _scores(asked: Side, given: Side) -> dict[int, dict[int, int]]:
    """Clause of the notice → local clause → how well it answers, from UNSURE on."""
    weights = Weights.over([*asked.pairs, *given.pairs])
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for i, j in sorted(near(asked.pairs, given.pairs, weights)):
        score = _score(asked, given, weights, i, j)
        if score >= UNSURE and not _bare_heading(given, j):
            found[i][j] = score
    return found


def _clear(scores: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    """Clause of the notice → local clause, where both are alike enough and neither is half as like to any other."""
    back: dict[int, list[int]] = defaultdict(list)
    for found in scores.values():
        for j, score in found.items():
            back[j].append(score)
    clear: dict[int, int] = {}
    for i, found in scores.items():
        for j, score in found.items():
            rivals = [other for k, other in found.items() if k != j] + _without(back[j], score)
            if score >= CLEAR and score >= BY_FAR * max(rivals, default=0):
                clear[i] = j
    return clear


def _without(scores: list[int], score: int) -> list[int]:
    at = scores.index(score)
    return scores[:at] + scores[at + 1 :]


def _score(asked: Side, given: Side, weights: Weights, i: int, j: int) -> int:
    """The best of: all words alike, titles alike, local words taken from the clause, the clause held by the local."""
    mine, yours = asked.pairs[i], given.pairs[j]
    if asked.said[i] == given.said[j]:
        return FULL
    alike = weights.alike(mine, yours)
    titles = weights.alike(asked.titles[i], given.titles[j]) if asked.titles[i] and given.titles[j] else 0
    ways = [alike, (titles + alike) // 2]
    if len(yours) >= FEW_PAIRS:
        ways.append(9 * weights.held(yours, mine) // 10)
    if len(mine) >= FEW_PAIRS:
        ways.append(weights.held(mine, yours))
    return min(max(ways), CLEAR - 1) if _is_hollow(asked, given, weights, i, j) else max(ways)


def _is_hollow(asked: Side, given: Side, weights: Weights, i: int, j: int) -> bool:
    """Where the clause says more than its title, a title with other or with no words after it is no sure answer."""
    return bool(asked.bodies[i]) and weights.held(given.bodies[j], asked.pairs[i]) < SUBSTANCE


def _bare_heading(given: Side, j: int) -> bool:
    """A title over other clauses carries nothing out by itself."""
    clause = given.clauses[j]
    return not clause.body and clause.id in given.children


def _answer(
    asked: Side, given: Side, index: int, why: str, scores: Mapping[int, int], clear: int | None
) -> ClauseAnswer:
    clause = asked.clauses[index]
    best = sorted(scores, key=lambda j: (-scores[j], j))
    is_sure = bool(best) and (scores[best[0]] >= SURE or best[0] == clear)
    sure = _answering(asked, given, index, best) if is_sure else []
    chosen = (sure or best)[:MOST_ANSWERS]
    group = Group(asked, given, (clause.id,), tuple(given.clauses[j].id for j in chosen), asked.heading(clause).text)
    reasons = tuple(shortfalls(group)) if sure else ()
    state = _state(reasons) if sure else ("unsure" if best else "missing")
    words = tuple(_local(given, j, scores[j]) for j in chosen)
    sentence = f"“{group.name}”{SENTENCES[state]}。"
    return ClauseAnswer(clause.id, asked.heading(clause), state, why, words, reasons, sentence)


def _answering(asked: Side, given: Side, index: int, best: list[int]) -> list[int]:
    """The best, and those that answer something in the clause that the ones before them do not."""
    left = asked.pairs[index]
    found: list[int] = []
    for j in best:
        shared = asked.pairs[index] & given.pairs[j]
        if not found or len(shared & left) * 2 > len(shared):
            found.append(j)
            left = left - shared
    return found


def _state(reasons: tuple[FactChange, ...]) -> Answer:
    ways = {reason.direction for reason in reasons}
    if "weakened" in ways:
        return "weakened"
    return "strengthened" if "tightened" in ways else "carried_out"


def _local(given: Side, j: int, score: int) -> LocalWords:
    clause = given.clauses[j]
    return LocalWords(clause.id, given.heading(clause), score)


def _added(given: Side, scores: Mapping[int, Mapping[int, int]]) -> list[LocalWords]:
    """Tasks and goals of the local plan that answer nothing in the notice."""
    answering = {j for found in scores.values() for j in found}
    return [
        _local(given, j, 0)
        for j, clause in enumerate(given.clauses)
        if j not in answering and clause.kind in ADDED and given.pairs[j]
    ]
