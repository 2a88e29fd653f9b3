"""A copy of the data file that counts only once it has been read back.

Copied by SQLite's own backup under one view of the original, into a file that is not yet
called a backup; checked, digested, on the disk; its manifest is written; then it gets its
name. Whatever ends this in between leaves earlier backups as they were.
"""

from __future__ import annotations

import errno
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlite

from snt_desk import __version__
from snt_desk.db import cipher, cipher_ring, engine, placing
from snt_desk.db.cipher import Key
from snt_desk.db.faults import DAMAGED, Kind, Trouble, sentence_for
from snt_desk.domain import backups
from snt_desk.domain.backups import COMPARED, MANIFEST, PART, Manifest, Why
from snt_desk.errors import DeskError

Report = Callable[[int, int], None]
"""Told how many parts of how many are done; what it raises ends the work."""

_PAGES = 1000
_ROWS = 2000
_FAILED = "The backup could not be made"
_FULL = "database or disk is full"
_KEPT = "Your data is unchanged, and earlier backups are kept."
_PATIENCE = 0.05
_HOLDS = 30.0
"""Seconds for which a copy gives way to changes that come again and again."""

ONE_AT_A_TIME = threading.Lock()
"""Held while a backup is made, and while what was left half done is swept away: an import may
begin with a backup while the desk is still tidying up after its start."""


@dataclass(frozen=True)
class Order:
    """What a backup is made for, and how.

    `made` (aware) and `number` are for its manifest. `busy` says whether a change waits for
    the file: then the copy lets go of it, and begins anew when the change is kept.
    """

    made: datetime
    number: int
    why: Why = Why.ASKED
    report: Report | None = None
    key: Key | None = None
    busy: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Facts:
    """What a file says of itself: its version, its rows by table, how far its journal goes."""

    version: int
    rows: Mapping[str, int]
    anchor: str
    origin: str


class _Disturbed(Exception):  # it is a wish, not an error
    """A change waits for the file."""


def make(source: Path, destination: Path, order: Order) -> Manifest:
    """Copy a database, check the copy, and only then name it; gives its manifest.

    A copy of an encrypted one has the same key. An older copy of that name is replaced.
    Raises Trouble or DeskError if the copy is not as good as the original, or the original is
    not sound; nothing new is left under the name then.
    """
    with ONE_AT_A_TIME:
        return _made(source, destination, order)


def _made(source: Path, destination: Path, order: Order) -> Manifest:
    part = destination.with_name(destination.name + PART)
    try:
        facts = _undisturbed(source, part, order)
        manifest = Manifest(
            made=order.made,
            number=order.number,
            why=order.why,
            program=__version__,
            version=facts.version,
            size=part.stat().st_size,
            sha256=digest(part),
            anchor=facts.anchor,
            origin=facts.origin,
            rows=facts.rows,
            compared=order.why in COMPARED,
            keys=keys_of(source),
        )
        placing.settle(part)
        write_manifest(destination, manifest)
        placing.take_name(part, destination)
        placing.settle_folder(destination.parent)
        return manifest
    except (sqlite.Error, OSError) as error:
        raise _said(error) from error
    finally:
        sweep(part)
        if not destination.exists():
            manifest_path(destination).unlink(missing_ok=True)


