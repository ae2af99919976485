"""Comments on a matter: who sees it reads and writes, is mentioned, finds what was said; words can be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhuanban.ground.core import clock
from zhuanban.ground.core.errors import Invalid, Refused
from zhuanban.ground.journal.models import Entry as JournalEntry
from zhuanban.ground.orgs.models import RoleAssignment, User
from zhuanban.ground.search.models import Entry
from zhuanban.ground.search.rules.queries import query_of
from zhuanban.ground.search.selectors import Wish, found
from zhuanban.ground.search.services import compare_index, follow_journal
from zhuanban.ground.threads.models import Comment, FormerText, Mention
from zhuanban.ground.threads.selectors import about_seen_by, mentions_unread, readers_of
from zhuanban.ground.threads.selectors.searching import COMMENT, comment_marks
from zhuanban.ground.threads.services import change_comment, empty_withdrawn, withdraw_comment, write_comment
from zhuanban.work.matters import services
from zhuanban.work.matters.tests.story import handling, registered


@pytest.fixture
def matter(cast, morning):
    """In 柳河镇, in the hands of the bureau."""
    compare_index()
    return handling(cast)


def fresh(user):
    return User.objects.get(pk=user.pk)


def address(matter):
    return f"/c/{matter.campaign.slug}/threads/matter/{matter.pk}/"


def say(user, matter, text, **more):
    return write_comment(by=fresh(user), about=about_seen_by(fresh(user), "matter", matter.pk), text=text, **more)


def finds(user, matter, words):
    keys = found(Wish(query_of(words), frozenset(comment_marks(fresh(user), matter.campaign))))
    return list(Entry.objects.filter(pk__in=keys, kind=COMMENT).values_list("subject", flat=True))


def test_a_comment_stands_on_the_page_and_the_journal_holds_none_of_its_words(cast, client, matter):
    client.force_login(cast.handler)
    answer = client.post(address(matter), {"text": "现场须请供电公司配合"})
    comment = Comment.objects.get()
    assert answer.url.endswith(f"/matters/{matter.uid}/#comment-{comment.uid}")
    page = client.get(f"/c/{matter.campaign.slug}/matters/{matter.uid}/").content.decode()
    assert "现场须请供电公司配合" in page
    assert comment.unit == cast.bureau
    entry = JournalEntry.objects.get(event="CommentWritten")
    assert "供电" not in f"{entry.sentence}{entry.payload}"


def test_who_does_not_see_the_matter_neither_reads_nor_writes(cast, client, matter):
    comment = say(cast.handler, matter, "内部商量")
    for stranger in (cast.other_township, cast.water_clerk, cast.outsider, cast.auditor):
        client.force_login(stranger)
        assert client.get(address(matter)).status_code == 404
        assert client.post(address(matter), {"text": "偷看"}).status_code == 404
        for act in ("change", "withdraw"):
            place = f"/c/{matter.campaign.slug}/threads/comments/{comment.uid}/{act}/"
            assert client.post(place, {"text": "改"}).status_code == 404
    about = about_seen_by(fresh(cast.office), "matter", matter.pk)
    with pytest.raises(Refused):
        write_comment(by=fresh(cast.other_township), about=about, text="偷写")
    assert Comment.objects.count() == 1
    client.force_login(cast.office)
    assert client.get(address(matter).replace("/matter/", "/nothing/")).status_code == 404
    other = cast.other_campaign.slug
    assert client.get(address(matter).replace(matter.campaign.slug, other)).status_code == 404


def test_mentions_reach_those_who_see_the_matter_and_name_nobody_else(cast, client, matter):
    client.force_login(cast.handler)
    page = client.get(address(matter)).content.decode()
    assert "@柳青" in page
    assert "@白桦" not in page
    answer = client.post(address(matter), {"text": "@柳青 请到现场；@白桦 也来；@没有的人"}, follow=True)
    assert "没有提醒任何人" in answer.content.decode()
    assert [mention.reader for mention in Mention.objects.all()] == [cast.township]
    client.force_login(cast.township)
    assert "条留言提到您" in client.get("/").content.decode()
    listed = client.get("/threads/mentions/").content.decode()
    assert "请到现场" in listed
    opened = client.post(f"/threads/mentions/{Mention.objects.get().pk}/open/")
    assert f"#comment-{Comment.objects.get().uid}" in opened.url
    assert "条留言提到您" not in client.get("/").content.decode()
    client.force_login(cast.other_township)
    assert client.post(f"/threads/mentions/{Mention.objects.get().pk}/open/").status_code == 404


def test_a_unit_is_mentioned_as_all_its_readers(cast, matter):
    say(cast.township, matter, "请＠区综合行政执法局 尽快办理")
    assert [mention.reader for mention in Mention.objects.all()] == [cast.handler]


def test_two_of_one_name_must_be_told_apart(cast, matter):
    namesake = User.objects.create(username="namesake", name="柳青", district=cast.district)
    RoleAssignment.objects.create(
        user=namesake, role="department", district=cast.district, unit=cast.bureau, starts_on="2024-01-01"
    )
    with pytest.raises(Invalid, match="有 2 个人叫“柳青”"):
        say(cast.office, matter, "@柳青 请看")
    say(cast.office, matter, "@柳青（区综合行政执法局） 请看")
    assert [mention.reader for mention in Mention.objects.all()] == [namesake]


def test_an_answer_reaches_whom_it_answers_and_stands_under_it(cast, client, matter):
    first = say(cast.handler, matter, "何时完工？")
    client.force_login(cast.township)
    client.post(address(matter), {"text": "周五前", "answers": str(first.uid)})
    second = Comment.objects.get(text="周五前")
    assert second.answers == first
    assert mentions_unread(fresh(cast.handler)).count() == 1
    third = say(cast.handler, matter, "好", answers=second)
    assert third.answers == first
    assert client.post(address(matter), {"text": "错", "answers": str(matter.uid)}).status_code == 404


def test_words_change_within_ten_minutes_and_the_former_ones_are_kept(cast, client, matter, morning):
    comment = say(cast.handler, matter, "@柳青 明天清运")
    place = f"/c/{matter.campaign.slug}/threads/comments/{comment.uid}/change/"
    client.force_login(cast.handler)
    with clock.moved_to(morning + timedelta(minutes=9)):
        assert client.post(place, {"text": "后天清运"}).status_code == 302
    assert FormerText.objects.get().text == "@柳青 明天清运"
    assert not Mention.objects.exists()
    page = client.get(address(matter)).content.decode()
    assert "修改前" in page
    with clock.moved_to(morning + timedelta(minutes=10)):
        answer = client.post(place, {"text": "再改"})
        assert answer.status_code == 422
        assert "超过 10 分钟" in answer.content.decode()
    with pytest.raises(Refused):
        change_comment(by=fresh(cast.office), comment=comment, text="代改")


def test_what_is_withdrawn_leaves_a_line_and_its_words_go_after_their_term(cast, client, matter):
    comment = say(cast.handler, matter, "@柳青 写错了的号码")
    say(cast.township, matter, "收到", answers=comment)
    client.force_login(cast.handler)
    client.post(f"/c/{matter.campaign.slug}/threads/comments/{comment.uid}/withdraw/")
    page = client.get(address(matter)).content.decode()
    assert "写错了的号码" not in page
    assert "石磊的留言已撤回" in page
    assert "收到" in page
    assert mentions_unread(fresh(cast.township)).count() == 0
    assert empty_withdrawn([comment.pk]) == 1
    comment.refresh_from_db()
    assert comment.text == ""
    withdraw_comment(by=fresh(cast.handler), comment=comment)


def test_comments_are_found_by_those_who_see_the_matter(cast, matter):
    comment = say(cast.handler, matter, "请供电公司配合断电")
    follow_journal()
    for user in (cast.handler, cast.township, cast.office, cast.leader):
        assert finds(user, matter, "断电") == [comment.pk], user
    assert finds(cast.water_clerk, matter, "断电") == []
    other = registered(cast, place="水库")
    said = say(cast.office, other, "库区断电")
    follow_journal()
    services.dispatch_matter(by=cast.office, matter=other, unit=cast.water)
    follow_journal()
    assert finds(cast.water_clerk, matter, "断电") == [said.pk]
    withdraw_comment(by=fresh(cast.office), comment=said)
    follow_journal()
    assert finds(cast.water_clerk, matter, "断电") == []
    assert compare_index(mend=False) == 0


def test_bad_words_and_wrong_states_are_explained(cast, client, matter):
    client.force_login(cast.handler)
    assert client.post(address(matter), {"text": "  "}).status_code == 422
    assert client.post(address(matter), {"text": "字" * 1001}).status_code == 422
    matter.campaign.state = "closed"
    matter.campaign.save(update_fields=["state"])
    answer = client.post(address(matter), {"text": "还有事"})
    assert "行动没有在进行" in answer.content.decode()
    assert not Comment.objects.exists()


def test_readers_are_those_whom_the_permission_names(cast, matter):
    about = about_seen_by(fresh(cast.office), "matter", matter.pk)
    listed = {reader.pk for reader in readers_of(fresh(cast.office), about)}
    allowed = {user.pk for user in cast.people.values() if about_seen_by(fresh(user), "matter", matter.pk)}
    assert listed == allowed - {cast.office.pk}


def test_a_long_thread_costs_what_a_short_one_does(cast, client, matter):
    client.force_login(cast.handler)
    say(cast.handler, matter, "一")
    client.get(address(matter))
    with CaptureQueriesContext(connection) as few:
        client.get(address(matter))
    for number in range(20):
        say(cast.township, matter, f"第{number}条")
    with CaptureQueriesContext(connection) as many:
        client.get(address(matter))
    assert len(many) <= len(few)
