"""By what the journal is searched."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chosen:
    """The filter as it was chosen; what was written wrongly counts as not chosen."""

    since: date | None
    until: date | None
    person: str
    event: str
    subject_kind: str
    subject_id: int | None
    action: int | None
