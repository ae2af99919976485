"""Where the reference documents lie, for the tests that read them."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout; without it there is nothing to measure against."""
    if not (SHARED / "notices" / "score.py").exists():
        pytest.skip("the reference documents are not beside this checkout (../shared)")
    return SHARED


@pytest.fixture(scope="session")
def reference(shared: Path) -> Path:
    """The reference notice."""
    return shared / "notices" / "chiping-2024.txt"
