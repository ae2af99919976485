"""The registering page follows what a kind asks: with scripts by asking again, without them by showing all."""

import pytest

from zhuanban.work.matters.models import CampaignKind, Matter
from zhuanban.work.matters.services import register_matter
from zhuanban.work.matters.tests.story import a_photo, kind

REFINED = 'hx-trigger="load" hx-target="#kind-part"'


@pytest.fixture
def address(cast, client, morning):
    """The page, by an inspector of an action that looks at fire hazards and lamps and trees."""
    for code in ("fire-hazard", "tree-planting"):
        CampaignKind.objects.get_or_create(campaign=cast.campaign, kind=kind(code), clause=cast.order)
    client.force_login(cast.inspector)
    return f"/c/{cast.campaign.slug}/matters/register/?kind="


def test_without_scripts_every_field_is_there_and_says_when_it_is_asked(client, address):
    page = client.get(address + "fire-hazard").content.decode()
    assert 'name="field-stopgap"' in page
    assert "隐患等级为“重大”时填写" in page
    assert REFINED in page, "with scripts the page is refined at once"


def test_with_scripts_only_what_applies_is_shown(client, address):
    hx = {"HTTP_HX_REQUEST": "true"}
    mild = client.get(f"{address}fire-hazard&field-hazard-level=一般", **hx).content.decode()
    assert 'name="field-stopgap"' not in mild
    assert REFINED not in mild
    grave = client.get(f"{address}fire-hazard&field-hazard-level=重大&field-measure=清理通道", **hx).content.decode()
    assert 'name="field-stopgap"' in grave
    assert "清理通道" in grave, "what was typed stays"


def test_what_is_computed_is_shown_and_not_asked(client, address):
    page = client.get(f"{address}tree-planting&field-tree-count=40&field-alive-count=39", HTTP_HX_REQUEST="true")
    assert "97.5 %" in page.content.decode()
    assert 'name="field-alive-share"' not in page.content.decode()


def test_the_server_decides_what_is_missing(cast, client, address):
    said = {
        "kind": "fire-hazard", "township": cast.towns[0].pk, "place": "集市南门", "source": "patrol",
        "planned_on": "2024-06-28", "field-hazard-level": "重大", "photos": [],
    }  # fmt: skip
    answer = client.post(address + "fire-hazard", said)
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    page = answer.content.decode()
    assert 'name="field-stopgap"' in page, "shown, since the answer calls for it"


def test_the_matter_is_read_by_the_version_it_was_filed_under(cast, address):
    matter = register_matter(
        by=cast.inspector, campaign=cast.campaign, kind=kind("fire-hazard"), township=cast.towns[0], title="堵塞通道",
        place="集市", photos=[a_photo(cast)], fields={"hazard-level": "一般", "stopgap": "不适用的说明"},
    )  # fmt: skip
    assert matter.fields == {"hazard-level": "一般"}
    assert matter.kind_version == kind("fire-hazard").version
