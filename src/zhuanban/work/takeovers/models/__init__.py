"""The tables of the take-over."""

from zhuanban.work.takeovers.models.intakes import Intake, Mapping
from zhuanban.work.takeovers.models.openings import Opening

__all__ = ["Intake", "Mapping", "Opening"]
