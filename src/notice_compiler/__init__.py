"""The notice compiler: a notice of a special action in, a Plan out. This is the only door."""

from __future__ import annotations

from pathlib import Path

from notice_compiler.catalogue import CATALOGUE
from notice_compiler.comparison.local_plans import conform
from notice_compiler.comparison.model import (
    ClauseAnswer,
    ClauseChange,
    Comparison,
    Conformance,
    FactChange,
    RosterChange,
)
from notice_compiler.comparison.notices import compare
from notice_compiler.model import Plan
from notice_compiler.pipeline import compile_text
from notice_compiler.reading import check_upload, read, read_notice
from notice_compiler.reading.formats import FORMATS, SUFFIXES
from notice_compiler.unreadable import Unreadable

__all__ = [
    "CATALOGUE",
    "FORMATS",
    "SUFFIXES",
    "ClauseAnswer",
    "ClauseChange",
    "Comparison",
    "Conformance",
    "FactChange",
    "Plan",
    "RosterChange",
    "Unreadable",
    "check_upload",
    "compare",
    "compile_notice",
    "conform",
    "read_notice",
]


def compile_notice(source: str | bytes | Path, *, name: str = "") -> Plan:
    """The plan of a notice: a text, a file's content with its file name, or a path. Unreadable for a bad one."""
    reading = read(source, name=name)
    return compile_text(reading.text, recognised=reading.recognised, unread=reading.unread)
