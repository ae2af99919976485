"""The system administrator opens, disables and resets accounts; the security administrator lets people try again,
and takes second factors from whoever lost them.
"""

from zhuanban.ground.core.permits import allow, in_words
from zhuanban.ground.orgs.models import District, Person, User
from zhuanban.ground.orgs.permissions import my_district, of_my_district, others_here
from zhuanban.ground.orgs.rules import THREE_ADMINISTRATORS, Role

allow(tuple(sorted(THREE_ADMINISTRATORS)), "account.view", User, where=of_my_district)
allow(Role.SYSTEM_ADMIN, "account.manage", User, where=of_my_district)
allow(Role.SYSTEM_ADMIN, "account.open", Person, where=of_my_district)
allow(Role.SYSTEM_ADMIN, "account.open_many", District, where=my_district)
allow(Role.SECURITY_ADMIN, "account.unlock", User, where=others_here)
allow(Role.SECURITY_ADMIN, "factor.reset", User, where=others_here)
in_words({
    "account.view": "查看账号", "account.manage": "停用、启用账号，重设密码", "account.open": "开立账号",
    "account.open_many": "开立一批账号",
    "account.unlock": "解除账号锁定", "factor.reset": "清除第二验证方式",
})  # fmt: skip
