"""Where what could still be read of a damaged file lies while it is looked at, and no longer.

It holds the names of people: the folder is the user's alone, and is cleared whenever nothing of
it can be on show.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from snt_desk import paths


def place(name: str) -> Path:
    """Give a path of that name, in a new folder of its own; raises OSError where there is none."""
    folder = paths.scratch() / "looked-at"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=folder)) / name


def clear() -> None:
    """Take away what was looked at; what another program has open goes the next time."""
    shutil.rmtree(paths.scratch() / "looked-at", ignore_errors=True)
