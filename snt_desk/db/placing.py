"""Giving a finished file its name, so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
import time
from pathlib import Path

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries, where another program holds the file for a moment."""
_HELD = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation; a virus scanner is looking at it."""


def put(part: Path, path: Path) -> None:
    """Give a file its name, for good: its bytes and the name last through a power cut.

    What had the name is replaced. Raises OSError, with all as it was, where that cannot be.
    """
    settle(part)
    take_name(part, path)
    settle_folder(path.parent)


def take_name(part: Path, path: Path) -> None:
    """Rename over what may be there; try again where Windows says that a program holds it."""
    for wait in WAITS:
        try:
            part.replace(path)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
    part.replace(path)


def settle(path: Path) -> None:
    """Make the bytes of a file last through a power cut."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, data: bytes) -> None:
    """Write a small file whole: beside its name, then under it; raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        put(part, path)
    finally:
        part.unlink(missing_ok=True)
