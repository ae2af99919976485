"""What a password has to be, how long a rest is, and when a session is over: pure decisions."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices

KINDS = {"大写字母": r"[A-Z]", "小写字母": r"[a-z]", "数字": r"[0-9]", "其他字符": r"[^A-Za-z0-9]"}
SHORTEST_NAME = 3  # shorter parts of names occur by chance
LONGEST_PASSWORD = 128
# Beginnings that everybody tries first; what is left without them, without runs and years, has to be something.
STEMS = re.compile(
    r"admin(istrator)?|passw(or)?d|password|qwe(rty|r)?|asdf?|zxcv?(bnm)?|abcd?|1qaz|2wsx|3edc|welcome|root|system|user|"
    r"test|woaini|iloveyou|zhuanban|zhongguo|china|hello|letmein"
)
RUNS = re.compile(r"\d{4,}|(.)\1{2,}")
LOOKALIKES = str.maketrans("@01$35!", "aolsesi")
LEAST_OWN = 5
WARNED_BEFORE = timedelta(days=7)
LONGEST_REST = timedelta(hours=24)
# How much more a name takes when the tries come from everywhere.
TRIES_FROM_EVERYWHERE = 4

# What a session notes of itself: since when, last used when (seconds), how long it may rest, how its owner came.
STAMPED_EVERY = 30  # seconds between two notes of its use
BEGAN, SEEN, IDLE, WAY = "signin.began", "signin.seen", "signin.idle", "signin.way"


class Ending(TextChoices):
    """Why a session is over, in the words of whoever it was."""

    SIGNED_OUT = "signed_out", "已退出"
    IDLE = "idle", "长时间没有操作，已自动退出"
    LONG = "long", "登录时间已到上限，已自动退出"
    ELSEWHERE = "elsewhere", "这个账号在另一处登录，这里已退出。不是您本人的话，请马上修改密码并告诉系统管理员"
    BY_OWNER = "by_owner", "您在别处结束了这次登录"
    PASSWORD = "password", "密码已修改或重置，请重新登录"
    FACTORS = "factors", "第二重验证已重置，请重新登录"
    DISABLED = "disabled", "账号已停用，请联系系统管理员"
    EMERGENCY = "emergency", "应急账号已到期或关闭"


@dataclass(frozen=True)
class Names:
    """Words of the person that a password must not contain."""

    username: str
    name: str

    @property
    def parts(self) -> list[str]:
        words = [*re.split(r"[\W_]+|\d+", self.username.lower()), self.username.lower()]
        return [*{word for word in words if len(word) >= SHORTEST_NAME}, *([self.name] if len(self.name) > 1 else [])]


def kinds_of(password: str) -> int:
    """How many of the four kinds of characters there are."""
    return sum(1 for pattern in KINDS.values() if re.search(pattern, password))


def contains_name(password: str, names: Names) -> bool:
    lowered = password.lower()
    return any(part in lowered for part in names.parts)


def is_guessable(password: str) -> bool:
    """Whether, without what everybody writes, less is left than anybody has to guess.

    Admin@2024, Passw0rd!123 and 1qaz@WSX are; 青山-水长-47 is not.
    """
    lowered = password.lower()
    return any(len(_own(form)) < LEAST_OWN for form in (lowered, lowered.translate(LOOKALIKES)))


def _own(words: str) -> str:
    return re.sub(r"[\W_]+", "", STEMS.sub("", RUNS.sub("", words)))


def password_ends_at(set_at: datetime, days: int) -> datetime | None:
    """When a password has to be changed; None where it never has."""
    return set_at + timedelta(days=days) if days else None


def rest_after(rests_before: int, minutes: int) -> timedelta:
    """Each further rest is twice as long, up to a day."""
    doubled: int = minutes << min(rests_before, 12)
    return min(timedelta(minutes=doubled), LONGEST_REST)


def session_ending(*, now: datetime, began: datetime, seen: datetime, idle_minutes: int, hours: int) -> Ending | None:
    """Why a session that began then and was last used then is over; None while it lasts."""
    if now - began >= timedelta(hours=hours):
        return Ending.LONG
    if idle_minutes and now - seen >= timedelta(minutes=idle_minutes):
        return Ending.IDLE
    return None


BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_words(agent: str) -> str:
    """The sort of device, as its owner knows it again: Edge · Windows."""
    found = [next((words for mark, words in table if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in found if word) or "未识别的设备"
