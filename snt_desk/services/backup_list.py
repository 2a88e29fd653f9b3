"""Which backups there are of a data file, in every place, whatever else lies there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from snt_desk import __version__
from snt_desk.db import backup, engine, opening
from snt_desk.db.cipher import Key
from snt_desk.domain import backups, clock
from snt_desk.domain.backups import Manifest, Why

OUTSIDE = "SNT Desk backups "
"""How the folder of a desk begins in the second place; its data file's origin follows."""
_OUTSIDE_LETTERS = 8


class State(StrEnum):
    """How far a backup can be relied on."""

    CHECKED = "checked"
    """It was read back when it was made, and is as long as it was then."""
    NOT_PROVED = "not proved"
    DAMAGED = "damaged"
    """It is not what it was, or was kept as it was: it is not offered."""


@dataclass(frozen=True)
class Backup:
    """A backup that is there; when it was made (aware), and how far it can be relied on.

    `doubt` says in a sentence why it is not checked. `also` are the same bytes elsewhere,
    `outside` says that it lies in the second place only.
    """

    path: Path
    made: datetime
    size: int
    state: State
    manifest: Manifest | None = None
    doubt: str = ""
    also: tuple[Path, ...] = ()
    outside: bool = False

    @property
    def words(self) -> str:
        """What it is, in a line: `Tue 14 Jul 17:02, 412 patrols, 38 priorities`."""
        return backups.words(self.made, self.rows)

    @property
    def told(self) -> str:
        """When it was: `Backed up today 13:30, checked`."""
        day = clock.local_day(self.made)
        called = "today" if day == clock.today() else clock.short_day(day)
        return f"Backed up {called} {clock.wall(self.made)}, {self.state}"

    @property
    def number(self) -> int:
        """What it is sorted by: it counts up whatever the clock did."""
        return self.manifest.number if self.manifest else int(self.made.timestamp())

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows there are of each table, as far as that is known."""
        return self.manifest.rows if self.manifest else {}

    @property
    def why(self) -> Why:
        """What it was made for."""
        return self.manifest.why if self.manifest else Why.ASKED

    @property
    def version(self) -> int:
        """The version of its tables; 0 where that is not known."""
        return self.manifest.version if self.manifest else 0

    @property
    def checked(self) -> bool:
        """Whether it was read back and is as long as it was then."""
        return self.state is State.CHECKED


def folder_of(where: str) -> Path | None:
    """Give the folder beside the data file in which its backups are; None for a server."""
    return None if opening.is_url(where) else data_file(where).parent / "backups"


def data_file(where: str) -> Path:
    """Give the data file itself, whatever link leads to it."""
    return Path(os.path.realpath(where))


def listed(where: str, second: Path | None = None) -> tuple[Backup, ...]:
    """List the backups of a data file, the newest first, from its own folder and a second place.

    Only names and manifests are read, so it is quick: `read_back` reads a backup itself.
    A place that is away or cannot be read has none. `where` need not be there any more.
    """
    own = folder_of(where)
    if own is None:
        return ()
    stem = data_file(where).stem
    here = list(found_in(own, stem))
    known = {one.manifest.origin for one in here if one.manifest and one.manifest.origin}
    there = [
        replace(one, outside=True)
        for folder in _folders_outside(second)
        for one in found_in(folder, stem)
        if not known or (one.manifest and one.manifest.origin in known)
    ]
    return tuple(sorted(_joined(here, there), key=order, reverse=True))


def found_in(folder: Path, stem: str) -> Iterator[Backup]:
    """Find the backups of `STEM.db` that lie in one folder, in no order."""
    try:
        with os.scandir(folder) as entries:
            files = [
                (entry.name, entry.stat(follow_symlinks=False).st_size)
                for entry in entries
                if backups.read_name(stem, entry.name) and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        # A folder that cannot be read has no backup that could be put back.
        return
    for name, size in files:
        named = backups.read_name(stem, name)
        assert named is not None  # noqa: S101  # only such are listed
        yield _seen(folder / name, named.made, size)


def outside(second: Path, origin: str) -> Path:
    """Say where in the second place the backups of this data file lie."""
    return second / f"{OUTSIDE}{origin[:_OUTSIDE_LETTERS]}"


def read_back(found: Backup, key: Key | None = None) -> Backup:
    """Read a backup from first byte to last; it is checked, or it is said why not.

    One that has no manifest is opened and looked through, and gets one if all is well.
    """
    if found.manifest is None:
        proved = _looked_through(found, key)
        if proved.manifest is not None:
            # A place that takes none: it is looked through again the next time.
            with suppress(OSError):
                backup.write_manifest(found.path, proved.manifest)
        return proved
    if not found.manifest.sound:
        return found
    for path in (found.path, *found.also):
        try:
            if backup.digest(path) == found.manifest.sha256:
                return replace(found, path=path, state=State.CHECKED, doubt="")
        except OSError:
            continue
    return replace(found, state=State.DAMAGED, doubt=_CHANGED)


_CHANGED = "It is not as it was when it was made."
_NO_MANIFEST = "It was made before backups were proved, or its manifest is gone."
_OTHER = "Its manifest belongs to another backup."
_UNREADABLE = "It was kept as it was, though it could not be read."


def found_at(path: Path, key: Key | None = None) -> Backup:
    """Give the backup that a file with any name is; `read_back` says whether it is good."""
    manifest = backup.read_manifest(path)
    size = path.stat().st_size
    if manifest is not None:
        return _weighed(Backup(path, manifest.made, size, State.CHECKED, manifest))
    return _looked_through(Backup(path, clock.now(), size, State.NOT_PROVED), key)


def _seen(path: Path, made: datetime, size: int) -> Backup:
    manifest = backup.read_manifest(path)
    if manifest is None:
        return Backup(path, made, size, State.NOT_PROVED, doubt=_NO_MANIFEST)
    if manifest.made != made:
        return Backup(path, made, size, State.NOT_PROVED, doubt=_OTHER)
    return _weighed(Backup(path, made, size, State.CHECKED, manifest))


def _weighed(found: Backup) -> Backup:
    """Hold a backup to what its manifest says of it, without reading it."""
    if found.manifest and not found.manifest.sound:
        return replace(found, state=State.DAMAGED, doubt=_UNREADABLE)
    if found.manifest and found.manifest.size != found.size:
        return replace(found, state=State.DAMAGED, doubt=_CHANGED)
    return found


def _folders_outside(second: Path | None) -> list[Path]:
    if second is None:
        return []
    try:
        with os.scandir(second) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.name.startswith(OUTSIDE) and entry.is_dir()
            ]
    except OSError:
        return []


def _joined(here: list[Backup], there: list[Backup]) -> Iterator[Backup]:
    """One line for the same backup in two places; the good one of the two stands first."""
    elsewhere = {(one.path.name, one.manifest.sha256): one for one in there if one.manifest}
    for one in here:
        key = (one.path.name, one.manifest.sha256 if one.manifest else "")
        twin = elsewhere.pop(key, None)
        if twin is None:
            yield one
        elif twin.checked and not one.checked:
            yield replace(twin, outside=False, also=(one.path,))
        else:
            yield replace(one, also=(twin.path,))
    taken = {id(one) for one in elsewhere.values()}
    yield from (one for one in there if one.manifest is None or id(one) in taken)


def order(one: Backup) -> tuple[int, datetime, str]:
    """Sort backups by this: as they were made, whatever the clock did."""
    return one.number, one.made, one.path.name


def _looked_through(found: Backup, key: Key | None) -> Backup:
    """Open one that has no manifest, and say in one what is in it."""
    try:
        with closing(backup.to_look(found.path, key)) as connection:
            wrong = next(backup.complaints(connection), "")
            facts = backup.facts_of(connection)
            [mark] = connection.execute("PRAGMA application_id").fetchone()
            if wrong or mark != engine.APPLICATION_ID or not facts.anchor:
                return replace(found, state=State.DAMAGED, doubt=_CANNOT)
        manifest = Manifest(
            made=found.made,
            number=found.number,
            why=Why.ASKED,
            program=__version__,
            version=facts.version,
            size=found.size,
            sha256=backup.digest(found.path),
            anchor=facts.anchor,
            origin=facts.origin,
            rows=facts.rows,
            proved=clock.now(),
        )
    except sqlite.DatabaseError:
        return replace(found, state=State.DAMAGED, doubt=_CANNOT)
    except OSError as error:
        return replace(found, doubt=f"It cannot be read now: {error.strerror}.")
    return replace(found, state=State.CHECKED, manifest=manifest, doubt="")


_CANNOT = "It cannot be read."
