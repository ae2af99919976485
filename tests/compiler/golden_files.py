"""Golden files: title, notice and expected facts, each closed by a line that is only a full stop.

python -m tests.compiler.golden_files writes what the compiler says now into the expected parts; review the diff.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notice_compiler import compile_notice
from tests.compiler.shorthand import FACETS, lines

FOLDER = Path(__file__).parent / "goldens"
MARK = "."
PARTS = 3


class Malformed(ValueError):
    """The file is not a list of cases; a case that nobody runs must not go unseen."""


@dataclass(frozen=True, slots=True)
class Golden:
    """One case: the facets that its expected lines name are compared whole."""

    title: str
    notice: str
    expected: tuple[str, ...]

    @property
    def facets(self) -> list[str]:
        """The kinds of facts that the case speaks of, in its order."""
        return list(dict.fromkeys(line.split(" ", 1)[0] for line in self.expected))


def parse(text: str) -> list[Golden]:
    """The cases of a file's text; Malformed where a part is missing, empty or unknown."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line == MARK:
            parts.append([])
        else:
            parts[-1].append(line)
    if any(line.strip() for line in parts.pop()):
        raise Malformed("words after the last full stop: the last case is not closed")
    if not parts or len(parts) % PARTS:
        raise Malformed(f"{len(parts)} parts are no whole number of cases")
    cases = [_case(*parts[n : n + PARTS]) for n in range(0, len(parts), PARTS)]
    if len({case.title for case in cases}) < len(cases):
        raise Malformed("two cases have one title")
    return cases


def _case(title: list[str], notice: list[str], expected: list[str]) -> Golden:
    named = [line for line in title if line.strip()]
    facts = tuple(line for line in expected if line.strip())
    if len(named) != 1:
        raise Malformed(f"a case has one line as its title, not {named}")
    if not any(line.strip() for line in notice):
        raise Malformed(f"{named[0]}: no notice")
    if not facts:
        raise Malformed(f"{named[0]}: nothing is expected")
    unknown = [line for line in facts if line.split(" ", 1)[0] not in FACETS or " " not in line]
    if unknown:
        raise Malformed(f"{named[0]}: {unknown[0]} is no fact")
    return Golden(named[0], "\n".join(notice), facts)


def load() -> list[Golden]:
    """All cases of all files, in the order of their names."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in parse(path.read_text(encoding="utf-8"))]


def written(case: Golden) -> str:
    """The case as the file holds it, with the facts that the compiler finds now."""
    plan = compile_notice(case.notice)
    found = [line for facet in case.facets for line in lines(plan, facet)]
    return "".join(f"{line}\n" for line in (case.title, MARK, case.notice, MARK, *found, MARK))


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.txt")):
        path.write_text("".join(map(written, parse(path.read_text(encoding="utf-8")))), encoding="utf-8")
