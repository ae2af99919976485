"""`bin/bench [NAME …]`: measure, compare with thresholds.toml, exit 1 where something is too slow or too large.

`bin/bench against …` compares with plain Django instead: see bench/against.
"""

import sys
import tomllib
from pathlib import Path

from bench.pages import INSIDE
from bench.scenarios import ALONE


def main() -> int:
    """Run the named scenarios, or all."""
    if sys.argv[1:2] == ["against"]:
        from bench.against.__main__ import main as against

        del sys.argv[1]
        return against()
    allowed = tomllib.loads((Path(__file__).parent / "thresholds.toml").read_text(encoding="utf-8"))
    chosen = [scenario for scenario in (*ALONE, *INSIDE) if not sys.argv[1:] or scenario.__name__ in sys.argv[1:]]
    if not chosen:
        print("bench: no scenario of this name", file=sys.stderr)
        return 2
    worst = 0
    for scenario in chosen:
        figure, most = scenario(), allowed[scenario.__name__]
        least = scenario.__name__.endswith("_per_second")
        failed = figure < most if least else figure > most
        verdict = ("  TOO LITTLE" if least else "  TOO MUCH") if failed else ""
        print(
            f"{scenario.__name__:<26}{figure:>10.2f}  of at {'least' if least else 'most'} {most}{verdict}", flush=True
        )
        worst |= int(failed)
    return worst


if __name__ == "__main__":
    sys.exit(main())
