"""P1 and P2: from the start of the program to its first paint, and to a log ready for keys.

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
from pathlib import Path

from benchmarks.measure import RUNS, Goal, say, side_by_side

FIRST = Goal("P1", "first paint of the window", "an empty QMainWindow", 1.25)
READY = Goal("P2", "the newest of 1,000,000 patrols, ready for keys", "an empty QMainWindow", 2.7)

_COMPILED = Path("build/bench/compiled")

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
from benchmarks.watching import watch
watch("paint")
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
        theirs = [sys.executable, "-c", _EMPTY]
        _took(ours)
        _took(theirs)
        say(goal, *side_by_side(lambda: _took(ours), lambda: _took(theirs), RUNS))  # noqa: B023  # called before the loop goes on


def _took(command: list[str]) -> float:
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
    return float(done.stdout.split()[-1]) - begun
