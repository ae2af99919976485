"""A little of the fuzz of bin/proof: the same few inputs each time, through every door."""

from __future__ import annotations

import os
import random
import warnings
from pathlib import Path

import pytest
from bench.proof import fuzz
from bench.proof.seeds import SEEDS

INPUTS = 25


@pytest.mark.parametrize("door", [*SEEDS, "prose"])
def test_spoiled_input_gives_a_sentence_or_a_sound_plan(door: str) -> None:
    account = fuzz.Account()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # libraries warn of broken files
        while account.inputs < INPUTS:
            fuzz.try_one(door, 1, account)
    assert not account.faults


def test_the_fuzz_finds_a_fault_and_keeps_its_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_text: str) -> None:
        raise IndexError

    monkeypatch.setattr(fuzz, "compile_text", broken)
    monkeypatch.setattr(fuzz, "KEPT", tmp_path)
    account = fuzz.Account()
    fuzz.try_one("prose", 1, account)
    assert [number for number, _ in account.faults] == [0]
    kept = fuzz.keep("prose", 1, 0).read_bytes().decode("utf-8", "surrogatepass")
    assert kept == fuzz.prose(random.Random("1/prose/0"))


def test_a_door_that_dies_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    account = fuzz.Account()
    monkeypatch.setattr(fuzz, "try_one", lambda *_: os._exit(9))
    fuzz.run_slice("plain", 1, account, 1.0)
    assert account.faults == [(0, "no answer, exit code 9")]
