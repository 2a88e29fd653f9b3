"""How far a data file is trusted before it is opened: what the last desk noted, and a quick look.

All of a file is looked through once a week, when the window is ready (`ui.sitting`). At the
start it is read only where something is odd: it was not closed, it is not as it was left, or
nobody has looked for longer than that.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher, engine, lock, schema
from snt_desk.db.cipher import Key
from snt_desk.db.faults import DAMAGED, UNTOUCHED, Kind, Trouble, said_plainly
from snt_desk.db.lock import Left
from snt_desk.domain import clock

WEEK = timedelta(days=7)
LARGE = 40_000_000
"""Bytes of a file that takes longer than a blink to look at."""
CHECKING = ".checking"
"""What a copy is called, beyond the name of the file, while it is looked through."""
_TIMES_ITS_SIZE = 3
_PAGES, _REST = 2000, 0.002


def is_due(checked: datetime | None, now: datetime) -> bool:
    """Whether all of a file is to be looked through: a week after, or where the clock is wrong."""
    return checked is None or abs(now - checked) > WEEK


def is_doubtful(path: Path, left: Left | None, checked: datetime | None) -> bool:
    """Whether a file is to be looked at before it is opened."""
    return left is None or left != Left.of(path) or is_due(checked, clock.now())


def takes_long(path: Path) -> bool:
    """Whether what comes before opening the file would keep a window waiting."""
    try:
        if path.stat().st_size < LARGE:
            return False
        with path.open("rb") as file:
            version = int.from_bytes(file.read(64)[60:], "big")
        return version < schema.HEAD or is_doubtful(path, *lock.noted(path))
    except OSError:
        # Whoever opens it says why it cannot be.
        return False


def insist_sound(reader: Engine) -> None:
    """Look through the pages of a file, its indexes aside; raises Trouble where one is damaged."""
    try:
        with said_plainly(), reader.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
    except (DBAPIError, UnicodeError) as error:
        raise Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail) from error
    if found != ["ok"]:
        raise Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail)


def copy_to_look_at(path: Path, copy: Path, key: Key | None = None) -> None:
    """Copy a file that is in use, a little at a time, so that no save has to wait for it.

    Where something is saved meanwhile, it begins anew. Raises Trouble where it cannot be read,
    or not written.
    """
    with (
        said_plainly(),
        closing(engine.raw(path, key)) as original,
        closing(sqlite.connect(str(copy))) as other,
    ):
        if key is not None:
            cipher.unlock(other, key)
        original.backup(other, pages=_PAGES, sleep=_REST)


def forget_copy(path: Path) -> None:
    """Take away the copy that a look which was ended left: it holds all that the file held."""
    copy = path.with_name(path.name + CHECKING)
    for left in (copy, copy.with_name(copy.name + cipher.JOURNAL)):
        # Where a look that outlived its desk has it open, it takes it away itself.
        with suppress(PermissionError):
            left.unlink(missing_ok=True)


def insist_room(path: Path) -> None:
    """Refuse to bring a file up to date where a copy of it and its change might not find room."""
    free, needed = shutil.disk_usage(path.parent).free, _TIMES_ITS_SIZE * path.stat().st_size
    if free < needed:
        raise Trouble(
            Kind.FULL,
            "There is no room to bring the file up to date",
            f"It needs {megabytes(needed)} free, and {megabytes(free)} are."
            f" {UNTOUCHED} Free some space and try again.",
        )


def megabytes(size: int) -> str:
    """Say how much that is: `40 MB`."""
    return f"{max(1, round(size / 1e6)):,} MB" if size else "0 MB"
