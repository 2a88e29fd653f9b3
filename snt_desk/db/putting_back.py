"""A backup takes the place of the data file: in one step, and the file it replaces is kept.

All that can fail is done beside the data file, on a copy of the backup. A kill at any moment
leaves the old file or the new one under the name, never none and never a mixture: the journal
of the old one is moved away with it before the new one comes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from base64 import b64decode
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from snt_desk import __version__
from snt_desk.db import backup, cipher_ring, engine, journal, opening, placing, schema
from snt_desk.db.cipher import Key
from snt_desk.db.faults import Kind, Trouble, said_plainly
from snt_desk.db.journal import Actor, Entry
from snt_desk.db.lock import DeskLock
from snt_desk.domain import clock
from snt_desk.domain.backups import PART, Manifest, Why
from snt_desk.errors import DeskError

_SIDECARS = ("-journal", "-wal", "-shm")
_FAILED = "The backup could not be put back"
_AS_IT_WAS = "Your data file is as it was."
_BLOCK = 1 << 20


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
def prepared(
    source: Path, data: Path, manifest: Manifest, actor: Actor, key: Key | None = None
) -> Generator[Path]:
    """Copy a backup beside the data file, look through it, and bring it up to this version.

    The data file is locked meanwhile, and what was not swapped in is taken away after. Raises
    DeskError if a window has the data file, or the backup is not as it was or not for here.
    """
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("The folder cannot be made", f"{data.parent}: {error.strerror}") from error
    lock = DeskLock(data, user=actor.user, desk=actor.desk)
    part = part_of(data)
    try:
        if _copied(source, part) != manifest.sha256:
            raise DeskError("This backup cannot be put back", "It is not as it was when made.")
        _insist_ours(part, actor, key)
        _insist_sound(part, key)
        yield part
        # It was looked through from first page to last: nobody need do it again at the start.
        lock.checked = clock.now()
        lock.close()
    except OSError as error:
        raise DeskError(_FAILED, f"{error.strerror}. {_AS_IT_WAS}") from error
    finally:
        backup.sweep(part)
        lock.release()


def swap(
    part: Path, data: Path, aside: Aside | None, actor: Actor, *, keys: str, key: Key | None
) -> None:
    """Let what was prepared take the place of the data file, which is kept aside first."""
    ring = _ring(keys)
    placing.settle(part)
    for ending in _SIDECARS:
        # Of ours nothing is in it any more; it must not stand beside the data file later.
        part.with_name(part.name + ending).unlink(missing_ok=True)
    if aside is not None:
        _keep(data, aside, actor, key)
    with cipher_ring.exchanged(data, ring):
        placing.take_name(part, data)
    placing.settle_folder(data.parent)


def note(part: Path, label: str, actor: Actor, key: Key | None) -> None:
    """Note in the journal of what was prepared that it was put back; undo does not pass that."""
    writer = engine.writer(part, key)
    try:
        with said_plainly(), writer.begin() as connection:
            entry = Entry(label, "barrier", category="alteration")
            journal.seal(connection, journal.begin(connection, entry, actor))
    finally:
        writer.dispose()


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
    connection = engine.raw(part, key)
    try:
        wrong = next(backup.complaints(connection), "")
    except sqlite.DatabaseError as error:
        wrong = str(error)
    finally:
        connection.close()
    if wrong:
        raise DeskError("This backup cannot be put back", "It is damaged. Choose another one.")


def _keep(data: Path, aside: Aside, actor: Actor, key: Key | None) -> None:
    # If it can be opened at all, what its journal still has to give back is given back first;
    # what is damaged is kept as it is, with what lies beside it.
    with suppress(DeskError):
        opening.open_to_look(str(data), actor, key).close()
    _second_name(data, aside.path)
    keys = backup.keys_of(data)
    backup.write_manifest(aside.path, _manifest(aside, keys, key))
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


def _manifest(aside: Aside, keys: str, key: Key | None) -> Manifest:
    try:
        connection = backup.to_look(aside.path, key)
        try:
            facts = backup.facts_of(connection)
            sound = bool(facts.anchor) and not any(backup.complaints(connection))
        finally:
            connection.close()
    except sqlite.Error:
        facts, sound = backup.Facts(0, {}, "", ""), False
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
        compared=sound,
        keys=keys,
    )


def _ring(keys: str) -> cipher_ring.Ring | None:
    """Read the keys of a manifest; raises DeskError where they are none."""
    try:
        return cipher_ring.from_bytes(b64decode(keys, validate=True)) if keys else None
    except ValueError as error:
        raise cipher_ring.Unsound("The keys of this backup are damaged", _AS_IT_WAS) from error
