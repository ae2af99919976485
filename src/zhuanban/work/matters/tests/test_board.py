"""Township × kind: what a person sees, in one table, to the unit the same as the list and the file."""

import csv
import io
import re

from zhuanban.ground.core import clock
from zhuanban.ground.orgs.models import RoleAssignment
from zhuanban.ground.orgs.rules import Role
from zhuanban.work.matters import services
from zhuanban.work.matters.api.shapes import BoardCell
from zhuanban.work.matters.selectors.board import board_cells, board_of
from zhuanban.work.matters.tests.story import closed, registered


def counted(user, campaign):
    """(township, kind) → figures, without the empty cells."""
    return {key: vars(counts) for key, counts in board_cells(user, campaign).items() if counts.total}


def test_each_sees_its_own_matters_by_township_and_kind(cast, morning, client):
    closed(cast)
    registered(cast, place="集市")
    registered(cast, place="桥头", town=1)
    whole = board_of(cast.office, cast.campaign)
    assert (whole.whole.total, whole.whole.in_hand, whole.whole.closed) == (3, 2, 1)
    assert [counts.total for counts in whole.columns] == [2, 1]
    own = board_of(cast.township, cast.campaign)
    assert [unit.pk for unit in own.townships] == [cast.towns[0].pk]
    assert own.whole.total == 2
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/board/?show=total").content.decode()
    assert f"township={cast.towns[1].pk}" in page
    assert "登记 3 件" in page
    client.force_login(cast.outsider)
    assert client.get(f"/c/{cast.campaign.slug}/matters/board/").status_code == 404


def test_an_empty_table_says_so(cast, morning, client):
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/board/?show=nonsense")
    assert "还没有您能看到的事项" in page.content.decode()


def test_folded_unfolded_and_counted_give_the_same(cast, morning):
    closed(cast)
    registered(cast, place="集市")
    kept = {user.pk: counted(user, cast.campaign) for user in (cast.office, cast.township, cast.handler)}
    services.fold_tallies()
    assert {user.pk: counted(user, cast.campaign) for user in (cast.office, cast.township, cast.handler)} == kept
    # A second unit: what both see must count once, so it is counted from the rows.
    RoleAssignment.objects.create(
        user=cast.handler, role=Role.DEPARTMENT, district=cast.district, unit=cast.water, starts_on=clock.today()
    )
    both = type(cast.handler).objects.get(pk=cast.handler.pk)
    assert counted(both, cast.campaign) == kept[cast.handler.pk]


def test_the_table_the_list_and_the_file_agree(cast, morning, client):
    closed(cast)
    for place in range(4):
        registered(cast, place=f"第{place}村", town=place % 2)
    client.force_login(cast.office)
    address = f"/c/{cast.campaign.slug}/matters/"
    for (township, kind), counts in board_cells(cast.office, cast.campaign).items():
        code = board_of(cast.office, cast.campaign).lines[0].kind.code
        assert kind
        for query, expected in (("", counts.total), ("&state=open", counts.in_hand), ("&state=closed", counts.closed)):
            chosen = f"?township={township}&kind={code}{query}"
            listed = int(re.search(r"共 (\d+) 件", client.get(address + chosen).content.decode())[1])
            content = b"".join(client.get(f"{address}export/{chosen}").streaming_content).decode("utf-8-sig")
            assert listed == expected == len(list(csv.reader(io.StringIO(content)))) - 1


def test_programs_get_the_same_cells(cast, morning, client):
    closed(cast)
    client.force_login(cast.office)
    (cell,) = client.get(f"/api/v1/c/{cast.campaign.slug}/matters/board").json()
    assert BoardCell.model_validate(cell).total == 1
    assert cell["township_name"] == cast.towns[0].name


def test_the_interface_follows_every_change_folded_or_not(cast, morning, client):
    def told(user=cast.office):
        client.force_login(user)
        rows = client.get(f"/api/v1/c/{cast.campaign.slug}/matters/board").json()
        assert {(row["township_name"], row["kind_name"]): row["total"] for row in rows} == {
            (board.townships[place].name, line.kind.name): counts.total
            for board in [board_of(user, cast.campaign)] for line in board.lines
            for place, counts in enumerate(line.cells) if counts.total
        }  # fmt: skip
        return sum(row["total"] for row in rows)

    assert told() == 0
    registered(cast)
    assert told() == told() == 1
    services.fold_tallies()
    assert told() == told() == 1
    matter = registered(cast, place="集市")
    assert (told(), told(cast.township), told(cast.other_township)) == (2, 2, 0)
    services.fold_tallies()
    services.void_matter(by=cast.office, matter=matter, reason="重复登记")
    assert (told(), told(cast.township)) == (1, 1)
    cast.towns[0].name = "柳河新镇"
    cast.towns[0].save()
    assert told() == 1
