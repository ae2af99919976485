"""Schemes (评分办法) as data: read one, check one, score by one.

    library = {"按期结案率": Yardstick("按期结案率", Direction.HIGHER,
                                       terms=("按期结案数", "应结案数", "缓办数"),
                                       formula="share(按期结案数, 应结案数 - 缓办数)", base="应结案数 - 缓办数")}
    faults = lint_scheme(parsed_yaml, library)        # a list of Fault, empty when the scheme may be used
    scheme = read_scheme(parsed_yaml, library)        # raises RuleError when it may not
    score = score_scheme(scheme, {"按期结案数": 45, "应结案数": 50, "缓办数": 2})

A scheme's rows are scored by `score` (a share 0..1 of the weight), `points` (points outright) or `bands`.
"""

from collections.abc import Mapping

from rulebook.model import Fault, RuleError
from rulebook.schemes.lint import CHECKS
from rulebook.schemes.model import Band, Direction, Example, Kind, Measure, Row, Scheme, Veto, Yardstick
from rulebook.schemes.reading import Reader
from rulebook.schemes.scoring import RowScore, SchemeScore, score_row, score_scheme

__all__ = [
    "Band",
    "Direction",
    "Example",
    "Kind",
    "Measure",
    "Row",
    "RowScore",
    "Scheme",
    "SchemeScore",
    "Veto",
    "Yardstick",
    "lint_scheme",
    "read_scheme",
    "score_row",
    "score_scheme",
]


def lint_scheme(scheme: object, yardsticks: Mapping[str, Yardstick]) -> list[Fault]:
    """Everything wrong with a scheme, as already parsed YAML; never raises.

    The checks over the whole scheme run once its form is right, so that one missing number is not reported thrice.
    """
    return _checked(scheme, yardsticks)[1]


def read_scheme(scheme: object, yardsticks: Mapping[str, Yardstick]) -> Scheme:
    """The scheme ready for scoring; raises RuleError with the faults when the linter finds any."""
    read, faults = _checked(scheme, yardsticks)
    if read is None or faults:
        raise RuleError(f"评分办法有 {len(faults)} 处问题，第一处：{faults[0].message}", faults)
    return read


def _checked(scheme: object, yardsticks: Mapping[str, Yardstick]) -> tuple[Scheme | None, list[Fault]]:
    reader = Reader(yardsticks)
    read = reader.scheme(scheme)
    faults = list(reader.faults)
    if read is not None and not faults:
        faults = [fault for check in CHECKS for fault in check(read)]
    return read, faults
