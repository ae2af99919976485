"""What the room holds on people: who signs."""

from zhuanban.ground.core.personal import DUTY, Kind, PersonalColumn, declare

declare(
    PersonalColumn(
        "documents.Document", "signer", "署名", Kind.NAME, "公文署名（一般为单位）", DUTY, "随业务档案保存", "原样"
    )
)
