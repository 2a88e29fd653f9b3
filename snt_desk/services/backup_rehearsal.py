"""The newest backup is put back for trial: only that shows that it could be.

In a process of its own, so that the desk works on and can end it at any moment:
`python -m snt_desk --rehearse`, with the file, its key and who is at the desk in one line of
standard input. Its status says whether it came to an end; what it found it has remembered.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from snt_desk.db import backup, engine, health, journal, opening, trust
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.journal import Actor
from snt_desk.db.store import EVERYTHING, Store
from snt_desk.domain import clock
from snt_desk.domain.backups import Care, Manifest
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Figure
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backups, returns, team
from snt_desk.services.backups import Backup

ARGUMENT: Final = "--rehearse"
DONE, NOT_NOW = 0, 3
EVERY = timedelta(days=7)
"""A month is promised; a week is as easy, and finds a fault while good backups are young."""


class NotNow(DeskError):  # it is a wish, not an error
    """Nothing can be said: the records changed since the backup, or there is no room."""


@dataclass(frozen=True)
class Order:
    """Whose backups are tried: the data file, its key if it is encrypted, who is at the desk."""

    where: str
    actor: Actor
    key: Key | None = None

    def line(self) -> bytes:
        """Write it as the process reads it."""
        key = None if self.key is None else self.key.hex()
        who = [self.actor.user, self.actor.collar, self.actor.desk]
        return json.dumps({"where": self.where, "who": who, "key": key}).encode() + b"\n"

    @classmethod
    def read(cls, line: str) -> Order:
        """Read what `line` has written."""
        said = json.loads(line)
        key = None if said["key"] is None else Key(bytes.fromhex(said["key"]))
        return cls(said["where"], Actor(*said["who"]), key)


def main() -> int:
    """Read the order from standard input, rehearse, and remember what was found."""
    order = Order.read(sys.stdin.readline())
    if hasattr(os, "nice"):
        # Whoever works at the desk goes first.
        os.nice(19)
    try:
        rehearse(order)
    except DeskError:
        return NOT_NOW
    return DONE


def due(where: str, now: datetime) -> bool:
    """Whether it is time for one; also when the clock has gone back behind the last."""
    last = backup_care.remembered(where).tried
    return last is None or not timedelta() <= now - last < EVERY


def rehearse(order: Order) -> Care:
    """Put the newest backup back in a private folder, and compare it with the open data.

    It is opened with the program's own code and looked through; every row, and the figures of
    the last month's return, have to be those of the data at that moment. What was found is
    remembered, and given. Raises NotNow where the data has changed since the backup, or the
    trial itself could not be: that says nothing of the backup.
    """
    chosen = backups.last(order.where)
    own = backups.folder_of(order.where)
    if chosen is None or own is None:
        raise NotNow("There is no backup that could be tried")
    if shutil.disk_usage(own).free < 3 * chosen.size:
        raise NotNow("There is no room for a trial")
    chosen = backups.read_back(chosen, order.key)
    folder = Path(tempfile.mkdtemp(prefix=backup_care.TRIAL, dir=own))
    try:
        found = next(_wrong(order, chosen, folder), "")
    except NotNow:
        raise
    except DeskError as error:
        if _is_of_the_place(error):
            raise NotNow("The trial could not be finished", str(error)) from error
        found = str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    now = clock.now()
    care = replace(backup_care.remembered(order.where), tried=now, found=found)
    if not found and chosen.manifest is not None:
        care = replace(care, proved=now)
        backup.write_manifest(chosen.path, chosen.manifest.proved_at(now))
    backup_care.remember(order.where, care)
    return care


def _wrong(order: Order, chosen: Backup, folder: Path) -> Iterator[str]:
    live, trial = folder / "live.db", folder / "desk.db"
    # A copy of its own, a little at a time: no save has to wait for the comparison.
    trust.copy_to_look_at(backups.data_file(order.where), live, order.key)
    backups.restore(str(trial), chosen, order.actor, order.key)
    with (
        closing(opening.open_to_look(str(live), order.actor, order.key)) as now,
        closing(opening.open_store(str(trial), order.actor, order.key)) as put_back,
    ):
        _insist_same_moment(now, chosen.manifest)
        yield from health.faults(put_back)
        here, there = (_digests(path, order.key) for path in (live, trial))
        for table in sorted(here):
            if there.get(table) != here[table]:
                yield f"The rows of {table} are not those of the records."
        if _figures(put_back, chosen) != _figures(now, chosen):
            yield "Its monthly return is not that of the records."


def _is_of_the_place(error: DeskError) -> bool:
    """Whether a trial came to nothing for want of room or of the folder, whatever the backup is."""
    if isinstance(error, Trouble):
        return error.kind in {Kind.FULL, Kind.BUSY, Kind.IN_USE, Kind.GONE, Kind.READ_ONLY}
    number = getattr(error.__cause__, "errno", None)
    return number in {errno.ENOSPC, errno.EDQUOT, errno.ENOENT, errno.EROFS}


def _insist_same_moment(now: Store, manifest: Manifest | None) -> None:
    with now.read() as session:
        if manifest is None or journal.anchor(session.connection()) != manifest.anchor:
            raise NotNow("The records have changed since the backup")


def _digests(path: Path, key: Key | None) -> dict[str, str]:
    with closing(engine.raw(path, key)) as connection:
        found = backup.digests(connection, lambda: None)
        return {table: digest for table, digest in found.items() if table in EVERYTHING}


def _figures(store: Store, chosen: Backup) -> tuple[Figure, ...]:
    with store.read() as session:
        of = team.of_desk(session)
        if of is None:
            return ()
        month = Month.of(clock.local_day(chosen.made)).plus(-1)
        return tuple(returns.draft(session, of, month, chosen.made).made.figures)
