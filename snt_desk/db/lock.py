"""One desk at a time: whoever has the data file, since when, and how the last one left it.

The lock is the operating system's, on a file beside the data and on the data file itself, which
may have a second name; it is gone with the process that held it, however that ended. What the
file beside says is for the sentence shown, and spares a look through the data where the last
desk left it whole; it is never taken for a proof of anything else.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from snt_desk.db.faults import Kind, Trouble
from snt_desk.domain import clock

# Far beyond what is written, because Windows forbids others to read a locked byte.
_BYTE = 1 << 30
_MOST = 4096
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Holder:
    """Who has the file: account and computer, and since when, as far as the lock says."""

    user: str
    desk: str
    since: datetime


class InUse(Trouble):
    """Another desk has the file; `holder` is who, if that is known."""

    def __init__(self, name: str, holder: Holder | None) -> None:
        who = "Somebody else"
        if holder is not None:
            day = clock.local_day(holder.since)
            since = "" if day == clock.today() else f"{clock.short_day(day)} "
            who = f"{holder.user} on {holder.desk}, since {since}{clock.wall(holder.since)},"
        super().__init__(
            Kind.IN_USE,
            "The data file is in use",
            f"{who} has {name} open. Close SNT Desk there and try again.",
        )
        self.name = name
        self.holder = holder

    def __reduce__(self) -> tuple[Any, ...]:
        return InUse, (self.name, self.holder)


@dataclass(frozen=True)
class Left:
    """How the last desk left the file: what the system said of it after the last byte."""

    size: int
    changed_ns: int

    @classmethod
    def of(cls, database: Path) -> Left:
        """Ask the system now; raises OSError."""
        status = database.stat()
        return cls(status.st_size, status.st_mtime_ns)


def noted(database: Path) -> tuple[Left | None, datetime | None]:
    """Read, without the lock, how the last desk left the file and when it was last checked."""
    try:
        with _beside(database).open("rb") as file:
            said = _read(file.read(_MOST))
    except OSError:
        return None, None
    return _left(said), _moment(said.get("checked"))


class DeskLock:
    """The right to a data file; taken when made, given back by `close` or `release`."""

    left: Left | None
    """How the last desk left the file; None if it did not come to close it."""
    checked: datetime | None
    """When all of the file was last looked through and found sound."""

    def __init__(self, database: Path, *, user: str, desk: str) -> None:
        """Take the lock of a data file; raises Trouble naming who has it."""
        self._database = database
        self._data = -1
        try:
            # Whoever may write to the data may lock it: the umask decides, as for the data.
            self._file = os.open(_beside(database), os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise Trouble(
                Kind.READ_ONLY,
                "The folder of the data file cannot be written to",
                f"Nothing has been changed. Copy {database.name} to a folder of your own.",
            ) from error
        if not _take(self._file) or not self.take_data():
            holder = _holder(self._said())
            self._let_go()
            raise InUse(database.name, holder)
        self._before = self._said()
        self.left = _left(self._before)
        self.checked = _moment(self._before.get("checked"))
        self._say({"user": user, "desk": desk, "since": clock.now().isoformat()})

    def take_data(self) -> bool:
        """Lock the data too, if it is there: a second name for it has another file beside it."""
        if sys.platform == "win32":  # pragma: no cover  # where it would keep SQLite out
            return True
        # What is not there is made next, and what may not be read is said by whoever reads it.
        with suppress(OSError):
            self._data = os.open(self._database, os.O_RDONLY | os.O_NONBLOCK)
        return self._data < 0 or _take(self._data)

    def close(self) -> None:
        """Give the file back after all was written, and note how it was left."""
        if self._file < 0:
            return
        left: dict[str, Any] = {}
        with suppress(OSError):
            now = Left.of(self._database)
            left = {"size": now.size, "changed": now.changed_ns}
        self._say({"left": left})
        self._let_go()

    def release(self) -> None:
        """Give the file back as if it had never been taken."""
        if self._file < 0:
            return
        self.checked = _moment(self._before.get("checked"))
        self._say({"left": self._before["left"]} if self.left else {})
        self._let_go()

    def _let_go(self) -> None:
        # The lock file stays: to remove it would let two others in.
        for one in (self._data, self._file):
            if one >= 0:
                os.close(one)
        # The system gives the number to the next file that is opened.
        self._data = self._file = -1

    def _say(self, what: dict[str, Any]) -> None:
        if self.checked is not None:
            what["checked"] = self.checked.isoformat()
        # On a full disk the lock holds all the same; it only does not say who has it.
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            if what:
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, json.dumps(what).encode())

    def _said(self) -> dict[str, Any]:
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            return _read(os.read(self._file, _MOST))
        except OSError:
            return {}


def _beside(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


def _read(written: bytes) -> dict[str, Any]:
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _holder(said: dict[str, Any]) -> Holder | None:
    user, desk, since = said.get("user"), said.get("desk"), _moment(said.get("since"))
    if not (isinstance(user, str) and isinstance(desk, str) and since):
        return None
    return Holder(_name(user), _name(desk), since)


def _name(said: str) -> str:
    kept = "".join(one if one.isprintable() else " " for one in said[:_LONGEST_NAME])
    return kept.strip() or "somebody"


def _left(said: dict[str, Any]) -> Left | None:
    left = said.get("left")
    if not isinstance(left, dict):
        return None
    size, changed = left.get("size"), left.get("changed")
    return Left(size, changed) if type(size) is int and type(changed) is int else None


def _moment(said: object) -> datetime | None:
    try:
        return clock.read_moment(said) if isinstance(said, str) else None
    except ValueError:
        return None


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
