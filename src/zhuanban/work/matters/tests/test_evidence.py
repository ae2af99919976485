"""Done is not reported without what the kind must have; what is missing is named with its reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.models import KindVersion
from zhuanban.work.matters.rules import Source, State
from zhuanban.work.matters.rules.kind_faults import faults_of
from zhuanban.work.matters.services import accept_matter, dispatch_matter, read_kinds, report_done
from zhuanban.work.matters.services.amend import amend_matter
from zhuanban.work.matters.tests.story import a_photo, address, fresh, handling, kind, post, registered

PIECES = [
    {"name": "清运单", "at": "报结", "why": "运到哪里以清运单为准", "required": True},
    {"name": "村民签字表", "at": "报结", "why": "清没清由村民说了算", "required": True},
]


def ask_for(evidence):
    """Let the kind of these stories ask for evidence, as the office would."""
    rubbish = kind("exposed-rubbish")
    version = rubbish.versions.get(number=rubbish.version)
    KindVersion.objects.filter(pk=version.pk).update(spec={**version.spec, "evidence": evidence})


def test_papers_are_attached_or_done_is_not_reported(cast, client, morning):
    ask_for(PIECES)
    matter = handling(cast)
    client.force_login(cast.handler)
    page = client.get(address(matter)).content.decode()
    assert "报结时必备" in page
    assert "必附“清运单”（运到哪里以清运单为准）、“村民签字表”（清没清由村民说了算）" in page
    answer = post(client, cast.handler, matter, "report_done", result="已清运")
    assert answer.status_code == 422
    assert "须附 2 张照片：“清运单”（运到哪里以清运单为准）、“村民签字表”" in answer.content.decode()
    with pytest.raises(Invalid, match="清运单"):
        report_done(by=cast.handler, matter=matter, result="已清运", photos=[a_photo(cast)])
    assert fresh(matter).state == State.HANDLING
    both = [a_photo(cast, name="2"), a_photo(cast, name="3")]
    assert report_done(by=cast.handler, matter=matter, result="已清运", photos=both).state == State.DONE


def test_a_named_field_is_filled_in_before_and_the_message_says_where(cast, client, morning):
    water = registered(cast, code="black-odorous-water", by=cast.township, title="南沟水体发黑")
    photos = [a_photo(cast, name="2")]
    with pytest.raises(Invalid, match="“检测结论”：没有检测结论不能销号。请先点“更正”，填写“销号检测结论”"):
        report_done(by=cast.township, matter=water, result="达标", photos=photos)
    amend_matter(by=cast.township, matter=water, changes={"field-test-result": "达标"})
    assert report_done(by=cast.township, matter=fresh(water), result="达标", photos=photos).state == State.DONE


def test_what_was_taken_over_is_exempt_and_asking_costs_no_query(cast, morning):
    cast.campaign.taken_over_on = morning.date()
    cast.campaign.save()
    plain = handling(cast)
    photos = [a_photo(cast, name="2"), a_photo(cast, name="3")]
    with CaptureQueriesContext(connection) as before:
        report_done(by=cast.handler, matter=plain, result="已清运", photos=photos)
    ask_for(PIECES)
    asked = handling(cast, place="集市")
    with CaptureQueriesContext(connection) as after:
        report_done(by=cast.handler, matter=asked, result="已清运", photos=photos)
    assert len(after) == len(before)
    old = registered(cast, place="旧账", source=Source.HANDOVER, happened_at=morning - timedelta(days=9), photos=[])
    old = accept_matter(by=cast.handler, matter=dispatch_matter(by=cast.office, matter=old, unit=cast.bureau))
    assert report_done(by=cast.handler, matter=old, result="早已清运").state == State.DONE


def test_a_field_that_nobody_is_asked_cannot_be_the_evidence():
    water = next(raw for raw in read_kinds() if raw["code"] == "black-odorous-water")
    piece = {"name": "水质", "at": "报结", "why": "达标才算", "required": True, "field": "水质等级"}
    assert "总要填报的一个字段" in "".join(faults_of([{**water, "evidence": [piece]}]))
    assert "最多" in "".join(faults_of([{**water, "evidence": [{**PIECES[0], "name": str(n)} for n in range(99)]}]))
