"""What the index holds on people: copies of the words of the things found, which go when those go."""

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, declare

declare(
    PersonalColumn(
        "search.Entry", "text", "检索文字", Kind.WORDS, "按文字找到事项、条款、文书和留言", DUTY,
        "随业务档案保存", "只用于检索，不显示", "文字中的人",
    )
)  # fmt: skip
