"""Measures the goals of docs/performance.md that there is code for; it never fails a build."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import month, packages, saving, starting
from benchmarks.county import county
from benchmarks.measure import RUNS

FOLDER = Path("build/bench")


def main() -> None:
    """Run what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("goals", nargs="*", metavar="GOAL", help="P1, P2, P6, P7, P9, P10")
    parser.add_argument("--patrols", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    wanted = set(options.goals) or {"P1", "P2", "P6", "P7", "P9", "P10"}
    large = county(options.patrols, FOLDER)
    print(f"{options.patrols:,} patrols; medians of interleaved runs", flush=True)
    if wanted & {"P1", "P2"}:
        starting.run(large)
    if "P6" in wanted:
        saving.run(large)
    if "P7" in wanted:
        month.run(large)
    if wanted & {"P9", "P10"}:
        packages.run(FOLDER, options.runs)


if __name__ == "__main__":
    main()
