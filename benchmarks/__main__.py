"""Measures how quick it is, each goal beside what it is compared with; it never fails a build."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import (
    asked,
    backups,
    encrypted,
    filtering,
    listed,
    log,
    month,
    packages,
    saving,
    sheets,
    starting,
)
from benchmarks.county import county
from benchmarks.measure import RUNS

FOLDER = Path("build/bench")
ALL = (
    "P1",
    "P2",
    "P3",
    "P3r",
    "P3p",
    "P3c",
    "P3a",
    "P4",
    "P5",
    "P6",
    "P7",
    "P9",
    "P10",
    "P11",
    "P12",
    "P13",
    "P14",
    "P15",
    "P16",
    "P17",
)
_ON_THE_COUNTY = {
    "P3": log.reach,
    "P4": log.page,
    "P12": filtering.run,
    "P13": log.meanwhile,
    "P6": saving.run,
    "P7": month.run,
    "P15": encrypted.run,
}
_ON_FILES = {"P11": sheets.preview, "P16": sheets.undo}
_ON_ONE_TEAM = {
    "P3r": asked.responses,
    "P3p": asked.priorities,
    "P3c": listed.community,
    "P3a": listed.actions,
}


def main() -> None:
    """Run what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("goals", nargs="*", metavar="GOAL", help=", ".join(ALL))
    parser.add_argument("--patrols", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    wanted = set(options.goals) or set(ALL)
    large = county(options.patrols, FOLDER)
    print(f"{options.patrols:,} patrols; medians of interleaved runs", flush=True)
    if wanted & {"P1", "P2"}:
        starting.run(large)
    if "P5" in wanted:
        starting.compare_sizes(large, county(max(1, options.patrols // 10), FOLDER))
    if wanted & {"P5", "P17"}:
        starting.weigh(large)
    for number, run in _ON_THE_COUNTY.items():
        _if_wanted(wanted, number, partial(run, large))
    for number, measured in _ON_ONE_TEAM.items():
        _if_wanted(wanted, number, partial(measured, FOLDER))
    if wanted & {"P9", "P10"}:
        packages.run(FOLDER, options.runs)
    if "P14" in wanted:
        backups.run(large, FOLDER)
    for number, of_files in _ON_FILES.items():
        _if_wanted(wanted, number, partial(of_files, FOLDER, options.runs))


def _if_wanted(wanted: set[str], number: str, run: Callable[[], object]) -> None:
    if number in wanted:
        run()


if __name__ == "__main__":
    main()
