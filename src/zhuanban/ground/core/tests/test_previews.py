"""What is confirmed is what was shown."""

from hypothesis import given
from hypothesis import strategies as st

from zhuanban.ground.core.previews import Preview

LEAVES = st.none() | st.integers() | st.text(max_size=5)
PLAIN = st.recursive(LEAVES, lambda each: st.lists(each, max_size=3), max_leaves=6)
SHOWN = Preview("orgs.merge", 7, {"names": ["柳塔镇"]}, ["新设"])


@given(one=PLAIN, other=PLAIN, done=PLAIN, undone=PLAIN)
def test_a_mark_fits_the_same_and_nothing_else(one, other, done, undone):
    shown, asked = Preview("p", 1, one, done), Preview("p", 1, other, undone)
    assert (asked.why_not(shown.mark) == "") == ((one, done) == (other, undone))


def test_it_says_whether_the_form_or_the_house_has_changed():
    assert "填写的内容有改动" in Preview("orgs.merge", 7, {"names": ["柳镇"]}, ["新设"]).why_not(SHOWN.mark)
    assert "情况有了变化" in Preview("orgs.merge", 7, {"names": ["柳塔镇"]}, ["并入"]).why_not(SHOWN.mark)
    assert "请先看过预览" in SHOWN.why_not("")


def test_the_mark_of_another_reader_or_page_or_a_made_up_one_fits_nowhere():
    for purpose, reader in (("orgs.split", 7), ("orgs.merge", 8)):
        assert Preview(purpose, reader, SHOWN.given, SHOWN.effect).why_not(SHOWN.mark)
    for made_up in ("x", ".", "标记", "a" * 9000):
        assert SHOWN.why_not(made_up)
