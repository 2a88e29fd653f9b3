"""P1, P2, P5 and P17: from the start to the first paint and to a log ready, and its memory.

Each run is a process of its own, asked when its window was first painted and when the
newest patrols stood in it; the clock is the system's, read by parent and child alike.
Both windows are watched by the same eye, and both are compiled beforehand, as an installed
program is: the first run of each does that and is not counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.county import with_rows
from benchmarks.measure import RUNS, Goal, say, side_by_side
from snt_desk.db.lock import DeskLock
from snt_desk.db.opening import create_store, this_actor
from snt_desk.domain import clock

FIRST = Goal("P1", "first paint of the window", "an empty QMainWindow", 1.25)
READY = Goal("P2", "the newest of 1,000,000 patrols, ready for keys", "an empty QMainWindow", 2.7)

SMALL = Goal("P5", "first rows of 1,000,000 patrols", "of 100,000", 1.15)
MEMORY = Goal("P17", "memory with the log open", "an empty QMainWindow", 2)
_MORE = 30_000_000
"""Bytes that the log may take beside the same window over no patrols."""

_COMPILED = Path("build/bench/compiled")

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
from benchmarks.watching import watch
import sys
watch(sys.argv[1])
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.exec()
"""

_OURS = """
import sys
from snt_desk.cli import main
from benchmarks.watching import watch
watch(sys.argv[1])
main(["--database", sys.argv[2]])
"""


def run(county: Path) -> None:
    """Start the window and an empty one, in turn."""
    for goal, wanted in ((FIRST, "paint"), (READY, "rows")):
        ours = [sys.executable, "-c", _OURS, wanted, str(county)]
        theirs = [sys.executable, "-c", _EMPTY, "paint"]
        _took(ours)
        _took(theirs)
        say(goal, *side_by_side(partial(_after_a_close, ours), partial(_took, theirs), RUNS))


def compare_sizes(large: Path, small: Path) -> None:
    """Start the window over many patrols and over fewer, in turn."""
    ours = [sys.executable, "-c", _OURS, "rows", str(large)]
    theirs = [sys.executable, "-c", _OURS, "rows", str(small)]
    _took(ours)
    say(SMALL, *side_by_side(lambda: _after_a_close(ours), lambda: _after_a_close(theirs), RUNS))


def weigh(large: Path) -> None:
    """Compare what is in memory: the log, the same window over no patrols, an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.db"
        create_store(str(bare), this_actor()).close()
        with_rows(bare, 0)
        taken = [
            [_printed([sys.executable, "-c", *command])[0] for _ in range(RUNS)]
            for command in (
                (_OURS, "rows settled", str(large)),
                (_OURS, "paint settled", str(bare)),
                (_EMPTY, "paint settled"),
            )
        ]
    full, shell, empty = (median(each) for each in taken)
    for number, more, most in (("P5", full - shell, _MORE), ("P17", full, MEMORY.most * empty)):
        verdict = "PASS" if more <= most else "SHORT"
        what = "beside no patrols" if number == "P5" else f"with the log, {full / empty:.2f}x"
        print(f"{number:4} {verdict:5} {more / 1e6:.0f} of {most / 1e6:.0f} MB  {what}", flush=True)


def _after_a_close(command: list[str]) -> float:
    _left_well(Path(command[-1]))
    return _took(command)


def _left_well(data: Path) -> None:
    """Leave a data file as a closed desk does: each run is killed, and that costs a look."""
    lock = DeskLock(data, user="bench", desk="bench")
    lock.checked = clock.now()
    lock.close()


def _took(command: list[str]) -> float:
    printed, begun = _printed(command)
    return printed - begun


def _printed(command: list[str]) -> tuple[float, float]:
    """Give what a process printed last, and when it was started."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "XDG_CONFIG_HOME": home,
            "XDG_STATE_HOME": home,
            "XDG_DATA_HOME": home,
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(_COMPILED.resolve()),
        }
        begun = time.monotonic()
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
    return float(done.stdout.split()[-1]), begun
