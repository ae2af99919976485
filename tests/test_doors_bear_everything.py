"""A short `bin/proof doors`: a few hundred bad inputs at every door; the long one is for the proof."""

import pytest
from bench.proof.door_inputs import Doors
from bench.proof.doors import prove


@pytest.mark.slow
def test_no_door_gives_way(scene):
    """No 500, no traceback, nothing that the document of the interface does not describe, nothing half-written."""
    account = prove(scene, most=360, seed=7)
    assert account.inputs >= 330
    assert not account.faults, "\n\n".join(account.faults[:5])
    assert {200, 302, 404, 422} <= {status for _, status in account.answers}


def test_the_same_seed_gives_the_same_inputs(scene):
    first, second = ([each.told for each in Doors(scene, 3).inputs(60)] for _ in range(2))
    assert first == second
