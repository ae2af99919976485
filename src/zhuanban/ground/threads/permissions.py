"""Who sees a thing reads and writes in its thread (rules/subjects.py); one changes only one's own words."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.orgs.rules import OFFICIALS
from zhuanban.ground.threads.models import Comment, Mention


def written_by_me(me: Seat) -> Q:
    """本人写的: comments that the person wrote."""
    return Q(by=me.user_id)


def naming_me(me: Seat) -> Q:
    """提到本人的: mentions of the person."""
    return Q(reader=me.user_id)


allow(OFFICIALS, "comment.change", Comment, where=written_by_me)
allow(OFFICIALS, "mention.read", Mention, where=naming_me)
in_words({"comment.change": "修改、撤回留言", "mention.read": "查看提到本人的留言"})
