"""Two keepers look for marks of secrecy, the compiler in print and the doors in every file: they judge texts alike."""

from pathlib import Path

import pytest

from notice_compiler.reading import secrecy as print_rules
from notice_compiler.unreadable import Unreadable
from tests.compiler.golden_files import load
from zhuanban.ground.core.errors import Invalid
from zhuanban.ground.core.uploads import Kind, secrecy

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "notices"
MARKS = (
    "绝密", "机密", "秘密", "机密★10年", "秘密★", "绝密★长期", "密级：机密", "机密级", "秘密*1年", "機密★5年", "絕密",
)  # fmt: skip
PROSE = (
    "保守国家秘密", "秘密级别管理办法", "严格落实保密规定", "机密岗位人员管理", "不得泄露工作秘密。", "商业秘密保护",
)  # fmt: skip


def in_print(text: str) -> bool:
    try:
        print_rules.refuse_secret(text)
    except Unreadable:
        return True
    return False


def at_the_door(text: str) -> bool:
    try:
        secrecy.refuse_secret(text.encode(), "通知.txt", Kind.TEXT)
    except Invalid:
        return True
    return False


@pytest.mark.parametrize("mark", MARKS)
def test_both_refuse_a_mark_at_the_head(mark):
    text = f"{mark}\n关于开展整治的通知\n各单位：\n"
    assert (in_print(text), at_the_door(text)) == (True, True)


@pytest.mark.parametrize("words", PROSE)
def test_both_let_prose_about_secrecy_pass(words):
    text = f"关于{words}的通知\n{words}\n各单位：\n"
    assert (in_print(text), at_the_door(text)) == (False, False)


def test_both_judge_the_golden_notices_alike_and_marked_ones_too():
    differ = [case.title for case in load() if in_print(case.notice) != at_the_door(case.notice)]
    assert not differ
    for mark in MARKS:
        let_in = [case.title for case in load()[:40]
                  if not (in_print(f"{mark}\n{case.notice}") and at_the_door(f"{mark}\n{case.notice}"))]  # fmt: skip
        assert not let_in, mark


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/notices 不在，没有比对那里的通知")
def test_both_judge_the_notices_at_hand_alike():
    texts = {path.name: path.read_text("utf-8") for path in sorted(SHARED.glob("*.txt"))}
    assert len(texts) > 10
    assert not [name for name, text in texts.items() if in_print(text) != at_the_door(text)]
