"""What a kind says of its keeping after closing (长效管护) and of looking back (回头看), and its checker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices

# A look back may be done so many days before its day, and counts as missed so many days after it. Local settings.
EARLY = 7
GRACE = 7
MOST_LOOKS = 6
LONGEST_DAYS = 1100
KEYS = {"keeper", "post", "standard", "days", "photo_reason"}


class Keeper(TextChoices):
    TOWNSHIP = "township", "所在乡镇（街道）"
    HANDLER = "handler", "承办单位"


class Finding(TextChoices):
    GOOD = "good", "完好"
    RELAPSED = "relapsed", "反弹"


class EndedBy(TextChoices):
    RELAPSE = "relapse", "反弹，另行办理"
    REOPEN = "reopen", "重新办理"
    OFFICE = "office", "不再管护"


class Standing(TextChoices):
    COMING = "coming", "未到日期"
    DUE = "due", "应回头看"
    MISSED = "missed", "超期未看"
    KEPT = "kept", "看完，长期管护"
    ENDED = "ended", "已结束"


@dataclass(frozen=True)
class Aftercare:
    """Who keeps it, to what standard, after how many days somebody looks back, and why that takes a photo."""

    keeper: Keeper
    post: str
    standard: str
    days: tuple[int, ...]
    photo_reason: str = ""

    def days_from(self, closed_on: date) -> list[date]:
        """The days on which to look back."""
        return [closed_on + timedelta(days=count) for count in self.days]

    @property
    def words(self) -> str:
        """In one line, as people read it."""
        after = "、".join(f"{count} 天" for count in self.days)
        photo = f"，须附照片（{self.photo_reason}）" if self.photo_reason else ""
        who = self.keeper.label + (f"（{self.post}）" if self.post else "")
        return f"由{who}管护，销号后 {after}回头看{photo}；标准：{self.standard}"


def aftercare_of(raw: Mapping[str, Any] | None) -> Aftercare | None:
    """The aftercare of a checked description; None where the kind asks for none."""
    if not raw:
        return None
    return Aftercare(
        Keeper(raw["keeper"]), raw.get("post", ""), raw["standard"], tuple(raw["days"]), raw.get("photo_reason", "")
    )


def aftercare_faults(kind: Mapping[str, Any]) -> list[str]:
    """What is wrong with the `aftercare` of a kind; nothing where it has none."""
    raw = kind.get("aftercare")
    if raw is None:
        return []
    if not isinstance(raw, dict) or raw.keys() - KEYS:
        return [f"aftercare（长效管护）应是一组键，只能有 {'、'.join(sorted(KEYS))}。"]
    faults = ["立查立改的类别不能写 aftercare（长效管护）：当场改好的不设管护。"] if kind.get("trivial") is True else []
    if raw.get("keeper") not in Keeper.values:
        faults.append("aftercare 的 keeper（管护单位）应是 township（所在乡镇）或 handler（承办单位）。")
    standard = raw.get("standard")
    if not isinstance(standard, str) or not standard.strip() or len(standard) > 200:
        faults.append("aftercare 要写明 standard（管护标准，200 字以内）。")
    for key, name, most in (("post", "管护岗位", 40), ("photo_reason", "照片理由", 100)):
        if not isinstance(raw.get(key, ""), str) or len(str(raw.get(key, ""))) > most:
            faults.append(f"aftercare 的 {key}（{name}）应是 {most} 字以内的文字。")
    return faults + _day_faults(raw.get("days"))


def _day_faults(days: Any) -> list[str]:
    if not isinstance(days, list) or not days or not all(type(day) is int for day in days):
        return ["aftercare 的 days（回头看天数）应是一列整数，如 [30, 90, 180]。"]
    if len(days) > MOST_LOOKS or days != sorted(set(days)) or not 1 <= days[0] <= days[-1] <= LONGEST_DAYS:
        return [f"aftercare 的 days（回头看天数）最多 {MOST_LOOKS} 个，从小到大，在 1 至 {LONGEST_DAYS} 之间。"]
    return []


def standing_of(next_on: date | None, today: date, *, has_ended: bool = False) -> Standing:
    """How a keeping stands on a day."""
    if has_ended:
        return Standing.ENDED
    if next_on is None:
        return Standing.KEPT
    if today < next_on:
        return Standing.COMING
    return Standing.MISSED if today > next_on + timedelta(days=GRACE) else Standing.DUE


def may_look(next_on: date | None, today: date) -> bool:
    """Whether it is time for the next look back."""
    return next_on is not None and today >= next_on - timedelta(days=EARLY)
