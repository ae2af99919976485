"""What the room holds on people: words of old files, in which people may be named, until they became matters."""

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, declare

KEPT, SHOWN, ABOUT = "接收或放弃后清除文件内容", "只给上传人和专班办公室", "文字中的人"
declare(
    PersonalColumn("takeovers.Intake", "content", "历史资料", Kind.WORDS, "核对后登记", DUTY, KEPT, SHOWN, ABOUT),
    PersonalColumn("takeovers.Intake", "items", "读出的内容", Kind.WORDS, "核对后登记", DUTY, KEPT, SHOWN, ABOUT),
)
