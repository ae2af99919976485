"""Writing units, people, posts and roles; the names that other rooms use."""

from zhuanban.ground.orgs.services.amending import amend_unit, close_unit
from zhuanban.ground.orgs.services.contacts import phone_of, set_phone, write_phone
from zhuanban.ground.orgs.services.opening import (
    give_role,
    open_account,
    open_district,
    open_unit,
    set_members,
)
from zhuanban.ground.orgs.services.posts import appoint, change_post, end_posts, keep_named_posts

__all__ = [
    "amend_unit",
    "appoint",
    "change_post",
    "close_unit",
    "end_posts",
    "give_role",
    "keep_named_posts",
    "open_account",
    "open_district",
    "open_unit",
    "phone_of",
    "set_members",
    "set_phone",
    "write_phone",
]
