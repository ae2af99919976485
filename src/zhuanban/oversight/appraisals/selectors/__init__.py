"""Reading schemes, scores and acceptance; the names that other rooms use."""

from zhuanban.oversight.appraisals.selectors.acceptance import acceptance_for, acceptances_for, lines_for
from zhuanban.oversight.appraisals.selectors.schemes import periods_of, published_schemes, scheme_covering
from zhuanban.oversight.appraisals.selectors.scores import TownshipScore, latest_run, run_of, scores_of

__all__ = [
    "TownshipScore",
    "acceptance_for",
    "acceptances_for",
    "latest_run",
    "lines_for",
    "periods_of",
    "published_schemes",
    "run_of",
    "scheme_covering",
    "scores_of",
]
