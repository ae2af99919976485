"""The rules of who may do what: every rule is used, every use has a rule, and lists and row checks cannot disagree."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Model

from tests.scene import Scene
from zhuanban.ground.core import permits
from zhuanban.ground.core.errors import Refused
from zhuanban.ground.core.permits import may, permitted, require
from zhuanban.ground.core.personal import columns
from zhuanban.ground.orgs.models import User
from zhuanban.ground.orgs.rules import OFFICE_ROLES, THREE_ADMINISTRATORS, Role
from zhuanban.work.matters.rules import Act

ROOMS = Path(__file__).parents[1] / "src/zhuanban"
SOURCES = [path for path in ROOMS.rglob("*.py") if not {"tests", "migrations"} & set(path.parts[len(ROOMS.parts) :])]
CHINESE = re.compile("[\u4e00-\u9fff]")
ASKING = {"permitted", "may", "require"}
# How an action is put together where it is not written out: f"matter.{act}" for every act of the loop.
PUT_TOGETHER = {"matter.{}": [f"matter.{act}" for act in Act]}


def asked() -> Iterator[tuple[str, str]]:
    """(file, action) for every action that the code asks the permits for."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ASKING and len(node.args) > 1:
                yield from ((path.name, action) for action in _actions(node.args[1]))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _actions(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        written = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        one = re.fullmatch(r"matter\.\{Act\.(\w+)\}", ast.unparse(node).strip("f'\""))
        return [f"matter.{Act[one[1]]}"] if one else PUT_TOGETHER.get(written, [written])
    return []


def test_every_action_that_is_asked_for_has_a_rule():
    known = {rule.action for rule in permits.rules()}
    unknown = {(file, action) for file, action in asked() if action not in known}
    assert not unknown


def test_every_rule_is_asked_for_somewhere():
    used = {action for _, action in asked()} | {column.reveal for column in columns()}
    assert sorted({rule.action for rule in permits.rules()} - used) == []


def test_an_action_is_about_one_sort_of_row():
    models: dict[str, set[type[Model]]] = {}
    for rule in permits.rules():
        models.setdefault(rule.action, set()).add(rule.model)
    assert {action: found for action, found in models.items() if len(found) > 1} == {}


def test_every_rule_says_in_chinese_what_is_done_and_to_which_rows():
    """docs/permissions.md is read by officials: no action without words, no condition without a description."""
    rules = permits.rules()
    assert sorted({rule.action for rule in rules if not CHINESE.match(permits.words_of(rule.action))}) == []
    assert sorted({rule.where.__qualname__ for rule in rules if not CHINESE.match(rule.rows)}) == []
    assert sorted({rule.model.__name__ for rule in rules if not CHINESE.search(rule.model.__doc__ or "")}) == []
    said = Counter(permits.words_of(action) for action in {rule.action for rule in rules})
    assert [words for words, times in said.items() if times > 1] == []


def test_an_action_that_no_rule_names_is_refused(scene: Scene):
    office, campaign = scene.people["office"], scene.cast.campaign
    assert not permitted(office, "campaign.forget", type(campaign)).exists()
    with pytest.raises(Refused):
        require(office, "campaign.forget", campaign)


def test_list_and_row_agree_for_everybody_on_every_row(scene: Scene):
    """permitted() is what require() asks, row by row: for each action, each person, each row of the scene."""
    counted = 0
    for action, model in sorted({(rule.action, rule.model) for rule in permits.rules()}, key=str):
        rows = list(model._default_manager.all())
        for person, user in scene.people.items():
            listed = set(permitted(user, action, model).values_list("pk", flat=True))
            wrong = [row.pk for row in rows[:40] if may(user, action, row) != (row.pk in listed)]
            assert not wrong, (action, person)
            counted += len(rows)
    assert counted > 3000


def test_nobody_has_a_right_in_another_district_or_without_a_seat(scene: Scene):
    cast = scene.cast
    for action, model in {(rule.action, rule.model) for rule in permits.rules()}:
        theirs = permitted(cast.outsider, action, model)
        ours = set(permitted(scene.people["nobody"], action, model))
        for name in ("office", "leader", "auditor", "sysadmin", "secadmin", "judge"):
            ours |= set(permitted(scene.people[name], action, model))
        assert not ours & set(theirs), action
        assert not permitted(scene.people["nobody"], action, model).exists(), action


def test_a_seat_in_one_action_gives_nothing_in_another(scene: Scene):
    """The office of another action of the district sees people and units of the district, but no row of this action."""
    seated, cast = scene.people["other_office"], scene.cast
    for action, model in {(rule.action, rule.model) for rule in permits.rules()}:
        field = CAMPAIGN_OF.get(model._meta.model_name or "")
        if field:
            rows = permitted(seated, action, model)
            assert not rows.filter(**{field: cast.campaign.pk}).exists(), action


CAMPAIGN_OF = {
    "campaign": "pk",
    "clause": "campaign",
    "matter": "campaign",
    "visit": "campaign",
    "photo": "campaign_id",
    "indicator": "campaign",
    "reading": "indicator__campaign",
    "scheme": "campaign",
    "scorerun": "scheme__campaign",
    "townshiptotal": "run__scheme__campaign",
    "acceptance": "clause__campaign",
    "document": "campaign",
    "approval": "campaign_id",
}


def test_a_role_ends_with_its_last_day(scene: Scene):
    office = scene.people["office_colleague"]
    assert may(office, "campaign.correct", scene.cast.campaign)
    office.role_assignments.update(ends_on="2024-05-05")
    office = User.objects.get(pk=office.pk)  # read once a request
    assert not any(
        permitted(office, rule.action, rule.model).exists() for rule in permits.rules() if rule.role == Role.OFFICE
    )


def test_the_director_alone_decides_what_binds_the_district(scene: Scene):
    director, clerk = ({rule.action for rule in permits.rules() if rule.role == role} for role in OFFICE_ROLES)
    assert clerk < director
    alone = {"campaign.start", "campaign.apply_amendment", "scheme.publish", "acceptance.decide"}
    assert director - clerk == alone | {"deputy.name", "deputy.end"}
    assert may(scene.people["office"], "acceptance.decide", scene.acceptance)
    assert not may(scene.people["office_colleague"], "acceptance.decide", scene.acceptance)


def test_administrators_have_rights_over_no_business_row():
    """They look after accounts, roles, seals: tables of the ground floor, never of the plan or the work."""
    models = {rule.model for rule in permits.rules() if rule.role in THREE_ADMINISTRATORS}
    assert {model._meta.app_label for model in models} <= {"orgs", "signin", "journal", "privacy"}


def test_who_handles_never_verifies(scene: Scene):
    """Neither the unit in charge nor the person who accepted or reported, whatever other seat the person holds."""
    cast, matter = scene.cast, scene.matters["done"]
    cast.handler.role_assignments.create(role=Role.INSPECTOR, district=cast.district, starts_on="2024-02-01")
    assert not may(cast.township, "matter.close", matter)
    assert not may(cast.handler, "matter.close", matter)
    assert not may(cast.handler, "matter.send_back", matter)
    assert may(cast.inspector, "matter.close", matter)


def test_a_photo_is_seen_with_its_matter(scene: Scene):
    cast, photo = scene.cast, scene.photo
    for user in (cast.office, cast.office_colleague, cast.leader, cast.inspector, cast.township, cast.handler):
        assert may(user, "photo.view", photo), user
    others = (scene.people[name] for name in ("village", "judge", "auditor", "sysadmin", "other_office", "nobody"))
    for user in (cast.water_clerk, cast.other_township, cast.outsider, *others):
        assert not may(user, "photo.view", photo), user
