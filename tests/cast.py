"""The cast of the tests: invented people and units who act in every story; two districts and three actions."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import District, GroupMember, Person, Post, RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import Role, UnitKind
from zhuanban.plan.campaigns.models import (
    Campaign,
    Clause,
    ClauseVersion,
    Demand,
    Duty,
    NoticeVersion,
    Phase,
    Target,
)

FIRST_DAY = date(2024, 2, 1)
PASSWORD = "合适的口令-2024"


@dataclass
class Cast:
    """Names used in the stories. 云溪区 runs `campaign` and `other_campaign`; 石桥县 runs `far_campaign`."""

    district: District
    campaign: Campaign
    other_campaign: Campaign
    far_district: District
    far_campaign: Campaign
    # units of 云溪区
    office_unit: Unit  # 区住房和城乡建设局, seat of the office
    bureau: Unit  # 区综合行政执法局
    water: Unit  # 区水务局
    towns: list[Unit]  # 柳河镇, 白塔镇, 东岗街道
    group: Unit  # 各乡镇（街道）
    # clauses of `campaign`
    hygiene: Clause  # 整治环境卫生
    order: Clause  # 整治城镇秩序
    sewage: Clause  # 完善基础配套设施, with the 70 % target
    target: Target
    # people: one account each, signed in with force_login
    office: User  # 专班办公室主任
    office_colleague: User  # 专班办公室, a clerk
    leader: User  # 区领导
    inspector: User
    second_inspector: User
    handler: User  # in `bureau`
    water_clerk: User  # in `water`
    township: User  # in towns[0]
    other_township: User  # in towns[1]
    auditor: User
    outsider: User  # director of the office of the far district
    people: dict[str, User] = field(default_factory=dict)


def assemble() -> Cast:
    """Write the cast to the database, straight into its tables."""
    district = District.objects.create(name="江州市云溪区", short_name="云溪区")
    far = District.objects.create(name="江州市石桥县", short_name="石桥县")
    units = {
        key: Unit.objects.create(district=district, name=name, kind=kind)
        for key, name, kind in (
            ("office_unit", "区住房和城乡建设局", UnitKind.DEPARTMENT),
            ("bureau", "区综合行政执法局", UnitKind.DEPARTMENT),
            ("water", "区水务局", UnitKind.DEPARTMENT),
            ("group", "各乡镇（街道）", UnitKind.GROUP),
        )
    }
    towns = [
        Unit.objects.create(district=district, name=name, kind=UnitKind.TOWNSHIP)
        for name in ("柳河镇", "白塔镇", "东岗街道")
    ]
    GroupMember.objects.bulk_create(GroupMember(group=units["group"], member=town) for town in towns)
    campaign = _campaign(district, "yunxi-2024", "小城镇综合提升专项行动", units["office_unit"])
    clauses = _clauses(campaign, units, towns)
    people = {
        "office": _user(district, "office", "周敏", Role.OFFICE_DIRECTOR, units["office_unit"]),
        "office_colleague": _user(district, "office2", "何青", Role.OFFICE, units["office_unit"]),
        "leader": _user(district, "leader", "秦岳", Role.LEADER),
        "inspector": _user(district, "inspector", "方远", Role.INSPECTOR),
        "second_inspector": _user(district, "inspector2", "叶舟", Role.INSPECTOR),
        "handler": _user(district, "bureau", "石磊", Role.DEPARTMENT, units["bureau"]),
        "water_clerk": _user(district, "water", "江澜", Role.DEPARTMENT, units["water"]),
        "township": _user(district, "town1", "柳青", Role.TOWNSHIP, towns[0]),
        "other_township": _user(district, "town2", "白桦", Role.TOWNSHIP, towns[1]),
        "auditor": _user(district, "auditor", "严正", Role.AUDITOR),
        "outsider": _user(far, "far-office", "石桥办", Role.OFFICE_DIRECTOR),
    }
    return Cast(
        district=district,
        campaign=campaign,
        other_campaign=_campaign(district, "yunxi-2025", "农村供水提升专项行动", units["water"]),
        far_district=far,
        far_campaign=_campaign(far, "shiqiao-2024", "集镇整治专项行动", None),
        towns=towns,
        target=Target.objects.get(clause=clauses["sewage"]),
        people=people,
        **units,
        **clauses,
        **people,
    )


def _campaign(district: District, slug: str, name: str, office_unit: Unit | None) -> Campaign:
    campaign = Campaign.objects.create(
        slug=slug,
        district=district,
        name=f"{district.name}{name}",
        short_name=f"{district.short_name}{name}",
        state=Campaign.State.RUNNING,
        starts_on=FIRST_DAY,
        ends_on=date(2026, 12, 31),
        office_unit=office_unit,
        confirmed_at=clock.start_of(FIRST_DAY),
    )
    for order, (title, start, end) in enumerate(
        (
            ("动员部署", date(2024, 2, 1), date(2024, 2, 29)),
            ("集中整治", date(2024, 3, 1), date(2024, 6, 30)),
            ("巩固提升", date(2024, 7, 1), date(2026, 12, 31)),
        )
    ):
        Phase.objects.create(campaign=campaign, name=title, starts_on=start, ends_on=end, order=order)
    return campaign


def _clauses(campaign: Campaign, units: dict[str, Unit], towns: list[Unit]) -> dict[str, Clause]:
    version = NoticeVersion.objects.create(
        campaign=campaign, file_name="通知.txt", sha256="0" * 64, text="示例", plan={}, loaded_at=clock.now()
    )
    written = {}
    rows = (
        ("hygiene", "2.2.1", "（一）", "整治环境卫生", "生活垃圾做到日产日清，清理垃圾堆、杂物堆", units["bureau"]),
        ("order", "2.2.2", "（二）", "整治城镇秩序", "取缔占道经营，规范车辆停放", units["bureau"]),
        ("sewage", "2.3.3", "（三）", "完善基础配套设施", "对路灯设施进行升级改造，治理黑臭水体", units["water"]),
    )
    for order, (key, position, marker, title, body, department) in enumerate(rows):
        clause = Clause.objects.create(campaign=campaign, key=position)
        clause.current = ClauseVersion.objects.create(
            clause=clause, version=version, position=position, order=order, marker=marker, title=title, body=body,
            kind=ClauseVersion.Kind.TASK, start=0, end=2,
        )
        clause.save(update_fields=["current"])
        Demand.objects.create(clause=clause, text=body, force=Demand.Force.MUST, order=order)
        Duty.objects.create(clause=clause, unit=department, role=Duty.Role.PARTICIPANT)
        Duty.objects.bulk_create(
            Duty(clause=clause, unit=town, role=Duty.Role.RESPONSIBLE, via_group=units["group"]) for town in towns
        )
        written[key] = clause
    Target.objects.create(
        clause=written["sewage"], indicator="污水收集处理率", op=">=", value=70, unit="%", by=date(2025, 12, 31),
        text="到2025年前，污水收集处理率达70%",
    )
    return written


def _user(district: District, username: str, name: str, role: Role, unit: Unit | None = None) -> User:
    person = Person.objects.create(district=district, name=name)
    if unit:
        Post.objects.create(person=person, unit=unit, title="工作人员", starts_on=FIRST_DAY)
    user = User.objects.create(
        username=username, name=name, district=district, person=person, password=make_password(PASSWORD)
    )
    RoleAssignment.objects.create(user=user, role=role, district=district, unit=unit, starts_on=FIRST_DAY)
    return user
