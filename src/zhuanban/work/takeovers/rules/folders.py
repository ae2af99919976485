"""How the names of folders and labels read: 乡镇/地点/整改前|整改后, in any order; what is not understood is shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BEFORE = re.compile(r"(?:整改|整治|治理|改造|清理|提升|处理|施工|建设)?(?:之)?前(?:照片|图片|图|照)?|before|原貌", re.I)
AFTER = re.compile(r"(?:整改|整治|治理|改造|清理|提升|处理|施工|建设)?(?:之)?后(?:照片|图片|图|照)?|after|现状", re.I)
NUMBERED = re.compile(r"^[\s\d一二三四五六七八九十]{1,4}[、.．_\-\s]+")
DAYS = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?|(20\d\d)(\d\d)(\d\d)")
TOWN_ENDS = re.compile(r"(?:街道办事处|街道|办事处|镇|乡)$")
SORTING = re.compile(r"^(?:照片|图片|相册|整改照片|对比照片?|整改前后|前后对比|新建文件夹.*|\d+)$")


@dataclass(frozen=True)
class Understood:
    """What a path says; `role` is before, after or "" where it does not say."""

    township: str
    place: str
    role: str
    day: str


def role_in(words: str) -> str:
    """before, after, or "" where the words say neither or both."""
    plain = "".join(words.split())
    is_before = bool(re.fullmatch(BEFORE, plain) or re.search(r"[改治理造升]前|之前", plain))
    is_after = bool(re.fullmatch(AFTER, plain) or re.search(r"[改治理造升]后|之后", plain))
    return "before" if is_before and not is_after else "after" if is_after and not is_before else ""


def day_in(words: str) -> str:
    """The first day that the words name, as 2024-03-05."""
    found = DAYS.search(words)
    if not found:
        return ""
    year, month, day = (part for part in found.groups() if part)
    return f"{year}-{int(month):02d}-{int(day):02d}"


def townships_by_name(names: Mapping[int, Sequence[str]]) -> dict[str, int]:
    """Every name, short name and stem → township; a stem that two share names neither."""
    known: dict[str, int] = {}
    doubled: set[str] = set()
    for pk, written in names.items():
        for name in {each for full in written for each in (full, TOWN_ENDS.sub("", full)) if len(each) > 1}:
            if known.setdefault(name, pk) != pk:
                doubled.add(name)
    return {name: pk for name, pk in known.items() if name not in doubled}


def township_in(words: str, known: Mapping[str, int]) -> int | None:
    """The township that the words are, or whose full name they hold."""
    plain = NUMBERED.sub("", "".join(words.split()))
    if plain in known:
        return known[plain]
    if (stem := TOWN_ENDS.sub("", plain)) in known:
        return known[stem]
    held = {pk for name, pk in known.items() if TOWN_ENDS.search(name) and name in plain}
    return held.pop() if len(held) == 1 else None


def understood(folders: Sequence[str], stem: str, known: Mapping[str, int]) -> Understood:
    """The folders of a picture from the outermost to the innermost, and its own name without suffix."""
    township = role = ""
    day = day_in("/".join((*folders, stem)))
    places: list[str] = []
    for folder in folders:
        if not role and (role := role_in(folder)):
            continue
        if not township and township_in(folder, known) is not None:
            township = folder
            continue
        plain = DAYS.sub("", NUMBERED.sub("", folder)).strip(" _-（）()")
        if plain and not SORTING.match(plain):
            places.append(plain)
    return Understood(township, places[-1] if places else "", role or role_in(stem), day)
