"""One desk at a time: whoever has the data file, and since when.

The lock is the operating system's, on a file beside the data; it is gone with the process
that held it, however that ended. What the file says is only for the sentence shown.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from snt_desk.db.faults import Kind, Trouble
from snt_desk.domain import clock

# Far beyond what is written, because Windows forbids others to read a locked byte.
_BYTE = 1 << 30


class DeskLock:
    """The right to a data file; taken when made, given back by `release`."""

    def __init__(self, database: Path, *, user: str, desk: str) -> None:
        """Take the lock of a data file; raises Trouble naming who has it."""
        try:
            # Whoever may write to the data may lock it: the umask decides, as for the data.
            self._file = os.open(
                database.with_name(database.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o666
            )
        except OSError as error:
            raise Trouble(
                Kind.READ_ONLY,
                "The folder of the data file cannot be written to",
                f"Nothing has been changed. Copy {database.name} to a folder of your own.",
            ) from error
        if not _take(self._file):
            holder = self._holder()
            os.close(self._file)
            raise Trouble(
                Kind.IN_USE,
                "The data file is in use",
                f"{holder} has {database.name} open. Close SNT Desk there and try again.",
            )
        said = {"user": user, "desk": desk, "since": clock.now().isoformat()}
        # On a full disk the lock holds all the same; it only does not say who has it.
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.write(self._file, json.dumps(said).encode())

    def release(self) -> None:
        """Give the file back. The lock file stays: to remove it would let two others in."""
        if self._file < 0:
            return
        with suppress(OSError):
            os.ftruncate(self._file, 0)
        os.close(self._file)
        # The system gives the number to the next file that is opened.
        self._file = -1

    def _holder(self) -> str:
        try:
            said = json.loads(os.read(self._file, 4096))
            since = clock.wall(clock.read_moment(said["since"]))
            return f"{said['user']} on {said['desk']}, since {since},"
        except (OSError, ValueError, KeyError, TypeError):
            return "Somebody else"


if sys.platform == "win32":  # pragma: no cover  # the other system
    import msvcrt

    def _take(file: int) -> bool:
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(file, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
