"""A data file comes from a network drive or a synchronised folder to this computer.

A checked copy stands in its new place before anything is done to the old file, and that is only
renamed: whatever ends this in between leaves the data where it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from snt_desk.db import backup, cipher, places, placing
from snt_desk.db.backup import Order
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.journal import Actor
from snt_desk.db.lock import DeskLock
from snt_desk.domain import backups, clock
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.services import moved_copies
from snt_desk.services.moved_copies import MOVED

Report = backup.Report


@dataclass(frozen=True)
class Moved:
    """Where the data is now, and the old file; that has its old name if it is not `renamed`."""

    path: Path
    old: Path
    renamed: bool


def to_this_computer(
    where: str, target: Path, actor: Actor, key: Key | None = None, report: Report | None = None
) -> Moved:
    """Copy the data file to a free name like that of the target, check it, put the old one aside.

    The store must be closed, and nobody else may have it open. Raises DeskError, with the old
    file as it was, where it cannot be.
    """
    old = Path(where).resolve()
    path = _free(target)
    places.insist_new(path)
    with _alone(old, actor):
        _copy(old, path, key, report)
        return Moved(path, old, _put_aside(old, path))


def _free(target: Path) -> Path:
    """A name that nothing has: `desk.db`, `desk-2.db`."""
    for number in range(1, 10_000):
        ending = f"-{number}" if number > 1 else ""
        path = target.with_name(f"{target.stem}{ending}{target.suffix}")
        if not any(one.exists() for one in (path, *cipher.companions(path))):
            return path
    raise DeskError("There is no free name for the data file", f"{target.parent} has too many.")


@contextmanager
def _alone(old: Path, actor: Actor) -> Iterator[None]:
    try:
        lock = DeskLock(old, user=actor.user, desk=actor.desk)
    except Trouble as trouble:
        if trouble.kind is not Kind.READ_ONLY:
            raise
        # Where nothing can be written, nobody else is writing either.
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _copy(old: Path, path: Path, key: Key | None, report: Report | None) -> None:
    """Make a backup in the new place, row by row like the old file, and the new file from it."""
    made = clock.now()
    folder = path.parent / "backups"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / backups.name_for(path.stem, made, {one.name for one in folder.iterdir()})
        order = Order(made, backups.next_number(made, ()), Why.MOVE, report, key)
        manifest = backup.make(old, kept, order)
        for mine, its in zip(cipher.companions(path), cipher.companions(old), strict=True):
            if its.exists() and not its.name.endswith(cipher.JOURNAL):
                placing.write(mine, its.read_bytes())
        part = path.with_name(path.name + backups.PART)
        shutil.copyfile(kept, part)
        if backup.digest(part) != manifest.sha256:
            part.unlink()
            raise DeskError("The data could not be moved", "The copy is not like it. Try again.")
        placing.put(part, path)
    except OSError as error:
        raise DeskError("The data could not be moved", f"{path.parent}: {error}") from error


def _put_aside(old: Path, path: Path) -> bool:
    """Rename the old file and say beside it where the data is; gives whether that could be."""
    aside = old.with_name(old.name + MOVED)
    if aside.exists():
        return False
    try:
        old.rename(aside)
        for its, kept in zip(cipher.companions(old), cipher.companions(aside), strict=True):
            if its.exists():
                its.rename(kept)
        moved_copies.write_notes(aside, old, path, f"{clock.today():%d/%m/%Y}")
    except OSError:
        return aside.exists()
    return True
