"""What the room holds on people: export files of other systems, in which residents may be named."""

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, declare

declare(
    PersonalColumn(
        "channels.ChannelFile", "content", "对方导出文件", Kind.WORDS, "核对、原样回填答复", DUTY, "channel-files",
        "只给专班办公室", "来电群众",
    ),
)  # fmt: skip
