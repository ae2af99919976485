"""What is personal in the tables of the ground, and of the libraries under it."""

from collections.abc import Iterator

from zhuanban.ground.core.personal import DUTY, LOGS, SECURITY, Kind, PersonalColumn, Section, contributes, declare
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.selectors import all_posts_of
from zhuanban.ground.privacy.selectors import private_words, reveals_by, traces_of

RECORD = "随业务档案保存"
declare(
    PersonalColumn("orgs.Person", "name", "姓名", Kind.NAME, "确定谁任什么职务、负什么责", DUTY, RECORD, "原样"),
    PersonalColumn(
        "orgs.Person", "phone", "工作电话", Kind.PHONE, "联系办理事项", DUTY, "phones",
        "前三位后四位，加密保存",
        reveal="person.reveal",
    ),
    PersonalColumn(
        "orgs.Person", "phone_index", "工作电话索引", Kind.PHONE, "查重、按整号查找", DUTY, "phones",
        "不显示（带密钥的摘要）",
    ),
    PersonalColumn(
        "orgs.UnitImport", "rows", "待导入的人员和职务", Kind.NAME, "核对导入", DUTY, RECORD, "只给导入的人，加密保存"
    ),
    PersonalColumn("orgs.Post", "title", "职务", Kind.POST, "确定责任和回避", DUTY, RECORD, "原样"),
    PersonalColumn("orgs.User", "name", "账号姓名", Kind.NAME, "办理留痕", DUTY, RECORD, "原样"),
    PersonalColumn("orgs.User", "username", "用户名", Kind.ACCOUNT, "登录", SECURITY, RECORD, "只在系统页显示"),
    PersonalColumn("orgs.User", "password", "口令摘要", Kind.ACCOUNT, "登录", SECURITY, RECORD, "不显示"),
    PersonalColumn("orgs.User", "last_login", "最近登录", Kind.TRACE, "保障账号安全", SECURITY, RECORD, "不显示"),
    *(
        PersonalColumn("orgs.User", column, f"不用的列：{name}", kind, "不收集", "无", "unused-columns", "恒为空")
        for column, name, kind in (("email", "邮箱", Kind.MAIL), ("first_name", "名", Kind.NAME),
                                   ("last_name", "姓", Kind.NAME))
    ),
    PersonalColumn(
        "journal.Private", "sealed", "日志附表", Kind.WORDS, "说明办理的理由、意见和相关姓名", LOGS,
        "journal-private", "加密保存，只给审计员逐条写明理由后查看", reveal="journal.private", read=private_words,
    ),
    PersonalColumn(
        "journal.Delivery", "last_error", "错误说明", Kind.WORDS, "查错", SECURITY, "delivery-errors",
        "去掉内容后显示",
    ),
    PersonalColumn(
        "core.DoorAnswer", "body", "接口答复", Kind.WORDS, "同一请求不重复办理", DUTY, "door-answers", "不显示"
    ),
    PersonalColumn(
        "signin.SessionRecord", "device", "登录设备", Kind.TRACE, "发现冒用", LOGS, "sign-in-traces", "只给本人"
    ),
    PersonalColumn(
        "signin.SessionRecord", "way", "登录方式", Kind.TRACE, "发现冒用", LOGS, "sign-in-traces", "只给本人"
    ),
    PersonalColumn(
        "signin.UsedPassword", "encoded", "用过的口令摘要", Kind.ACCOUNT, "不重用口令", SECURITY, RECORD, "不显示"
    ),
    PersonalColumn(
        "signin.Tries", "name_digest", "试错的用户名摘要", Kind.TRACE, "发现猜口令", SECURITY, "数日后自动删除",
        "不显示",
    ),
    PersonalColumn(
        "signin.Tries", "address_digest", "试错的地址摘要", Kind.TRACE, "发现猜口令", SECURITY, "数日后自动删除",
        "不显示",
    ),
    PersonalColumn(
        "sessions.Session", "session_data", "登录会话", Kind.TRACE, "保持登录", SECURITY, "sessions", "不显示"
    ),
    PersonalColumn(
        "signin.Factor", "secret", "第二重验证的密文", Kind.ACCOUNT, "登录", SECURITY, RECORD, "不显示，加密保存"
    ),
    PersonalColumn(
        "signin.LinkedAccount", "subject", "统一认证的身份标识", Kind.ACCOUNT, "登录", SECURITY, RECORD, "不显示"
    ),
    *(
        PersonalColumn("files.Photo", column, name, Kind.PLACE, "核对照片拍在何处", DUTY, RECORD, "只给看得到照片的人")
        for column, name in (("longitude", "拍摄经度"), ("latitude", "拍摄纬度"))
    ),
)


@contributes
def account(user: User) -> Iterator[Section]:
    """Name, phone, posts, roles."""
    person = user.person
    facts = [("用户名", user.username), ("姓名", user.name), ("最近登录", user.last_login)]
    if person:
        facts += [("人员姓名", person.name), ("工作电话", person.phone or "没有登记")]
        rows = [(post.unit.name if post.unit else "", post.title, post.starts_on, post.ends_on)
                for post in all_posts_of(person)]  # fmt: skip
        yield Section("任职", ("单位", "职务", "任职", "离任"), rows, order=20)
    yield Section("账号", ("项目", "内容"), facts, order=10)
    seats = user.role_assignments.select_related("unit").order_by("pk")
    rows = [(seat.get_role_display(), seat.unit.name if seat.unit else "全区", seat.starts_on, seat.ends_on)
            for seat in seats]  # fmt: skip
    yield Section("角色", ("角色", "单位", "起", "止"), rows, order=30)


@contributes
def traces(user: User) -> Iterator[Section]:
    """Signing in, what one saw in full, what was recorded of one's acts."""
    sign_ins, acts = traces_of(user)
    yield Section("登录记录", ("时间", "方式", "设备"), sign_ins, note="保存 183 天", order=80)
    yield Section("办理留痕", ("事情", "次数"), acts, note="只列次数；原文依法保存，不能删改", order=85)
    yield Section("查看过的个人信息", ("时间", "内容", "对象编号"), reveals_by(user), order=90)
