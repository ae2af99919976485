"""`bin/proof [fuzz|scans] [--minutes N] [--seed N]`: exit 1 where something did not hold."""

import argparse
import sys
import time

from bench.proof.fuzz import fuzz
from bench.proof.recognising import recognise


def main() -> int:
    """Run the scenario and print its figures."""
    parser = argparse.ArgumentParser(prog="bin/proof")
    parser.add_argument("scenario", nargs="?", default="fuzz", choices=["fuzz", "scans"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    if arguments.scenario == "scans":
        return recognise()
    return fuzz(minutes=arguments.minutes, seed=arguments.seed)


if __name__ == "__main__":
    sys.exit(main())
