"""Units in support answer for their part; the lead waits for them or says why not."""

import pytest

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters import services
from zhuanban.work.matters.models import Assignment
from zhuanban.work.matters.rules.loop import Act, State
from zhuanban.work.matters.selectors import acts_open_to, steps_of
from zhuanban.work.matters.tests.story import a_photo, fresh, last_sentence, post, registered


def shared(cast):
    """In the bureau's hands, the water bureau in support."""
    matter = services.dispatch_matter(by=cast.office, matter=registered(cast), unit=cast.bureau, support=[cast.water])
    return services.accept_matter(by=cast.handler, matter=matter)


def report(cast, matter, **said):
    photos = [a_photo(cast, name="2")]
    return services.report_done(by=cast.handler, matter=matter, result="已清运", photos=photos, **said)


def test_a_unit_in_support_accepts_works_and_says_that_its_part_is_done(cast, client, morning):
    matter = shared(cast)
    assert acts_open_to(cast.water_clerk, matter) == [Act.PROGRESS, Act.HELP_ACCEPT, Act.HELP_RETURN]
    post(client, cast.water_clerk, matter, "help_accept")
    assert last_sentence(matter) == "区水务局签收的协办"
    assert acts_open_to(cast.water_clerk, matter) == [Act.PROGRESS, Act.HELP_DONE]
    post(client, cast.water_clerk, matter, "progress", text="正在换管")
    post(client, cast.water_clerk, matter, "help_done", text="管已换好")
    assert acts_open_to(cast.water_clerk, matter) == [Act.PROGRESS]
    assert [step.text for step in steps_of(matter)][-2:] == ["正在换管", "管已换好"]
    report(cast, matter)
    assert fresh(matter).state == State.DONE


def test_the_lead_waits_for_support_or_says_why_not(cast, client, morning):
    matter = shared(cast)
    said = {"result": "已清运", "photos": []}
    with pytest.raises(Invalid, match="协办单位还没有完成"):
        report(cast, matter)
    answer = post(client, cast.handler, matter, "report_done", **said)
    assert fresh(matter).state == State.HANDLING
    assert 'name="without"' in answer.content.decode()
    report(cast, matter, without="管道另行安排")
    assert steps_of(matter)[-1].text == "已清运\n不等协办单位：管道另行安排"


def test_support_that_is_given_back_is_not_waited_for(cast, client, morning):
    matter = shared(cast)
    post(client, cast.water_clerk, matter, "help_return", reason="此处没有我局设施")
    assert not acts_open_to(cast.water_clerk, matter)
    assert post(client, cast.water_clerk, matter, "progress", text="看过").status_code == 403
    report(cast, matter)


def test_after_a_failed_check_support_begins_anew_with_the_lead(cast, morning):
    matter = shared(cast)
    services.accept_support(by=cast.water_clerk, matter=matter)
    report(cast, matter, without="先清表面")
    services.send_back_matter(by=cast.inspector, matter=matter, reason="管道漏水")
    again = Assignment.objects.get(matter=matter, stint=2, role="support")
    assert (again.unit, again.accepted_by, again.done_at) == (cast.water, cast.water_clerk, None)


def test_others_are_refused_and_wrong_times_explained(cast, client, morning):
    matter = shared(cast)
    for other in (cast.handler, cast.office, cast.inspector):
        assert post(client, other, matter, "help_accept").status_code == 403
    assert post(client, cast.other_township, matter, "help_accept").status_code == 404
    assert "还没有签收" in post(client, cast.water_clerk, matter, "help_done", text="好了").content.decode()
    services.accept_support(by=cast.water_clerk, matter=matter)
    for act, words in (("help_accept", "已经签收"), ("help_return", "不能再退回")):
        assert words in post(client, cast.water_clerk, matter, act, reason="退").content.decode()


def test_reporting_costs_no_more_because_of_support(cast, morning, django_assert_max_num_queries):
    matter = registered(cast)
    matter = services.dispatch_matter(by=cast.office, matter=matter, unit=cast.bureau)
    matter = services.accept_matter(by=cast.handler, matter=matter)
    photo = a_photo(cast, name="2")
    cast.handler.seats  # noqa: B018  read once a request
    with django_assert_max_num_queries(16):
        services.report_done(by=cast.handler, matter=matter, result="已清运", photos=[photo])
