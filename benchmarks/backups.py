"""P14: a backup that was read back, against a plain copy; and how soon one is back at work."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.county import county
from benchmarks.measure import Goal, seconds, shown, side_by_side
from benchmarks.measure import say as say_goal
from snt_desk.db.opening import open_store, this_actor
from snt_desk.services import backups
from snt_desk.services.backups import Backup, Why

GOAL = Goal("P14", "a checked backup of the county", "a plain copy with fsync", 8)
TEAM = 100_000
"""Patrols of a file of 63 MB: more than a team has in ten years."""
_CLOSE, _RTO = 1.0, 60.0
_RUNS = 5


def run(large: Path, folder: Path) -> None:
    """Back up the county; then a team's file, and put that back and open it."""
    _against_a_copy(large)
    _one_team(county(TEAM, folder))


def _against_a_copy(large: Path) -> None:
    with tempfile.TemporaryDirectory(dir=large.parent) as folder:
        data = Path(folder) / "desk.db"
        shutil.copyfile(large, data)

        def ours() -> float:
            made: list[Backup] = []
            took = seconds(lambda: made.append(backups.back_up(str(data))))
            made[0].path.unlink()
            return took

        def theirs() -> float:
            copy = Path(folder) / "copy.db"
            took = seconds(lambda: _copy(data, copy))
            copy.unlink()
            return took

        say_goal(GOAL, *side_by_side(ours, theirs, runs=_RUNS))
        compared = seconds(lambda: backups.back_up(str(data), why=Why.UPGRADE))
    print(f"P14        every row of the county compared as well: {shown(compared)}", flush=True)


def _one_team(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        data = Path(folder) / "desk.db"
        shutil.copyfile(path, data)
        size = data.stat().st_size / 1e6
        made: list[Backup] = []
        closing = seconds(lambda: made.append(backups.back_up(str(data), why=Why.CLOSE)))
        _verdict(closing, _CLOSE, f"on closing, a file of {size:.0f} MB")
        data.write_bytes(data.read_bytes()[: 1 << 20])
        _verdict(seconds(lambda: _back_at_work(data)), _RTO, "damaged to open again (RTO)")
    print("P14        at most 30 minutes of work are in no backup (RPO)", flush=True)


def _back_at_work(data: Path) -> None:
    """Find the newest good backup, put it back, and open the file as the window does."""
    found = backups.newest_good(str(data))
    assert found is not None
    backups.restore(str(data), found, this_actor())
    open_store(str(data), this_actor()).close()


def _copy(source: Path, copy: Path) -> None:
    shutil.copyfile(source, copy)
    with copy.open("r+b") as file:
        os.fsync(file.fileno())


def _verdict(took: float, most: float, what: str) -> None:
    verdict = "PASS" if took <= most else "SHORT"
    print(f"P14  {verdict:5} {shown(took)} of {most:g} s  {what}", flush=True)
