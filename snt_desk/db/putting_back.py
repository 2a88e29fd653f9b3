"""A backup takes the place of the data file: in one step, and the file it replaces is kept.

All that can fail is done beside the data file, on a copy of the backup. A kill at any moment
leaves the old file or the new one under the name, never none and never a mixture: the journal
of the old one is moved away with it before the new one comes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from snt_desk import __version__
from snt_desk.db import (
    backup,
    cipher,
    cipher_ring,
    engine,
    journal,
    opening,
    placing,
    schema,
)
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Ring
from snt_desk.db.faults import Kind, Trouble, said_plainly
from snt_desk.db.journal import Actor, Entry
from snt_desk.db.lock import DeskLock
from snt_desk.domain import clock
from snt_desk.domain.backups import PART, Manifest, Why
from snt_desk.errors import DeskError

PUT_BACK = "Put back the backup of "
"""How the journal calls a restore; when the backup was made follows."""
_SIDECARS = ("-journal", "-wal", "-shm")
_FAILED = "The backup could not be put back"
_REFUSED = "This backup cannot be put back"
_AS_IT_WAS = "Your data file is as it was."
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Wanted:
    """Which backup is to take the place of which data file, and who wants it.

    `key` opens the backup; where that is plain it is passed over.
    """

    source: Path
    manifest: Manifest
    data: Path
    actor: Actor
    key: Key | None = None


@dataclass(frozen=True)
class Aside:
    """Where the file that is replaced is kept, and what its manifest says of when."""

    path: Path
    made: datetime
    number: int


def part_of(data: Path) -> Path:
    """Say under which name a backup waits to take the place of a data file."""
    return data.with_name(f"{data.name}.restored{PART}")


@contextmanager
def prepared(wanted: Wanted) -> Generator[Wanted]:
    """Copy a backup beside the data file, look through it, and bring it up to this version.

    Gives what is wanted now: the copy, with no key if it is plain. The data file is locked
    meanwhile, and what was not swapped in is taken away after. Raises DeskError if a window
    has the data file, or the backup is not as it was or not for here.
    """
    data, actor = wanted.data, wanted.actor
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("The folder cannot be made", f"{data.parent}: {error.strerror}") from error
    lock = DeskLock(data, user=actor.user, desk=actor.desk)
    part = part_of(data)
    try:
        if _copied(wanted.source, part) != wanted.manifest.sha256:
            raise DeskError(_REFUSED, "It is not as it was when it was made.")
        key = None if cipher.is_plain(part) else wanted.key
        _insist_ours(part, actor, key)
        _insist_sound(part, key)
        yield replace(wanted, source=part, key=key)
        # It was looked through from first page to last: nobody need do it again at the start.
        lock.checked = clock.now()
        lock.close()
    except OSError as error:
        raise DeskError(_FAILED, f"{error.strerror}. {_AS_IT_WAS}") from error
    finally:
        backup.sweep(part)
        lock.release()


def ring_for(wanted: Wanted) -> Ring | None:
    """Give the keys that are to lie beside a backup: those of today if they open it, or its own.

    None where it is plain. Raises DeskError where it is encrypted and no keys are known.
    """
    if wanted.key is None:
        return None
    rings = [_ring_of(wanted.data), _ring_of(wanted.source)]
    if wanted.manifest.keys is not None:
        rings.insert(1, cipher_ring.ring_from(wanted.manifest.keys))
    for ring in rings:
        if ring is not None and ring.knows(wanted.key):
            return ring.only(wanted.key)
    raise DeskError(_REFUSED, "It is encrypted, and its keys lie neither beside it nor in it.")


def note(prepared: Wanted, moment: str) -> None:
    """Note in the journal of what was prepared that it was put back; undo does not pass that.

    `moment` is when the backup was made, in words.
    """
    writer = engine.writer(prepared.source, prepared.key)
    try:
        with said_plainly(), writer.begin() as connection:
            entry = Entry(f"{PUT_BACK}{moment}", "barrier", category="alteration")
            journal.seal(connection, journal.begin(connection, entry, prepared.actor))
    finally:
        writer.dispose()


def swap(prepared: Wanted, ring: Ring | None, aside: Aside | None) -> None:
    """Let what was prepared take the place of the data file, which is kept aside first.

    `ring` has its keys; whenever it is killed, those that lie there open the file that does.
    """
    part, data = prepared.source, prepared.data
    placing.settle(part)
    for ending in _SIDECARS:
        # Of ours nothing is in it any more; it must not stand beside the data file later.
        part.with_name(part.name + ending).unlink(missing_ok=True)
    if aside is not None:
        _keep(prepared, aside)
    with cipher_ring.exchanged(data, ring):
        placing.take_name(part, data)
    placing.settle_folder(data.parent)


def _ring_of(path: Path) -> Ring | None:
    # Keys that cannot be read open nothing: the backup brings its own.
    with suppress(DeskError):
        return cipher_ring.of(path)
    return None


def _copied(source: Path, part: Path) -> str:
    """Copy byte by byte, and digest what was read."""
    backup.sweep(part)
    summed = hashlib.sha256()
    with source.open("rb") as original, part.open("xb") as copy:
        while block := original.read(_BLOCK):
            summed.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return summed.hexdigest()


def _insist_ours(part: Path, actor: Actor, key: Key | None) -> None:
    try:
        opening.open_to_look(str(part), actor, key).close()
    except Trouble as trouble:
        if trouble.kind is not Kind.OLDER:
            raise
        writer = engine.writer(part, key)
        try:
            with said_plainly():
                schema.upgrade(writer, actor)
        finally:
            writer.dispose()
        opening.open_to_look(str(part), actor, key).close()


def _insist_sound(part: Path, key: Key | None) -> None:
    with closing(engine.raw(part, key)) as connection:
        try:
            wrong = next(backup.complaints(connection), "")
        except sqlite.DatabaseError as error:
            wrong = str(error)
    if wrong:
        raise DeskError(_REFUSED, "It is damaged. Choose another one.")


def _keep(prepared: Wanted, aside: Aside) -> None:
    data = prepared.data
    key = None if cipher.is_plain(data) else prepared.key
    # If it can be opened at all, what its journal still has to give back is given back first;
    # what is damaged is kept as it is, with what lies beside it.
    with suppress(DeskError):
        opening.open_to_look(str(data), prepared.actor, key).close()
    _second_name(data, aside.path)
    backup.write_manifest(aside.path, _manifest(aside, _ring_of(data), key))
    placing.settle_folder(aside.path.parent)
    for ending in _SIDECARS:
        beside = data.with_name(data.name + ending)
        if beside.exists():
            placing.take_name(beside, aside.path.with_name(aside.path.name + ending))


def _second_name(data: Path, kept: Path) -> None:
    try:
        os.link(data, kept)
    except OSError:
        # A disk that knows no second names, as a USB stick.
        part = kept.with_name(kept.name + PART)
        try:
            shutil.copyfile(data, part)
            placing.put(part, kept)
        finally:
            part.unlink(missing_ok=True)


def _manifest(aside: Aside, ring: Ring | None, key: Key | None) -> Manifest:
    nothing = backup.Facts(0, {}, "", "")
    try:
        with closing(backup.to_look(aside.path, key)) as connection:
            facts = backup.facts_of(connection)
            sound = bool(facts.anchor) and not any(backup.complaints(connection))
    except sqlite.Error:
        # Of what another key opens nothing can be said; it is kept, and may be put back with it.
        facts, sound = nothing, ring is not None and not (key and ring.knows(key))
    return Manifest(
        made=aside.made,
        number=aside.number,
        why=Why.REPLACED,
        program=__version__,
        version=facts.version,
        size=aside.path.stat().st_size,
        sha256=backup.digest(aside.path),
        anchor=facts.anchor,
        origin=facts.origin,
        rows=facts.rows,
        sound=sound,
        compared=bool(facts.anchor) and sound,
        keys=None if ring is None else cipher_ring.told_by(ring),
    )
