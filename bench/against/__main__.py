"""`bin/bench against [--matters N …] [--only NAME …] [--keep FOLDER]`: table and JSON; each engine its own rows.

With DATABASE_URL the engine is PostgreSQL, without it SQLite.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.against.scenarios import READING, WRITING, Figure, Run
from bench.against.servers import Side, sides

THRESHOLDS = Path(__file__).with_name("thresholds.toml")
RESTRICTED = ("township", "department")
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
    faults = missed(results)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


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


def missed(results: list[dict[str, Any]]) -> list[str]:
    """What does not reach the thresholds, in words."""
    wanted, faults = tomllib.loads(THRESHOLDS.read_text(encoding="utf-8")), []
    asked = [each for each in results if each["person"] in RESTRICTED]
    for each in asked:
        least = wanted["ratio"].get(each["engine"], {}).get(each["name"], wanted["ratio"].get(each["name"]))
        most = wanted["most"].get(each["name"])
        where = f"{each['engine']}, {each['matters']:,}, {each['name']} as {each['person']}"
        if least is not None and each["ratio"] < least:
            faults.append(f"{where}: {each['ratio']:.2f} times, at least {least}")
        if most is not None and each["product"] > most:
            faults.append(f"{where}: {each['product']:.0f} ms, at most {most:.0f}")
    for name, growth in wanted["growth"].items():
        for person in RESTRICTED:
            same = [each for each in asked if (each["name"], each["person"]) == (name, person)]
            times = [each["product_p95"] for each in sorted(same, key=lambda each: each["matters"])]
            if times and times[-1] > growth * times[0]:
                faults.append(f"{name} as {person}: p95 {times[0]:.1f} → {times[-1]:.1f} ms, at most {growth} times")
    return faults


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
