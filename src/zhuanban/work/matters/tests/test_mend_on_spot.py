"""Found, mended, closed in one visit; a drawn share is verified by another, and the share follows the results."""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.sealing import seal_entries
from zhuanban.work.matters import services
from zhuanban.work.matters.models import SpotMend
from zhuanban.work.matters.rules.loop import Light, State
from zhuanban.work.matters.rules.sampling import LOCAL, USUAL, faults_in, is_drawn, sampling_rules, share_after, ticket
from zhuanban.work.matters.selectors import figures
from zhuanban.work.matters.selectors.spot import shares_of
from zhuanban.work.matters.tests.figured import compare
from zhuanban.work.matters.tests.story import a_photo, address, fresh, kind, last_sentence, post


def mended(cast, by=None, place="市场门口", code="exposed-rubbish", **said):
    said = {"title": "垃圾一处", "photos": [a_photo(cast)], "photos_after": [a_photo(cast, name="2")], **said}
    return services.mend_on_spot(
        by=by or cast.township, campaign=cast.campaign, kind=kind(code), township=cast.towns[0], place=place, **said
    )


def drawn(cast, **said):
    """Drawn for certain: the share is pushed up to everything."""
    matter = mended(cast, **said)
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        seal_entries()
        services.draw_samples()
    SpotMend.objects.filter(matter=matter).update(is_drawn=True)
    return matter


def test_one_form_registers_and_closes(cast, client, morning, picture):
    client.force_login(cast.township)
    address_of_form = f"/c/{cast.campaign.slug}/matters/mend/"
    page = client.get(address_of_form).content.decode()
    assert "暴露垃圾" in page
    assert "私搭乱建" not in page
    given = {
        "kind": "exposed-rubbish", "township": cast.towns[0].pk, "place": "市场门口", "source": "patrol",
        "photos": picture(), "photos_after": picture("改后", (10, 200, 10)),
    }  # fmt: skip
    answer = client.post(address_of_form, given)
    assert answer.status_code == 302, answer.content.decode()
    mend = SpotMend.objects.get()
    assert (mend.matter.state, mend.matter.light, mend.matter.handler) == (State.CLOSED, Light.NONE, cast.towns[0])
    assert last_sentence(mend.matter) == "立查立改，当场销号"
    kept = figures(cast.campaign)
    assert (kept.registered, kept.closed, kept.on_time, kept.open) == (1, 1, 1, 0)
    compare(cast)


def test_what_is_no_trifle_or_lacks_a_photo_is_not_mended_on_the_spot(cast, morning):
    with pytest.raises(Invalid, match="不能立查立改"):
        mended(cast, code="illegal-structure")
    for missing in ("photos_after",):
        with pytest.raises(Invalid, match="至少一张"):
            mended(cast, **{missing: []})
    assert not SpotMend.objects.exists()
    with pytest.raises(Refused):
        mended(cast, by=cast.leader)


def test_the_draw_is_made_with_a_later_seal_and_can_be_computed_again(cast, morning):
    matters = [mended(cast, place=f"{place} 号") for place in range(12)]
    with clock.moved_to(morning + timedelta(hours=15)):
        seal_entries()
        count = services.draw_samples()
        assert services.draw_samples() == 0
    mends = list(SpotMend.objects.order_by("pk"))
    assert sum(mend.is_drawn for mend in mends) == count
    for matter, mend in zip(matters, mends, strict=True):
        lot = int(hashlib.sha256(f"{mend.seed}:{matter.uid}".encode()).hexdigest()[:16], 16)
        assert mend.is_drawn == (lot / 16**16 < mend.share / 100)


def test_another_verifies_and_nobody_its_own(cast, client, morning):
    matter = drawn(cast, by=cast.inspector)
    client.force_login(cast.second_inspector)
    assert "抽查合格" in client.get(address(matter)).content.decode()
    assert post(client, cast.inspector, matter, "sample_pass", opinion="好").status_code == 403
    assert post(client, cast.handler, matter, "sample_pass", opinion="好").status_code == 403
    post(client, cast.second_inspector, matter, "sample_pass", opinion="现场干净")
    assert SpotMend.objects.get().passed
    assert fresh(matter).state == State.CLOSED
    again = post(client, cast.second_inspector, matter, "sample_fail", reason="脏")
    assert "已经复核过" in again.content.decode()


def test_a_failed_sample_opens_the_matter_and_raises_the_share(cast, client, morning):
    matter = drawn(cast)
    post(client, cast.inspector, matter, "sample_fail", reason="没有清完")
    row = fresh(matter)
    assert (row.state, row.rework_count, row.closed_at) == (State.HANDLING, 1, None)
    assert shares_of({cast.towns[0].pk}) == {cast.towns[0].pk: LOCAL.start + LOCAL.failed_adds}
    compare(cast)
    services.report_done(by=cast.township, matter=matter, result="清完", photos=[a_photo(cast, name="3")])
    services.close_matter(by=cast.inspector, matter=matter)
    client.force_login(cast.office)
    page = client.get(f"/c/{cast.campaign.slug}/matters/samples/").content.decode()
    assert "不合格" in page
    assert "40%" in page


def test_what_was_not_drawn_is_not_verified(cast, client, morning):
    matter = mended(cast)
    assert "没有被抽中" in post(client, cast.inspector, matter, "sample_pass").content.decode()


@given(st.lists(st.booleans(), max_size=60))
def test_a_share_stays_between_floor_and_ceiling_and_moves_the_right_way(results):
    share, before = share_after(results), share_after(results[:-1])
    assert LOCAL.floor <= share <= LOCAL.ceiling
    if results:
        assert share <= before if results[-1] else share >= before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("failed_adds: 20", "failed_adds: 30", "算例 不合格 应是 40%，算出来是 50%"),
        ("floor: 5", "floor: 0", "floor（最低比例）应是 1 至 100 的整数"),
        ("start: 20", "start: 3", "起始比例应在最低比例和最高比例之间"),
        ("passed_takes: 5", "passed_gives: 5", "不认识的键 passed_gives"),
        ("[合格], share: 15", "[很好], share: 15", "examples 要写算例"),
        ("floor: 5", "floor: [", "读不懂"),
    ],
)
def test_the_rules_of_drawing_are_data_that_is_checked(old, new, words):
    assert faults_in(USUAL) == []
    assert len(LOCAL.examples) == 6
    assert words in "".join(faults_in(USUAL.replace(old, new)))
    with pytest.raises(Invalid):
        sampling_rules(USUAL.replace(old, new))


@given(st.text(max_size=20), st.text(max_size=20))
def test_everything_is_drawn_at_a_hundred_and_more_with_a_larger_share(seed, uid):
    assert is_drawn(seed, uid, 100)
    assert not is_drawn(seed, uid, 0)
    assert 0 <= ticket(seed, uid) < 2**64
    assert is_drawn(seed, uid, 60) or not is_drawn(seed, uid, 40)
