"""The papers say what the system says, and name what no program can know."""

import io

import docx
import pytest
from django.apps import apps

from tests.scene import Scene
from zhuanban.cli.__main__ import main
from zhuanban.cli.papers import drafted
from zhuanban.cli.papers.facts import gathered
from zhuanban.cli.papers.writing import GAP
from zhuanban.ground.core.personal import columns
from zhuanban.ground.journal.models import Entry
from zhuanban.ground.orgs.models import Person, Unit, User
from zhuanban.ground.privacy.rules.retention import shipped
from zhuanban.work.matters.models import Matter

NAMES = ["定级报告", "个人信息保护影响评估", "数据目录", "重复建设说明"]


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_command_writes_four_papers_and_tells_their_gaps(scene: Scene, tmp_path, capsys):
    assert main(["check", "--papers", str(tmp_path / "材料")]) == 0
    told = capsys.readouterr().out
    assert sorted(path.stem for path in (tmp_path / "材料").iterdir()) == sorted(NAMES)
    for paper in drafted(gathered()):
        text = words_of((tmp_path / "材料" / f"{paper.name}.docx").read_bytes())
        flat = "".join(text.split())
        assert paper.gaps
        for gap in paper.gaps:
            assert "".join(gap.split()) in flat, gap
            assert gap in told
            assert "由" in gap


def test_the_figures_agree_with_the_database(scene: Scene):
    grading, assessment, catalogue, overlap = (paper.text for paper in drafted(gathered()))
    assert f"登记单位{Unit.objects.count()}个、人员{Person.objects.count()}名" in grading
    assert f"启用账号{User.objects.filter(is_active=True).count()}个" in grading
    assert f"日志{Entry.objects.count()}条" in grading
    assert f"含个人信息的列{len(columns())}个" in assessment
    assert f"matters.Matter\t{len(Matter._meta.concrete_fields)}\t{Matter.objects.count()}\t" in catalogue
    for rule in shipped():
        assert f"{rule.name}\t{rule.after}\t{rule.days}\t" in assessment
    for column in columns():
        assert column.name in assessment
    for model in apps.get_models():
        if model.__module__.startswith("zhuanban."):
            assert model._meta.label in catalogue
    assert "没有打卡、积分" in overlap


def test_a_setting_that_is_weak_is_said_and_not_hidden(scene: Scene, settings):
    settings.SESSION_COOKIE_SECURE, settings.CIPHER = False, "sm4"
    grading = drafted(gathered())[0].text
    assert "未启用 HTTPS" in grading
    assert "SM4-GCM" in grading


@pytest.mark.django_db
def test_a_new_house_without_anything_can_draft_them_too():
    for paper in drafted(gathered()):
        assert GAP.search(paper.text)


def test_no_person_is_named_in_them(scene: Scene):
    names = [name for name in Person.objects.values_list("name", flat=True) if len(name) > 1]
    for paper in drafted(gathered()):
        assert not [name for name in names if name in paper.text]
