"""Reports of the content policy: which rule, on which page, by which site; no words, no query, no person."""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

LONGEST = 200
logger = logging.getLogger(__name__)


def log(body: bytes) -> None:
    """Write what the report says into the log; what is no report is passed over."""
    try:
        report = json.loads(body)["csp-report"]
        said = tuple(_plain(report, name) for name in ("effective-directive", "document-uri", "blocked-uri"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return
    logger.warning("content policy: %s on %s barred %s", *said)


def _plain(report: dict[str, Any], name: str) -> str:
    """The value without a query, on one line."""
    value = urlsplit(str(report.get(name, "")))
    return "".join(letter for letter in f"{value.netloc}{value.path}" if letter.isprintable())[:LONGEST]
