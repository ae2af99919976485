"""Writing units, people, posts and roles; the names that other rooms use."""

from zhuanban.ground.orgs.services.amending import add_alias, amend_unit, close_unit, remove_alias
from zhuanban.ground.orgs.services.codes import give_code, remove_code
from zhuanban.ground.orgs.services.contacts import phone_of, set_phone, write_phone
from zhuanban.ground.orgs.services.deputies import end_deputy, name_deputy
from zhuanban.ground.orgs.services.groups import choose_members
from zhuanban.ground.orgs.services.handing_over import hand_over_due, hand_over_work
from zhuanban.ground.orgs.services.opening import (
    open_account,
    open_district,
    open_unit,
    set_members,
)
from zhuanban.ground.orgs.services.posts import appoint, change_post, end_posts, keep_named_posts
from zhuanban.ground.orgs.services.reorganising import (
    carry_out_due,
    check_reorganisation,
    reorganise,
    withdraw_reorganisation,
)
from zhuanban.ground.orgs.services.roles import check_roles, end_role, give_role, give_roles
from zhuanban.ground.orgs.services.trees import describe_unit, establish_unit, move_unit

__all__ = [
    "add_alias",
    "amend_unit",
    "appoint",
    "carry_out_due",
    "change_post",
    "check_reorganisation",
    "check_roles",
    "choose_members",
    "close_unit",
    "describe_unit",
    "end_deputy",
    "end_posts",
    "end_role",
    "establish_unit",
    "give_code",
    "give_role",
    "give_roles",
    "hand_over_due",
    "hand_over_work",
    "keep_named_posts",
    "move_unit",
    "name_deputy",
    "open_account",
    "open_district",
    "open_unit",
    "phone_of",
    "remove_alias",
    "remove_code",
    "reorganise",
    "set_members",
    "set_phone",
    "withdraw_reorganisation",
    "write_phone",
]
