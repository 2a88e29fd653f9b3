"""P1 and P2: from the start of the program to its first paint, and to a log ready for keys."""

from __future__ import annotations

from pathlib import Path


def run(county: Path) -> None:
    """Start the window and an empty one, in turn."""
    raise NotImplementedError(county)
