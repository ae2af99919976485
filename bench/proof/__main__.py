"""`bin/proof [fuzz|scans|permits|doors|journal]`, each with its own numbers; 1 where a thing fails."""

import argparse
import sys
import time

from bench.proof.doors import doors
from bench.proof.fuzz import fuzz
from bench.proof.journal import journal
from bench.proof.permits import permits
from bench.proof.recognising import recognise


def main() -> int:
    """Run the scenario and print its figures."""
    parser = argparse.ArgumentParser(prog="bin/proof")
    parser.add_argument("scenario", nargs="?", default="fuzz", choices=["fuzz", "scans", "permits", "doors", "journal"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--inputs", type=int, default=10_500)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--matters", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    arguments = parser.parse_args()
    if arguments.scenario == "scans":
        return recognise()
    if arguments.scenario == "permits":
        return permits(matters=arguments.matters)
    if arguments.scenario == "journal":
        return journal(entries=arguments.entries)
    if arguments.scenario == "doors":
        return doors(most=arguments.inputs, seed=arguments.seed)
    return fuzz(minutes=arguments.minutes, seed=arguments.seed)


if __name__ == "__main__":
    sys.exit(main())