def facts_of(connection: Any) -> Facts:
    """Read what an open file says of itself, by the driver."""
    [version] = connection.execute("PRAGMA user_version").fetchone()
    rows = {table: count for table, count in _counts(connection) if not table.startswith("sqlite_")}
    if "changes" not in rows:
        return Facts(version, rows, "", "")
    newest = connection.execute(
        "SELECT id || ':' || hash FROM changes WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    first = connection.execute("SELECT hash FROM changes ORDER BY id LIMIT 1").fetchone()
    return Facts(version, rows, newest[0] if newest else "", (first and first[0]) or "")


def to_look(path: Path, key: Key | None = None) -> Any:
    """Connect the driver to a backup: its bytes alone count, and not one of them is changed."""
    # Immutable: a journal that was laid beside it is not played back into it.
    address = f"file://{quote(path.absolute().as_posix())}?mode=ro&immutable=1"
    connection = sqlite.connect(address, uri=True, isolation_level=None)
    if key is not None and not cipher.is_plain(path):
        # A desk that is encrypted today may have backups from before.
        cipher.unlock(connection, key)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def complaints(connection: Any) -> Iterator[str]:
    """Look through an open file: its pages, its indexes, its links."""
    for (said,) in connection.execute("PRAGMA integrity_check(3)").fetchall():
        if said != "ok":
            yield str(said)
    for table, *_ in connection.execute("PRAGMA foreign_key_check").fetchmany(3):
        yield f"A row of {table} points to one that is gone."


def digests(connection: Any, pause: Callable[[], None]) -> dict[str, str]:
    """Digest all rows of each table; `pause` is called often."""
    found = {}
    for table in _tables(connection):
        summed = hashlib.sha256()
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        while rows := cursor.fetchmany(_ROWS):
            summed.update(repr(rows).encode(errors="surrogatepass"))
            pause()
        found[table] = summed.hexdigest()
    return found


def digest(path: Path) -> str:
    """Give the SHA-256 of a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest_path(backup: Path) -> Path:
    """Say where the manifest of a backup stands."""
    return backup.with_name(backup.name + MANIFEST)


def read_manifest(backup: Path) -> Manifest | None:
    """Read the manifest beside a backup; None where there is none, or it is none of ours."""
    path = manifest_path(backup)
    try:
        if not path.is_file() or path.stat().st_size > backups.LARGEST_MANIFEST:
            return None
        return backups.read_manifest(path.read_bytes())
    except OSError:
        return None


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup beside it; raises OSError."""
    placing.write(manifest_path(backup), manifest.written())


def keys_of(data: Path) -> Mapping[str, Any] | None:
    """Give the keys that lie beside a data file, for a manifest; None where there are none."""
    ring = cipher_ring.of(data)
    return None if ring is None else cipher_ring.told_by(ring)


def sweep(part: Path) -> None:
    """Take away what a copy left under a name that does not count."""
    for ending in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def _undisturbed(source: Path, part: Path, order: Order) -> Facts:
    """Copy and check; begin anew where a change wanted the file, but not for ever."""
    ends = time.monotonic() + _HOLDS
    while True:
        patient = order.busy if time.monotonic() < ends else None
        try:
            return _copied(source, part, order, _Watch(patient))
        except _Disturbed:
            while order.busy is not None and order.busy() and time.monotonic() < ends:
                time.sleep(_PATIENCE)
                _tell(order, 0, 1)


@dataclass(frozen=True)
class _Watch:
    """Asks between two parts of the work whether somebody waits for the file."""

    busy: Callable[[], bool] | None

    def __call__(self) -> None:
        if self.busy is not None and self.busy():
            raise _Disturbed


def _copied(source: Path, part: Path, order: Order, watch: _Watch) -> Facts:
    sweep(part)
    if order.key is not None:
        cipher.insist_not_plain(source)
    part.write_bytes(b"")
    original, copy = engine.raw(source, order.key), engine.raw(part, order.key)
    try:
        # What is not yet called a backup needs no journal; it is made to last before it is.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            copy.execute(f"PRAGMA {pragma}").fetchall()
        original.execute("PRAGMA trusted_schema = OFF")
        # One view of it from first to last: a save in the meantime waits, or comes after.
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_schema").fetchone()

        def told(_status: int, left: int, pages: int) -> None:
            watch()
            _tell(order, pages - left, pages)

        original.backup(copy, pages=_PAGES, progress=told)
        watch()
        facts = facts_of(original)
        watch()
        compared = digests(original, watch) if order.why in COMPARED else {}
        original.execute("ROLLBACK")
        _insist_alike(original, copy, facts, compared)
        return facts
    finally:
        original.close()
        copy.close()


def _insist_alike(original: Any, copy: Any, facts: Facts, compared: Mapping[str, str]) -> None:
    [(sound,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    wrong = sound != "ok" or (compared and any(complaints(copy)))
    if wrong:
        [(sound,)] = original.execute("PRAGMA integrity_check(1)").fetchall()
        if sound != "ok":
            raise Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail)
    if wrong or facts_of(copy) != facts:
        raise DeskError(_FAILED, _KEPT)
    if compared and digests(copy, lambda: None) != compared:
        raise DeskError(_FAILED, _KEPT)


def _tables(connection: Any) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage ORDER BY name"
        ).fetchall()
    ]


def _counts(connection: Any) -> Iterator[tuple[str, int]]:
    for name in _tables(connection):
        yield name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]


def _tell(order: Order, done: int, total: int) -> None:
    if order.report is not None:
        order.report(done, total)


def _said(error: Exception) -> DeskError:
    """Say what prevented a backup; only a full disk and a damaged file have their own words."""
    known = sentence_for(getattr(error, "sqlite_errorname", ""))
    number = getattr(error, "errno", None)
    # What copies pages gives no name to what it ran into, only SQLite's words.
    full = str(error) == _FULL or (known is not None and known.kind is Kind.FULL)
    if full or number in {errno.ENOSPC, errno.EDQUOT}:
        return Trouble(Kind.FULL, _FAILED, f"There is no room for it. {_KEPT}")
    if known and known.kind is Kind.DAMAGED:
        return Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail)
    why = getattr(error, "strerror", None) or "Look whether its folder may be written to."
    return Trouble(known.kind if known else Kind.FAILING, _FAILED, f"{why.rstrip('.')}. {_KEPT}")
