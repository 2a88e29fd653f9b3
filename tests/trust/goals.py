"""What `make trust` counts, and what each figure has to reach: the one place of the goals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lane = Literal["run", "long"]


@dataclass(frozen=True)
class Goal:
    """A figure by its name, and between what it has to lie in each lane."""

    name: str
    run: int | None = None
    """So many at least in `make trust`; None where that lane does not count it."""
    long: int | None = None
    """So many at least in `make trust-long`."""
    most: int | None = None

    def least(self, lane: Lane) -> int | None:
        """The least in a lane; None if the lane does not count it."""
        return self.run if lane == "run" else self.long

    def words(self, lane: Lane) -> str:
        """The goal as the table has it."""
        least = self.least(lane)
        return f"{self.most:,}" if self.most is not None else f"{least:,} or more"

    def met(self, lane: Lane, figure: int | None) -> bool:
        """Whether a figure is good enough; None is one that no test has counted."""
        least = self.least(lane) or 0
        return figure is not None and figure >= least and (self.most is None or figure <= self.most)


DONE = (
    Goal("kills", run=120, long=1000),
    Goal("power cuts", run=1000, long=5000),
    Goal("power cuts, encrypted", run=1000, long=5000),
    Goal("power cuts in backups", run=300),
    Goal("power cuts in re-keys", run=300),
    Goal("power cuts in other modes", long=1200),
    Goal("migrations killed", run=120, long=200),
    Goal("migrations failed half-way", run=60),
    Goal("full disks", run=200),
    Goal("write errors", run=200),
    Goal("imports killed", run=30),
    Goal("odd dates", long=8),
    Goal("starts at once", run=100),
    Goal("backups", run=60, long=200),
    Goal("restores", run=60, long=200),
    Goal("re-keys", run=60),
    Goal("damaged files", run=700, long=5000),
    Goal("damaged files, encrypted", run=700, long=5000),
    Goal("hostile imports", run=30),
    Goal("hostile texts", run=100),
    Goal("exports checked", run=10),
    Goal("monkey events", run=1000, long=30_000),
    Goal("dialogs", run=1000, long=5000),
)
"""How often each thing was done; killed, filled up, damaged or cut off each time."""

NONE = (
    Goal("lost", run=0, long=0, most=0),
    Goal("torn", run=0, long=0, most=0),
    Goal("corrupt", run=0, long=0, most=0),
    Goal("silent", run=0, long=0, most=0),
    Goal("unhandled", run=0, long=0, most=0),
)
"""What must never be: an acknowledged save gone; one that is there in part; a file that is not
sound; data that is changed and nothing noticed; an error that reached nobody's sentence."""

CONTROLS = (
    Goal("% unusable with synchronous = OFF", run=51),
    Goal("saves lost with WAL and NORMAL", run=1),
    Goal("planted faults found by the monkey", run=1),
)
"""What has to go wrong, or the run is blind."""

GOALS = {goal.name: goal for goal in (*DONE, *NONE, *CONTROLS)}
