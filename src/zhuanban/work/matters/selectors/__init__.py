"""Reading matters; the names that other rooms use."""

from zhuanban.work.matters.selectors.acts import acts_open_to, suggest_unit, unit_choices
from zhuanban.work.matters.selectors.aftercare import rechecks_due, rechecks_missed
from zhuanban.work.matters.selectors.clocks import running_clock, turns_of
from zhuanban.work.matters.selectors.figures import Figures, figures, figures_by_township, scored_matters
from zhuanban.work.matters.selectors.kinds import kinds_of, spec_of, spec_of_matter, specs_of
from zhuanban.work.matters.selectors.links import links_of
from zhuanban.work.matters.selectors.matters import (
    matter_for,
    matter_seen,
    matters_for,
    matters_to_dispatch,
    matters_to_do,
    matters_to_verify,
    matters_urged,
    photos_of,
)
from zhuanban.work.matters.selectors.timeline import Step, steps_of

__all__ = [
    "Figures",
    "Step",
    "acts_open_to",
    "figures",
    "figures_by_township",
    "kinds_of",
    "links_of",
    "matter_for",
    "matter_seen",
    "matters_for",
    "matters_to_dispatch",
    "matters_to_do",
    "matters_to_verify",
    "matters_urged",
    "photos_of",
    "rechecks_due",
    "rechecks_missed",
    "running_clock",
    "scored_matters",
    "spec_of",
    "spec_of_matter",
    "specs_of",
    "steps_of",
    "suggest_unit",
    "turns_of",
    "unit_choices",
]
