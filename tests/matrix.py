"""Who is asked in the generated matrix: people of another unit, of another action alone, of another district."""

from tests.cast import FIRST_DAY
from tests.scene import Scene, join
from zhuanban.ground.orgs.models import RoleAssignment, Unit, User
from zhuanban.ground.orgs.rules import OFFICIALS, Role, UnitKind

# In another unit than the rows that the addresses name: sees what this member of the cast sees, less what is named.
COUNTERPARTS = {
    "third_township": ("other_township", frozenset[str]()),
    "other_village": ("village", frozenset[str]()),
    # The water bureau has a duty in the clause of the target; a department without any has none.
    "idle_department": ("water_clerk", frozenset({"indicators:reading", "indicators:correct"})),
}
SEATED = {Role.DEPARTMENT: "bureau", Role.TOWNSHIP: "town", Role.VILLAGE: "village"}


def neighbours(scene: Scene) -> dict[str, User]:
    """Name → somebody in another unit of the same district."""
    cast = scene.cast
    village = Unit.objects.create(
        district=cast.district, name="白塔村", kind=UnitKind.VILLAGE, parent=cast.towns[1], opens_on=FIRST_DAY
    )
    idle = Unit.objects.create(district=cast.district, name="区档案局", kind=UnitKind.DEPARTMENT)
    return {
        "third_township": join(cast, "third_township", Role.TOWNSHIP, cast.towns[2]),
        "other_village": join(cast, "other_village", Role.VILLAGE, village),
        "idle_department": join(cast, "idle_department", Role.DEPARTMENT, idle),
    }


def strangers(scene: Scene) -> dict[str, User]:
    """Name → every role of the far district, and every role and unit of ours in the other action alone."""
    cast = scene.cast
    kinds = {Role.DEPARTMENT: UnitKind.DEPARTMENT, Role.TOWNSHIP: UnitKind.TOWNSHIP, Role.VILLAGE: UnitKind.VILLAGE}
    units = {Role.DEPARTMENT: cast.bureau, Role.TOWNSHIP: cast.towns[0], Role.VILLAGE: scene.village}
    found = {}
    for role in OFFICIALS:
        name = f"{role} of the other action"
        found[name] = join(cast, name, role, units.get(role), cast.other_campaign.pk)
    for role in Role:
        name = f"{role} of the far district"
        unit = None
        if role in kinds:
            unit = Unit.objects.create(district=cast.far_district, name=f"石桥{role.label}", kind=kinds[role])
        found[name] = User.objects.create(username=name, name=name[:30], district=cast.far_district)
        RoleAssignment.objects.create(
            user=found[name], role=role, district=cast.far_district, unit=unit, starts_on=FIRST_DAY
        )
    return found


def elsewhere(scene: Scene) -> dict[str, dict[str, object]]:
    """Place → what an address names there: home's rows under another action, another action's rows under home's."""
    cast, names = scene.cast, scene.names
    places = {
        place: {**names, "c": f"/c/{action.slug}", "draft": f"/c/{action.slug}"}
        for place, action in (("far action", cast.far_campaign), ("other action", cast.other_campaign))
    }
    for place, matter in (("far rows", scene.far_matter), ("other rows", scene.other_matter)):
        photo = matter.photos.get().photo
        places[place] = {
            **names, "matter": matter.uid, "clause": matter.clause_id, "gap": matter.clause_id, "photo": photo.uid,
        }  # fmt: skip
    places["far rows"]["town"] = scene.far_matter.township_id
    return places
