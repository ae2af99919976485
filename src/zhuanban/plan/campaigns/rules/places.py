"""Which district a notice is of, and what an action is called; by the form of the words, with no list of places."""

import re
from typing import Any

# 中共临澜市栖岭区委办公室 → 临澜市栖岭区: what stands before the name of an organ.
_BEFORE_ORGAN = re.compile(r"^(?:中共|中国共产党)?([\u4e00-\u9fff]+?[区县旗市盟州])(?:委|人民政府|政府|人大|政协|纪委)")
# 栖岭区水务局, 《临澜市栖岭区小城镇…: a place at the beginning, before anything.
_LEADING_PLACE = re.compile(
    r"^(?:中共)?((?:[\u4e00-\u9fff]{2,6}?市)?[\u4e00-\u9fff]{1,6}?(?<![专园社片景小])[区县旗])(?![域级])"
)
_LEADING_CITY = re.compile(r"^(?:中共)?([\u4e00-\u9fff]{2,6}?市)(?!场)")
_HIGHER_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,}?(?:省|自治区|自治州|地区|盟|市)(?=[\u4e00-\u9fff]{2,}[区县旗市]$)")
_NO_PLACE = re.compile(r"^(?:关于|各|全)")
_FRAME = re.compile(r"^关于(?:进一步)?(?:印发|转发|开展|做好|加强|推进|促进|支持|加快|落实)?|[《》“”\s]|的通知$")
_ENDING = re.compile(r"(?:的)?(?:总体|三年|年度)?(?:实施|工作|行动|指导|若干)?(?:方案|意见)$")
_DRAFT = re.compile(r"（(?:试行|征求意见稿|修订|修订稿|送审稿)）$")


def district_name(notice: dict[str, Any]) -> str:
    """The district by issuers, then title, then recipients of plan.schema.json's `notice`; "" where none says it."""
    issuers = [str(issuer) for issuer in notice.get("issuers") or ()]
    title = _FRAME.sub("", str(notice.get("title") or ""))
    recipients = [str(recipient) for recipient in notice.get("recipients") or ()]
    sources = [(_BEFORE_ORGAN, issuers), (_LEADING_PLACE, issuers), (_LEADING_PLACE, [title, *recipients])]
    sources += [(_LEADING_CITY, [*issuers, title])]
    for pattern, words in sources:
        for word in words:
            found = pattern.match(word)
            if found and not _NO_PLACE.match(word):
                return found[1]
    return ""


def short_place(name: str) -> str:
    """临澜市栖岭区 → 栖岭区; a place that names nothing above it stays."""
    shorter = _HIGHER_PLACE.sub("", name)
    return name if shorter == name else short_place(shorter)


def campaign_name(title: str) -> str:
    """The action's name: the title of its plan without 实施方案 and what stands in brackets behind it."""
    bare = _ENDING.sub("", _DRAFT.sub("", _FRAME.sub("", title)))
    return bare[:120] or title[:120]


def short_campaign_name(name: str, district: str) -> str:
    """The name under which the action is known inside: with the district's short name in front."""
    place = short_place(district)
    rest = name.removeprefix(district).removeprefix(place)
    return f"{place}{rest}"[:60]
