"""Runs things side by side and says what came of it: medians of interleaved runs, as ratios."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

RUNS = 7


@dataclass(frozen=True)
class Goal:
    """A line of performance: what is measured, against what, and the ratio wished for."""

    number: str
    work: str
    against: str
    most: float


def seconds(work: Callable[[], object]) -> float:
    """Time one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(
    ours: Callable[[], float], theirs: Callable[[], float], runs: int = RUNS
) -> tuple[float, float]:
    """Run both in turn and give the medians, in seconds."""
    ours_took, theirs_took = [], []
    for _ in range(runs):
        theirs_took.append(theirs())
        ours_took.append(ours())
    return median(ours_took), median(theirs_took)


def say(goal: Goal, ours: float, theirs: float) -> None:
    """Print one line with its goal, and PASS or SHORT."""
    ratio = ours / theirs
    verdict = "PASS" if ratio <= goal.most else "SHORT"
    print(
        f"{goal.number:4} {verdict:5} {ratio:7.2f}x of {goal.most:g}x"
        f"  {shown(ours)} against {shown(theirs)}  {goal.work} / {goal.against}",
        flush=True,
    )


def shown(took: float) -> str:
    """Write a time so that it can be read."""
    return f"{took * 1000:.2f} ms" if took < 1 else f"{took:.2f} s"
