"""What leaves the program for a log or an error report says nothing personal: numbers, mail, tokens, passwords go."""

import logging
import re
import traceback
from types import TracebackType

GONE = "＊＊＊"
PATTERNS = (
    # Values of what is named a secret, in any notation: password=…, "token": "…", Authorization: Bearer …
    (re.compile(r"(?i)\b(bearer|basic|token)\s+[\w.~+/=-]{8,}"), r"\1 " + GONE),
    (
        re.compile(
            r"(?i)([\"']?\b\w*(?:password|passwd|secret|token|csrf|sessionid|authorization|cookie|phone|reason)\w*"
            r"\b[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&)}\]]+)"
        ),
        r"\1" + GONE,
    ),
    (re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])"), GONE),  # identity card
    (re.compile(r"(?<![\d.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])"), GONE),  # mobile phone
    (re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"), GONE),  # landline
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), GONE),
)


def scrubbed(text: str) -> str:
    """The text without what is personal or secret."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


class ScrubbingFormatter(logging.Formatter):
    """A line of the log, scrubbed as a whole; of an exception its type and places, not what it says of values."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have kept the traceback with its values
        return scrubbed(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name of logging
        kind, value, places = ei if isinstance(ei, tuple) else (None, None, None)
        return told(value, places) if isinstance(value, BaseException) else str(kind)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name of logging
        return scrubbed(stack_info)


def told(error: BaseException, places: TracebackType | None = None, limit: int | None = None) -> str:
    """An exception without values: where it came from, its type, and its words only where they are the program's own.

    What a database or a parser says repeats the values it was given, so only types are kept of foreign errors.
    """
    frames = traceback.extract_tb(places or error.__traceback__, limit=limit)
    lines = [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([*lines, f"{type(error).__module__}.{type(error).__name__}"])


def _place(file: str) -> str:
    """The file from its package on."""
    return file.rpartition("/site-packages/")[2].rpartition("/src/")[2]
