"""Photos are seen through what they belong to; the sender always sees its own. Rooms add rules for their photos."""

from django.db.models import Q

from zhuanban.ground.core.permits import Seat, allow, in_words
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.rules import OFFICIALS


def sent_by_me(me: Seat) -> Q:
    """本人上传的: photos that the person sent."""
    return Q(sent_by=me.user_id)


allow(OFFICIALS, "photo.view", Photo, where=sent_by_me)
in_words({"photo.view": "查看照片"})
