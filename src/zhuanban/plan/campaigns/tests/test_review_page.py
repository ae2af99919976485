"""The review page by hand: selecting words, undoing and doing again, confirming, answering, what found no place."""

import re

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.plan.campaigns import selectors
from zhuanban.plan.campaigns.models import Campaign, Confirmation, Correction, Demand
from zhuanban.plan.campaigns.selectors.items import Item, items_of
from zhuanban.plan.campaigns.selectors.review import review_of
from zhuanban.plan.campaigns.services import (
    Choice,
    attach_correction,
    correct_fact,
    load_draft,
    load_notice,
    place_fact,
)
from zhuanban.plan.campaigns.tests.notices import NOTICE

PAGE = "/c/2024-1/plan/review/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def campaign(cast) -> Campaign:
    return load_notice(by=cast.office, content=NOTICE.encode(), name="通知.txt", district=cast.district)


def item_of(campaign: Campaign, kind: str = "targets") -> Item:
    return next(item for item in items_of(campaign) if item.kind == kind)


def chosen(campaign: Campaign, words: str) -> dict[str, object]:
    start = campaign.versions.latest("number").text.index(words)
    return {"start": start, "end": start + len(words), "words": words}


def test_words_are_chosen_as_the_place_of_a_fact(cast, client, campaign):
    client.force_login(cast.office)
    item = item_of(campaign)
    choice = chosen(campaign, "到2025年前，污水收集处理率达70%")
    piece = client.post(f"{PAGE}place/?{item.query}", choice, headers=HTMX).content.decode()
    assert f'id="{item.id}"' in piece
    assert f'id="w-{item.id}"' in piece
    assert "出处已改到选定的词句" in piece
    target = selectors.targets_of(campaign).get()
    assert (target.start, target.end) == (choice["start"], choice["end"])
    client.post(f"{PAGE}undo/", headers=HTMX)
    assert item_of(campaign).span == item.span


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": "别的词句"}, "与原文对不上"),
        ({"start": 0, "end": 4, "words": NOTICE[:4]}, "不在“（一）完善基础配套设施”之内"),
        ({"end": 999999}, "不在原文之内"),
        ({"start": "²"}, "请先在原文里选择词句"),
        ({"start": ""}, "请先在原文里选择词句"),
    ],
)
def test_words_that_do_not_stand_there_are_refused_in_one_sentence(cast, client, campaign, change, words):
    client.force_login(cast.office)
    choice = {**chosen(campaign, "污水收集处理率达70%"), **change}
    piece = client.post(f"{PAGE}place/?{item_of(campaign).query}", choice, headers=HTMX).content.decode()
    assert words in piece
    assert not Correction.objects.exists()
    response = client.post(f"{PAGE}place/?{item_of(campaign).query}", choice, follow=True)
    assert words in response.content.decode()


def test_a_fact_is_added_from_selected_words_with_its_fields_read_from_them(cast, client, campaign):
    client.force_login(cast.office)
    choice = chosen(campaign, "到2025年前，污水收集处理率达70%")
    address = f"{PAGE}fact/?kind=targets&anchor=%2B"
    form = client.get(f"{PAGE}fact/", {"kind": "targets", "anchor": "+", **choice}, headers=HTMX).content.decode()
    assert re.search(r'name="value"[^>]*value="70"', form)
    assert 'value="污水收集处理率"' in form
    clause = next(each for each in selectors.tasks_of(campaign) if str(each) == "完善基础配套设施")
    assert f'value="{clause.key}" selected' in form
    written = {"clause": clause.key, "indicator": "污水处理率", "op": ">=", "value": "70", "unit": "%", "by": ""}
    piece = client.post(address, {**written, **choice}, headers=HTMX).content.decode()
    assert 'hx-swap-oob="beforeend:#f-targets"' in piece
    item = next(each for each in items_of(campaign) if each.fact.state == "added")
    assert item.span == (choice["start"], choice["end"])


@pytest.mark.parametrize(
    ("kind", "words", "shown"),
    [
        ("duties", "区水务局", 'value="区水务局"'),
        ("demands", "取缔占道经营", "取缔占道经营</textarea>"),
        ("deadlines", "到2025年前", "2025"),
        ("citations", "云发〔2022〕5号", 'value="云发〔2022〕5号"'),
        ("rules", "对补充耕地给予每亩一万元的奖励", 'value="10000"'),
        ("roster", "林  舟  区委副书记、区长", "林"),
    ],
)
def test_each_kind_reads_what_it_can(cast, client, campaign, kind, words, shown):
    client.force_login(cast.office)
    query = {"kind": kind, "anchor": "+", **chosen(campaign, words)}
    assert shown in client.get(f"{PAGE}fact/", query, headers=HTMX).content.decode()


def test_corrections_are_undone_and_done_again_in_several_steps(cast, client, campaign):
    client.force_login(cast.office)
    anchor = item_of(campaign).anchor
    for value in ("71", "72", "73"):
        correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"value": value})
    seen = []
    for step in ("undo", "undo", "undo", "redo", "redo", "redo"):
        piece = client.post(f"{PAGE}{step}/", headers=HTMX).content.decode()
        assert f'id="{item_of(campaign).id}"' in piece
        seen.append(int(selectors.targets_of(campaign).get().value))
    assert seen == [72, 71, 70, 71, 72, 73]
    assert "没有撤销过的更正" in client.post(f"{PAGE}redo/", headers=HTMX).content.decode()


