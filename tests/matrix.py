"""Who is asked in the generated matrix, and for what: people and rows of another unit, action and district."""

from typing import Any

from django.db.models import Model

from tests.cast import FIRST_DAY
from tests.scene import Scene, join, kept
from zhuanban.ground.core.ids import uuid7
from zhuanban.ground.orgs.models import Person, Post, Reorganisation, RoleAssignment, Unit, UnitCode, UnitImport, User
from zhuanban.ground.orgs.rules import OFFICIALS, Role, UnitKind
from zhuanban.plan.campaigns.models import Demand
from zhuanban.plan.homes.models import HomeChoice
from zhuanban.work.channels.models import ChannelFile
from zhuanban.work.matters.models import Matter, Relation, SavedView, Season
from zhuanban.work.takeovers.models import Intake
from zhuanban.work.workbooks.models import BookImport, TownBook, TownReturn

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


def again(row: Model, **changed: object) -> Any:
    """One more row like this one."""
    copy = type(row)(**{**{field.attname: getattr(row, field.attname) for field in row._meta.fields}, "id": None})
    for name, value in changed.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def of_the_far_district(scene: Scene) -> dict[str, Any]:
    """One row of everything that an address can name, in the far district and its action."""
    cast, far = scene.cast, scene.far_matter
    action, town, clause = cast.far_campaign, far.township, far.clause
    person = Person.objects.create(district=cast.far_district, name="石桥来人")
    village = Unit.objects.create(district=cast.far_district, name="石桥村", kind=UnitKind.VILLAGE, parent=town)
    indicator = again(scene.indicator, uid=uuid7(), campaign=action, clause=clause, target=None)
    version = clause.current.version
    document = again(scene.document, uid=uuid7(), campaign=action, run=None)
    planned = Reorganisation.objects.get(uid=scene.names["reorganisation"])
    brought = UnitImport.objects.get(uid=scene.names["imported"])
    asked = {
        "subject_id": document.pk,
        "district": cast.far_district,
        "campaign_id": action.pk,
        "asked_by": cast.outsider,
        "asked_for": None,
    }
    of = {"uid": uuid7(), "campaign": action}
    return {
        "c": f"/c/{action.slug}",
        "draft": f"/c/{action.slug}",
        "other": f"/c/{action.slug}",
        "clause": clause.pk,
        "gap": clause.pk,
        "group": Unit.objects.create(district=cast.far_district, name="各镇", kind=UnitKind.GROUP).pk,
        "localplan": again(scene.local_plan, **of, township=town, notice_version=version).uid,
        "town": town.pk,
        "photo": far.photos.get().photo.uid,
        "sha256": far.photos.get().photo.sha256,
        "matter": far.uid,
        "kept": kept(far, town).matter.uid,
        "matter_key": far.pk,
        "comment": commented(scene, far, by=cast.outsider, campaign_id=action.pk, unit=None),
        "visit": again(scene.visit, **of, township=town, inspector=cast.outsider).uid,
        "indicator": indicator.uid,
        "reading": again(scene.reading, uid=uuid7(), indicator=indicator, township=town, entered_by=cast.outsider).uid,
        "seat": cast.outsider.role_assignments.get().pk,
        "account": cast.outsider.pk,
        "version": again(scene.scheme_draft, campaign=action).number,
        "document": document.uid,
        "approval": again(scene.approval, uid=uuid7(), **asked).uid,
        "row": "A1",
        "office_unit": village.pk,
        "correction": again(scene.correction, campaign=action).pk,
        "loose": again(scene.loose, campaign=action).pk,
        "finding": again(scene.finding, version=version).pk,
        "amendment": version.pk,
        "demand": Demand.objects.create(clause=clause, text="清扫街道", force="must", order=9).pk,
        "choice": again(HomeChoice.objects.get(pk=scene.names["choice"]), campaign=action, clause=clause).pk,
        "code": UnitCode.objects.create(unit=town, code="371524101000", valid_from=FIRST_DAY).pk,
        "post": Post.objects.create(person=person, unit=town, title="镇长", starts_on=FIRST_DAY).pk,
        "reorganisation": again(planned, uid=uuid7(), district=cast.far_district).uid,
        "view": again(SavedView.objects.get(uid=scene.names["view"]), **of, owner=cast.outsider).uid,
        "relation": again(Relation.objects.get(pk=scene.names["relation"]), one=far,
                          other=again(far, uid=uuid7(), number="99")).pk,
        "season": again(Season.objects.get(pk=scene.names["season"]), campaign=action, clause=clause).pk,
        "book": again(BookImport.objects.get(uid=scene.names["book"]), **of, by=cast.outsider).uid,
        "townback": returned(scene, by=cast.outsider, campaign=action, township=town),
        "imported": again(brought, uid=uuid7(), district=cast.far_district).uid,
        **{name: again(Intake.objects.get(uid=scene.names[name]), uid=uuid7(), campaign=action, by=cast.outsider).uid
           for name in ("intake", "intake_table")},
        "export": again(ChannelFile.objects.get(uid=scene.names["export"]), uid=uuid7(), campaign=action).uid,
    }  # fmt: skip


def returned(scene: Scene, by: Any, **changed: object) -> object:
    """The outside key of a township's workbook that came back, like the scene's."""
    back = TownReturn.objects.get(uid=scene.names["townback"])
    book = again(TownBook.objects.get(pk=back.book_id), uid=uuid7(), base=None, by=by, **changed)
    return again(back, uid=uuid7(), book=book, content=None, state="done", by=by).uid


def commented(scene: Scene, matter: Matter, **changed: object) -> object:
    """The outside key of a comment on this matter, like the scene's."""
    return again(scene.comment, uid=uuid7(), subject_id=matter.pk, **changed).uid


def of_another_unit(scene: Scene) -> dict[str, Any]:
    """The rows of our action that lie in 白塔镇 instead of 柳河镇, for whatever has a township."""
    town, matter = scene.cast.towns[1], scene.elsewhere
    return {
        **scene.names,
        "town": town.pk,
        "matter": matter.uid,
        "kept": kept(matter, town).matter.uid,
        "matter_key": matter.pk,
        "comment": commented(scene, matter),
        "photo": matter.photos.get().photo.uid,
        "localplan": again(scene.local_plan, uid=uuid7(), township=town).uid,
        "visit": again(scene.visit, uid=uuid7(), township=town).uid,
        "reading": again(scene.reading, uid=uuid7(), township=town).uid,
        "townback": returned(scene, by=scene.cast.other_township, township=town),
    }


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
            "matter_key": matter.pk, "comment": commented(scene, matter, campaign_id=matter.campaign_id),
        }  # fmt: skip
    places["far rows"]["town"] = scene.far_matter.township_id
    return places
