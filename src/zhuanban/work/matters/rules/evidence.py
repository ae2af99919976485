"""What a kind must have before done may be reported: a photo, what has to be attached, what has to be filled in."""

from collections.abc import Mapping
from typing import Any

from zhuanban.ground.core.errors import Invalid
from zhuanban.work.matters.rules.kinds import Evidence, KindSpec


def check_evidence(spec: KindSpec, fields: Mapping[str, Any], pictures: int, told_at: str = "photos") -> None:
    """Raise Invalid, naming it and why it is asked, for what is missing.

    A paper is attached as its photo, so that there have to be as many photos as pieces; which is which people see.
    """
    pieces = spec.must_attach
    if pictures < len(pieces):
        raise Invalid(f"“{spec.name}”报结须附{_named(pieces)}。请拍照，和办理结果一起上传。", told_at)
    if spec.needs_photo and not pictures:
        raise Invalid(f"“{spec.name}”报结须附整改后照片：{spec.photo_reason}。", told_at)
    codes = {field.name: field.code for field in spec.fields}
    for item in spec.must_fill:
        if codes.get(item.field) not in fields:
            raise Invalid(f"“{spec.name}”报结须有{_named([item])}。请先点“更正”，填写“{item.field}”。")


def _named(pieces: list[Evidence]) -> str:
    if len(pieces) == 1:
        return f"“{pieces[0].name}”：{pieces[0].why}"
    return f" {len(pieces)} 张照片：" + "、".join(f"“{item.name}”（{item.why}）" for item in pieces)
