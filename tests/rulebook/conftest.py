"""The library, the sound scheme and one unit's figures, fresh for each test."""

from copy import deepcopy
from typing import Any

import pytest
from tests.rulebook.scheme_example import LIBRARY, PARSED

from rulebook.schemes import Yardstick


@pytest.fixture
def library() -> dict[str, Yardstick]:
    return {yardstick.name: yardstick for yardstick in LIBRARY}


@pytest.fixture
def sound() -> dict[str, Any]:
    return deepcopy(PARSED)


@pytest.fixture
def figures() -> dict[str, int]:
    return {
        "按期结案数": 45,
        "应结案数": 50,
        "缓办数": 2,
        "漏报数": 2,
        "复查发现数": 20,
        "返工数": 2,
        "经验推广数": 1,
        "弄虚作假数": 0,
    }
