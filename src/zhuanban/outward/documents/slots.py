"""What documents put into lower rooms: that they can be found by their words."""

from zhuanban.ground.search.rules.sources import searchable
from zhuanban.outward.documents.selectors.searching import DOCUMENTS

searchable(DOCUMENTS)
