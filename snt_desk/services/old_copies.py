"""Backups made before details were taken away: they have them still, until they are thinned.

They can go early, but never before a new one has been made and read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import backup, erasing
from snt_desk.db.backup import Report
from snt_desk.db.cipher import Key
from snt_desk.db.store import Store
from snt_desk.domain import clock, thinning
from snt_desk.domain.backups import KEPT_WHOLE, MANIFEST
from snt_desk.domain.thinning import Kept
from snt_desk.errors import DeskError
from snt_desk.services import backup_anchors, backups, moved_copies
from snt_desk.services.backups import Backup

_LONGEST = 1000
"""Days for which it is worth while to look ahead."""


@dataclass(frozen=True)
class Old:
    """Backups that still have the details, and the day by which age will have taken them.

    `moved` are whole copies put aside where the data was moved from: they stay until somebody
    removes them by hand.
    """

    backups: tuple[Backup, ...] = ()
    until: date | None = None
    moved: tuple[Path, ...] = ()


def every(store: Store, where: str, second: Path | None) -> Old:
    """Give all backups there are: before anything is taken away, each of them has it."""
    ours = _ours(store, where, second)
    return Old(ours, _until(ours, ours), moved_copies.of(where))


def old(store: Store, where: str, second: Path | None) -> Old:
    """Give the backups from before traces were last cleared; none where they never were."""
    cleared = _last_cleared(store)
    if cleared is None:
        return Old()
    ours = _ours(store, where, second)
    before = tuple(one for one in ours if _change(one) < cleared)
    moved = tuple(one for one in moved_copies.of(where) if _is_before(one, store.key, cleared))
    return Old(before, _until(ours, before), moved)


def remove(store: Store, where: str, second: Path | None, report: Report | None = None) -> int:
    """Make a new backup, read it back, and remove those from before; gives how many.

    Raises DeskError, with all of them there, where the new one is not good; and where one
    cannot be removed: it is told again as one of the old ones.
    """
    before = old(store, where, second).backups
    made = backups.back_up(where, report=report, key=store.key)
    read = backups.read_back(made, store.key)
    if not read.checked:
        raise DeskError("The new backup is not good", f"{read.doubt} All backups are still there.")
    store.note("Remove the backups made before", "erasure", subject=erasing.COPIES)
    for one in before:
        for path in (one.path, *one.also):
            _remove(path)
    return len(before)


def _remove(path: Path) -> None:
    try:
        for ending in (MANIFEST, "-journal", "-wal", "-shm", ""):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            "A backup could not be removed", f"{path}: {error.strerror}. It still has the details."
        ) from error


def _ours(store: Store, where: str, second: Path | None) -> tuple[Backup, ...]:
    """Give the backups of this very file: another's, of that name, counts changes of its own.

    One without a manifest is opened to see whose it is.
    """
    listed = backups.listed(where, second)
    if not listed or not store.journalled:
        return ()
    with store.read() as session:
        origin = backup_anchors.origin_of(session)
    read = (one if one.manifest else backups.read_back(one, store.key) for one in listed)
    return tuple(one for one in read if one.manifest and one.manifest.origin == origin)


def _last_cleared(store: Store) -> int | None:
    if not store.journalled:
        return None
    with store.read() as session:
        return erasing.last_cleared(session.connection())


def _change(one: Backup) -> int:
    """The last change that a backup holds; 0 where nobody can say."""
    anchor = one.manifest.anchor if one.manifest else ""
    number = anchor.partition(":")[0]
    return int(number) if number.isdecimal() else 0


def _is_before(moved: Path, key: Key | None, cleared: int) -> bool:
    """Whether a copy is from before, or cannot say: then it may be."""
    try:
        with closing(backup.to_look(moved, key)) as connection:
            number = backup.facts_of(connection).anchor.partition(":")[0]
    except (sqlite.Error, OSError):
        return True
    return not number or int(number) < cleared


def _until(listed: Sequence[Backup], wanted: Sequence[Backup]) -> date | None:
    """Look ahead, with a backup every day: on which day has age taken the last of these?"""
    if not wanted:
        return None
    now = clock.now()
    ours = {one.made for one in wanted}
    kept = [Kept(one.made, one.checked, one.why in KEPT_WHOLE) for one in listed]
    for days in range(1, _LONGEST):
        then = now + timedelta(days=days)
        kept.insert(0, Kept(then))
        gone = thinning.superfluous(kept, then)
        kept = [one for at, one in enumerate(kept) if at not in gone]
        if not any(one.made in ours for one in kept):
            return clock.local_day(then)
    return None
