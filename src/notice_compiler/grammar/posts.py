"""Posts of a person as printed, and the organs of these posts."""

from __future__ import annotations

import re

from notice_compiler.lexicon.posts import POST

DIVIDERS = re.compile(r"[、，,；;](?![^（(]{0,80}[）)])")
ALSO = re.compile(r"兼(?:任)?(?!）)")
BARE_OFFICE = re.compile(r"^(?:办公室|办公厅)$")
LEADERS = re.compile(r"^(?:区|县|市|省|州|旗)(?:长|委|政府)$")
PLURAL = re.compile(r"(?:党委|党组|党工委)$")


def posts_of(words: str) -> tuple[str, ...]:
    """区委常委，副区长 → two posts, each as printed."""
    return tuple(part.strip() for part in DIVIDERS.split(words) if part.strip())


def units_of(posts: tuple[str, ...]) -> tuple[str, ...]:
    """The organs in which the posts are held; a post without an organ is held in the one before."""
    units: dict[str, None] = {}
    last = ""
    for part in (piece for post in posts for piece in ALSO.split(post)):
        found = POST.match(part)
        unit = found["unit"].strip() if found else ""
        if BARE_OFFICE.match(unit) and last:
            unit = last + unit
        if len(unit) >= 2:
            units.setdefault(unit)
            last = unit
    return tuple(units)
