"""Writing schemes, scores and acceptance; the names that other rooms use."""

from zhuanban.oversight.appraisals.services.acceptance import decide_acceptance, make_statements
from zhuanban.oversight.appraisals.services.schemes import draft_scheme, publish_scheme, revise_scheme
from zhuanban.oversight.appraisals.services.scoring import compute_scores

__all__ = [
    "compute_scores",
    "decide_acceptance",
    "draft_scheme",
    "make_statements",
    "publish_scheme",
    "revise_scheme",
]
