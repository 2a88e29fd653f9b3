"""Where a data file is, as this system says, and how much room there is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from snt_desk.db.faults import Kind, Trouble
from snt_desk.domain import whereabouts
from snt_desk.domain.whereabouts import Facts, Whereabouts
from snt_desk.errors import DeskError

LITTLE_ROOM = 200_000_000
"""Bytes; with fewer free, a desk is soon unable to save, and makes no backups."""


class OnNetwork(Trouble):
    """The data file is where two desks could damage it: it can be looked at, or moved."""

    def __init__(self, place: str) -> None:
        super().__init__(
            Kind.READ_ONLY,
            "The data file is on a network drive",
            f"On {place} two desks could damage it. Move it to this computer, or look only.",
        )
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return OnNetwork, (self.place,)


def of(path: Path) -> Whereabouts:
    """Say where a path is that is resolved; it need not be there yet."""
    return whereabouts.of(path, Facts(dict(os.environ), mounts(), *_of_system(path), _beside(path)))


def mounts() -> str:
    """Read what is mounted where, where the system has such a table."""
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def insist_new(path: Path) -> None:
    """Refuse a place for new data that is no good for it; raises DeskError."""
    found = of(path)
    if found.network:
        raise DeskError(
            "New data cannot be kept on a network drive",
            f"{path.parent} is on {found.network}. Choose a folder of this computer.",
        )
    if found.service:
        raise DeskError(
            "New data cannot be kept in a synchronised folder",
            f"{found.service} copies {path.parent}. Choose a folder that nothing copies.",
        )


def free(path: Path) -> int | None:
    """Say how many bytes are free where a file is; None if the system does not say."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None


def _beside(path: Path) -> tuple[str, ...]:
    return tuple(_marks(path))


def _marks(path: Path) -> Iterator[str]:
    for above in path.parents:
        for name in whereabouts.MARKERS:
            if os.path.lexists(above / name):
                yield name


if sys.platform == "win32":  # pragma: no cover  # the other systems

    def _of_system(path: Path) -> tuple[str, int]:
        import ctypes

        return "", int(ctypes.windll.kernel32.GetDriveTypeW(path.anchor))
elif sys.platform == "darwin":  # pragma: no cover  # the other systems

    def _of_system(path: Path) -> tuple[str, int]:
        import ctypes

        # struct statfs of 64 bit inodes: the name of its type is 16 bytes from the 72nd on.
        room = ctypes.create_string_buffer(4096)
        there = next((one for one in (path, *path.parents) if one.exists()), path)
        if ctypes.CDLL(None).statfs(os.fsencode(there), room) != 0:
            return "", 0
        return room.raw[72:88].split(b"\0")[0].decode("ascii", "replace"), 0
else:

    def _of_system(_path: Path) -> tuple[str, int]:
        return "", 0
