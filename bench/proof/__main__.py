"""`bin/proof [fuzz] [--minutes N] [--seed N]`: exit 1 where something did not hold."""

import argparse
import sys
import time

from bench.proof.fuzz import fuzz


def main() -> int:
    """Run the scenario and print its figures."""
    parser = argparse.ArgumentParser(prog="bin/proof")
    parser.add_argument("scenario", nargs="?", default="fuzz", choices=["fuzz"])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    return fuzz(minutes=arguments.minutes, seed=arguments.seed)


if __name__ == "__main__":
    sys.exit(main())
