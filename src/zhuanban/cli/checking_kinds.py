"""`kinds`: the checker of kinds over a file of the county's, or over everything that the product ships."""

import argparse
import sys
from pathlib import Path

import yaml

from zhuanban.ground.core.errors import Invalid
from zhuanban.plan.homes.rules.contributions import HERE, OWN, shipped
from zhuanban.work.matters.rules.kind_faults import faults_of
from zhuanban.work.matters.services import read_kinds


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong, one sentence a line; exit code 1 where anything is."""
    try:
        faults = faults_in(Path(arguments.file)) if arguments.file else faults_shipped()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        print(f"zhuanban：{arguments.file} 读不懂（{type(error).__name__}）。", file=sys.stderr)
        return 2
    print("\n".join(faults) if faults else "没有发现问题。")
    return 1 if faults else 0


def faults_in(path: Path) -> list[str]:
    """The faults of a file: a list of kinds, or one kind."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [f"{path.name}：{fault}" for fault in faults_of(read if isinstance(read, list) else [read])]


def faults_shipped() -> list[str]:
    """The faults of the shipped kinds and sets."""
    try:
        read_kinds()
        for set_, stem in OWN.items():
            shipped(set_, HERE / f"{stem}.yaml")
    except Invalid as error:
        return [error.message]
    return []
