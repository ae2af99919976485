"""`bin/bench against [--matters N …] [--only NAME …] [--keep FOLDER]`: table and JSON; each engine its own rows.

With DATABASE_URL the engine is PostgreSQL, without it SQLite.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from bench.against.scenarios import READING, WRITING, Figure, Run
from bench.against.servers import Side, sides

PEOPLE = ("township", "department", "office")
HEAD = "| engine | matters | what | as | product | p95 | plain | p95 | ratio |"


def main() -> int:
    """Fill, serve and measure for each size."""
    asked = argparse.ArgumentParser(prog="bench against")
    asked.add_argument("--matters", type=int, nargs="+", default=[100_000, 1_000_000])
    asked.add_argument("--only", nargs="*", default=[])
    asked.add_argument("--people", nargs="*", default=list(PEOPLE))
    asked.add_argument("--keep", help="a folder whose filled databases are kept and used again")
    asked.add_argument("--json", default="")
    given = asked.parse_args()
    engine = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    results = []
    print(HEAD)
    print("|---|---|---|---|---|---|---|---|---|")
    for matters in given.matters:
        with tempfile.TemporaryDirectory(prefix=f"zhuanban{matters}") as temporary:
            folder = Path(given.keep or temporary) / str(matters)
            folder.mkdir(parents=True, exist_ok=True)
            results += measured(folder, engine, matters, given)
    if given.json:
        Path(given.json).write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def measured(folder: Path, engine: str, matters: int, given: argparse.Namespace) -> list[dict[str, object]]:
    """Every scenario for one size."""
    product, plain = sides(folder, engine)
    run = filled(folder, product, plain, matters)
    found = []
    with product.served(), plain.served():
        for scenario in (*READING, *WRITING):
            if given.only and scenario.__name__ not in given.only:
                continue
            people = given.people if scenario in READING else ["township"]
            for person in people:
                figure = scenario(run, person)
                print(line(engine, matters, figure), flush=True)
                found.append({"engine": engine, "matters": matters, **asdict(figure), "ratio": figure.ratio})
    return found


def filled(folder: Path, product: Side, plain: Side, matters: int) -> Run:
    """Both sides filled, unless they were kept, with fresh sessions."""
    house, start = folder / "house.json", time.perf_counter()
    run = Run(product.filled(house, matters), plain.filled(house, matters), product.database, plain.database)
    print(f"filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return run


def line(engine: str, matters: int, figure: Figure) -> str:
    """One line of the table."""
    values = f"{figure.product:.1f} | {figure.product_p95:.1f} | {figure.plain:.1f} | {figure.plain_p95:.1f}"
    what = f"{engine} | {matters:,} | {figure.name} ({figure.unit}) | {figure.person}"
    return f"| {what} | {values} | {figure.ratio:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
