"""Units and people from a table: checked as a whole, brought in all or nothing, taken back while nothing depends."""

from zhuanban.ground.orgs.services.importing.bringing import (
    bring_in,
    check_table,
    forget_unimported,
    take_back_import,
)
from zhuanban.ground.orgs.services.importing.reading import read_table
from zhuanban.ground.orgs.services.importing.template import empty_table

__all__ = ["bring_in", "check_table", "empty_table", "forget_unimported", "read_table", "take_back_import"]
