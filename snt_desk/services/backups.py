"""Backups: copies of the data file that were read back before they got their name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from snt_desk.db import backup, opening
from snt_desk.domain import clock
from snt_desk.errors import DeskError

Report = Callable[[int, int], None]
"""Told how many parts of how many are copied; what it raises ends the copying."""


@dataclass(frozen=True)
class Backup:
    """A backup that is there; when it was made (aware), and that it was checked goes without."""

    path: Path
    made: datetime

    @property
    def words(self) -> str:
        """When it was: `Backed up today 13:30, checked`."""
        day = clock.local_day(self.made)
        called = "today" if day == clock.today() else clock.short_day(day)
        return f"Backed up {called} {clock.wall(self.made)}, checked"


def folder_of(where: str) -> Path | None:
    """Give the folder beside the data file in which its backups are; None for a server."""
    return None if opening.is_url(where) else Path(os.path.realpath(where)).parent / "backups"


def place(where: str, destination: Path | None = None) -> Path:
    """Say where a backup that is made now goes: to the folder beside the data file if not said.

    A destination that is a folder is gone into. Raises DeskError for a server.
    """
    own = folder_of(where)
    if own is None:
        raise DeskError("A server is not backed up from here", "Ask IT how it is done.")
    name = f"{Path(where).stem}-{clock.local(clock.now()):%Y-%m-%d-%H%M%S}.db"
    if destination is None:
        return own / name
    return destination / name if destination.is_dir() else destination


def back_up(where: str, destination: Path | None = None, report: Report | None = None) -> Backup:
    """Copy the data file to its `place`, and check the copy.

    Raises DeskError where that cannot be; nothing stands under the name then.
    """
    path = place(where, destination)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("The folder cannot be made", f"{path.parent}: {error.strerror}") from error
    backup.verified_copy(Path(where), path, report)
    return Backup(path, _made(path))


def last(where: str) -> Backup | None:
    """Give the newest backup in the folder beside the data file."""
    folder = folder_of(where)
    if folder is None:
        return None
    try:
        there = [Backup(one, _made(one)) for one in folder.glob(f"{Path(where).stem}-*.db")]
    except OSError:
        # A folder that cannot be read has no backup that could be put back.
        return None
    return max(there, key=lambda one: one.made, default=None)


def _made(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