def test_u_takes_back_only_what_one_did_oneself(cast, client, campaign):
    anchor = item_of(campaign).anchor
    value = {"value": "71"}
    mine = correct_fact(by=cast.office_colleague, campaign=campaign, fact_kind="targets", anchor=anchor, value=value)
    client.force_login(cast.office)
    assert "没有可以撤销的更正" in client.post(f"{PAGE}undo/", headers=HTMX).content.decode()
    assert client.post(f"{PAGE}undo/{mine.pk}/").status_code == 302
    mine.refresh_from_db()
    assert mine.undone_by == cast.office
    client.post(f"{PAGE}redo/{mine.pk}/")
    mine.refresh_from_db()
    assert mine.undone_at is None


def test_the_list_says_who_changed_what_into_what(cast, client, campaign):
    client.force_login(cast.township)
    assert "还没有更正过" in client.get(f"{PAGE}corrections/").content.decode()
    anchor = item_of(campaign).anchor
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"value": "71"})
    page = client.get(f"{PAGE}corrections/").content.decode()
    assert "污水收集处理率 不低于 70%" in page
    assert "目标值：71" in page
    assert "周敏" in page
    assert "formaction" not in page


def test_a_fact_is_confirmed_and_taken_back_on_the_page(cast, client, campaign):
    client.force_login(cast.office)
    item = item_of(campaign)
    piece = client.post(f"{PAGE}confirm/?{item.query}", headers=HTMX).content.decode()
    assert "周敏" in piece
    assert "收回核对" in piece
    client.force_login(cast.office_colleague)
    assert "周敏已经核对过这一项" in client.post(f"{PAGE}confirm/?{item.query}", headers=HTMX).content.decode()
    client.post(f"{PAGE}withdraw/?{item.query}")
    assert not item_of(campaign).is_confirmed


def test_a_whole_kind_is_confirmed_after_its_number_was_named(cast, client, campaign):
    client.force_login(cast.office)
    form = client.get(f"{PAGE}confirm-all/?kind=duties", headers=HTMX).content.decode()
    count = sum(item.kind == "duties" for item in items_of(campaign))
    assert f"核对这 {count} 项" in form
    found = re.search(r'name="seen" value="(\w+)"', form)
    assert found
    piece = client.post(f"{PAGE}confirm-all/?kind=duties", {"seen": found[1]}, headers=HTMX).content.decode()
    assert piece.count("核对无误") == count
    assert f"{count} 项都已核对" in piece
    assert Confirmation.objects.count() == count
    again = client.post(f"{PAGE}confirm-all/?kind=duties", {"seen": found[1]}, headers=HTMX).content.decode()
    assert "都已经核对过" in again


def test_a_finding_is_answered_with_a_note(cast, client, campaign):
    client.force_login(cast.office)
    review = review_of(campaign)
    assert review is not None
    doubt = next(each for each in review.doubts if not each.is_done)
    address = f"{PAGE}findings/{doubt.finding.pk}/"
    assert "转发文单位核实" in client.get(address, headers=HTMX).content.decode()
    assert "请选择怎样处理" in client.post(address, {"note": "x"}, headers=HTMX).content.decode()
    piece = client.post(address, {"answer": "referred", "note": "已去函"}, headers=HTMX).content.decode()
    assert "“已去函” · 周敏" in piece
    assert "收回" in piece
    client.post(f"{address}reopen/")
    assert not Confirmation.objects.filter(withdrawn_at=None).exists()


def test_what_found_no_place_in_a_new_text_is_given_one_or_dropped(cast, client, campaign):
    anchor = item_of(campaign).anchor
    correct_fact(by=cast.office, campaign=campaign, fact_kind="targets", anchor=anchor, value={"unit": "个点"})
    content = NOTICE.replace("污水收集处理率达70%", "污水收集处理率达80%").encode()
    load_draft(by=cast.office, campaign=campaign, content=content, name="二稿.txt")
    client.force_login(cast.office)
    correction = Correction.objects.get()
    assert "未能对上的更正" in client.get(PAGE).content.decode()
    address = f"{PAGE}corrections/{correction.pk}/attach/"
    assert "污水收集处理率 不低于 80%" in client.get(address).content.decode()
    assert "Select a valid" not in client.post(address, {"target": "无"}).content.decode()
    client.post(address, {"target": item_of(campaign).anchor})
    target = selectors.targets_of(campaign).get()
    assert (target.unit, target.value) == ("个点", 80)
    assert "未能对上的更正" not in client.get(PAGE).content.decode()
    correction.refresh_from_db()
    with pytest.raises(Invalid, match="不用再对"):
        attach_correction(by=cast.office, correction=correction, target=item_of(campaign).anchor)


def test_the_place_of_clauses_and_of_removed_facts_is_not_chosen(cast, campaign):
    clause = item_of(campaign, "clauses")
    with pytest.raises(Invalid, match="不用指定"):
        place_fact(
            by=cast.office, campaign=campaign, fact_kind="clauses", anchor=clause.anchor, seen=clause.seen,
            choice=Choice(0, 1, NOTICE[0]),
        )  # fmt: skip


def test_others_read_the_page_without_tools(cast, client, campaign):
    client.force_login(cast.township)
    page = client.get(PAGE).content.decode()
    for tool in ("rv-edit", "rv-confirm", "data-bar", "data-may-correct", "rv-answer"):
        assert tool not in page
    for address in ("confirm/", "withdraw/", "place/", "undo/", "redo/"):
        assert client.post(f"{PAGE}{address}?{item_of(campaign).query}").status_code == 403
    assert client.get(f"{PAGE}confirm-all/?kind=duties").status_code == 403
    assert not Demand.objects.filter(anchor__startswith="+").exists()
