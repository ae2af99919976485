"""What changes the index: it follows the journal, and rooms call it where many things change at once."""

from zhuanban.ground.search.services.following import follow_journal
from zhuanban.ground.search.services.indexing import compare_index, fill_index, index_many

__all__ = ["compare_index", "fill_index", "follow_journal", "index_many"]
