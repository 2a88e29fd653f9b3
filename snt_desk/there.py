"""Whether something is at a path, asked so that the answer is a yes or a no and never a fault.

Path's own questions raise where they may not look, or where a name is too long for the disk.
"""

from __future__ import annotations

import os
from pathlib import Path


def anything(path: Path | str) -> bool:
    """Whether anything is there."""
    return os.path.exists(path)


def a_file(path: Path | str) -> bool:
    """Whether a file is there: no folder, pipe or device."""
    return os.path.isfile(path)


def a_folder(path: Path | str) -> bool:
    """Whether a folder is there."""
    return os.path.isdir(path)
