"""That the figures are the rows, to the unit."""

from typing import Any

from zhuanban.work.matters import services
from zhuanban.work.matters.rules.figures import Measure
from zhuanban.work.matters.selectors import Figures, figures_by_township, scored_matters
from zhuanban.work.matters.selectors.figures import NAMES


def compare(cast: Any) -> None:
    """What is kept is what the rows say, before and after folding."""
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0
    unfolded = figures_by_township(cast.campaign)
    services.fold_tallies()
    assert figures_by_township(cast.campaign) == unfolded
    assert services.rebuild_tallies(cast.campaign, mend=False) == 0
    for town in cast.towns:
        for name in NAMES:
            kept = getattr(unfolded.get(town.pk, Figures()), name)
            assert scored_matters(cast.campaign, town, Measure(name), None, None).count() == kept, name
    assert services.rebuild_scopes(cast.campaign, mend=False) == 0
