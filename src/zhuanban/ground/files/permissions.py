"""Photos are seen through what they belong to; the sender always sees its own. Rooms add rules for their photos."""

from django.db.models import Q

from zhuanban.ground.core.permits import allow
from zhuanban.ground.files.models import Photo
from zhuanban.ground.orgs.rules import OFFICIALS

allow(OFFICIALS, "photo.view", Photo, where=lambda me: Q(sent_by=me.user_id))
