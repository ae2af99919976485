"""What documents put into lower rooms: that they are found by their words and commented on."""

from zhuanban.ground.search.rules.sources import searchable
from zhuanban.ground.threads.rules.subjects import commented
from zhuanban.outward.documents.selectors.searching import DOCUMENTS
from zhuanban.outward.documents.selectors.threads import COMMENTED

searchable(DOCUMENTS)
commented(COMMENTED)
