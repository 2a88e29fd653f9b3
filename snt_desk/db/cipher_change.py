"""A data file is encrypted, made plain again, or given a new key.

It is written anew beside itself, compared row by row, and only then takes the place of the
old one: whenever the program is killed there is the old file or the new one, and keys that
open it. Nobody else may have the file meanwhile, and it must not be open in this program.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher, cipher_ring, engine, placing
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Ring
from snt_desk.db.faults import DAMAGED, Kind, Trouble, said_plainly
from snt_desk.db.journal import Actor
from snt_desk.db.lock import DeskLock
from snt_desk.errors import DeskError

Report = Callable[[int, int], None]
"""Told how much of how much is done; what it raises ends the work, and nothing is changed."""

WAS_PLAIN = ".was-plain"
"""The plain file that was encrypted, for the moment until it is overwritten."""
_PART = ".part"
_STEPS = 20_000
_BLOCK = bytes(1 << 20)
_SAME = "Your data is as it was."
_CARRIED = ("user_version", "application_id")


def encrypt(path: Path, actor: Actor, key: Key, ring: Ring, report: Report) -> None:
    """Encrypt a plain data file; its keys lie beside it from then on.

    Its plain bytes are overwritten, as far as the disk lets them. Raises DeskError where it
    cannot be done: then the file is as it was.
    """
    in_hand = path.with_name(path.name + cipher.IN_HAND)
    with _alone(path, actor), _made(path, None, key, report) as part:
        cipher_ring.write(in_hand, ring)
        with _overwritten(path):
            placing.take_name(part, path)
            # It only changes its name: a disk that is full now is no reason to lose the keys.
            placing.take_name(in_hand, path.with_name(path.name + cipher.KEYS))
            placing.settle_folder(path.parent)
        _finish(path, key)


def make_plain(path: Path, actor: Actor, key: Key, report: Report) -> None:
    """Make an encrypted data file plain; its keys are taken away. Raises DeskError as above."""
    with _alone(path, actor), _made(path, key, None, report) as part:
        ring = cipher_ring.of(path)
        if ring is None:
            raise DeskError("The keys of your data file are missing", _SAME)
        in_hand = path.with_name(path.name + cipher.IN_HAND)
        cipher_ring.write(in_hand, ring)
        # From here on keys that are only in hand open it, and then nothing has to.
        for ending in (cipher.KEPT_TWICE, cipher.KEYS):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        placing.settle_folder(path.parent)
        placing.take_name(part, path)
        placing.settle_folder(path.parent)
        cipher_ring.settle(path, None)


def give_new_key(path: Path, actor: Actor, old: Key, new: Key, ring: Ring, report: Report) -> None:
    """Encrypt an encrypted data file with another key; only that opens it afterwards.

    `ring` puts the new key away. Raises DeskError as above.
    """
    with _alone(path, actor), _made(path, old, new, report) as part:
        before = cipher_ring.of(path)
        if before is None:
            raise DeskError("The keys of your data file are missing", _SAME)
        # Both, until it is certain which file is there.
        cipher_ring.keep(path, Ring((before.only(old).newest, ring.newest)))
        placing.take_name(part, path)
        placing.settle_folder(path.parent)
        _finish(path, new)


def _finish(path: Path, key: Key) -> None:
    # What is left undone is done when the file is opened; it opens as it is.
    with suppress(DeskError):
        cipher_ring.settle(path, key)


def opens(path: Path, key: Key) -> bool:
    """Try a key on an encrypted file."""
    with closing(engine.raw(path, key)) as connection, suppress(sqlite.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return True
    return False


def overwrite(file: Path) -> None:
    """Take a plain file away, its bytes overwritten first; what else has it loses only a name.

    A disk of today may keep what was there in places that nobody can write to any more.
    """
    with suppress(FileNotFoundError):
        if file.stat().st_nlink == 1:
            with file.open("r+b") as out:
                for _ in range(0, file.stat().st_size, len(_BLOCK)):
                    out.write(_BLOCK)
                out.flush()
                os.fsync(out.fileno())
        file.unlink()


def tidy(path: Path) -> None:
    """Take away what a change that was killed has left; by whoever has the lock."""
    part = path.with_name(path.name + _PART)
    keys = (f"{path.name}{ending}{_PART}" for ending in cipher_ring.ENDINGS)
    for left in (part.name, part.name + cipher.JOURNAL, *keys):
        path.with_name(left).unlink(missing_ok=True)
    # Where it was killed before the new file was there, this is a second name of the file itself.
    with suppress(OSError):
        overwrite(path.with_name(path.name + WAS_PLAIN))


@contextmanager
def _alone(path: Path, actor: Actor) -> Generator[None]:
    lock = DeskLock(path, user=actor.user, desk=actor.desk)
    try:
        with _said():
            yield
    finally:
        lock.release()


@contextmanager
def _overwritten(path: Path) -> Generator[None]:
    """Keep hold of the plain file while another takes its name, and overwrite it then."""
    kept = path.with_name(path.name + WAS_PLAIN)
    # A disk without second names (a stick) lets it go as it is.
    with suppress(OSError):
        os.link(path, kept)
    yield
    # What is left is overwritten when the file is opened, and named until then.
    with suppress(OSError):
        overwrite(kept)


@contextmanager
def _said() -> Generator[None]:
    try:
        with said_plainly():
            yield
    except Trouble as error:
        if error.kind is Kind.FULL:
            raise _full() from error
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full() from error
        raise Trouble(
            Kind.FAILING, "The data file cannot be written anew", f"{error.strerror}. {_SAME}"
        ) from error


def _full() -> Trouble:
    return Trouble(
        Kind.FULL, "There is no room to write the file anew", f"Free some space. {_SAME}"
    )


@contextmanager
def _made(path: Path, old: Key | None, new: Key | None, report: Report) -> Generator[Path]:
    """Write the file anew under another name, and give it when it is as good as the old one."""
    tidy(path)
    part = path.with_name(path.name + _PART)
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 2:
        raise _full()
    try:
        with closing(engine.raw(path, old)) as original:
            # A save that was cut off is played back into the old file, and not left to the new one.
            original.execute("PRAGMA journal_mode = TRUNCATE").fetchall()
            original.execute("PRAGMA trusted_schema = OFF").fetchall()
            original.execute("BEGIN IMMEDIATE")
            original.execute("ROLLBACK")
            if original.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Trouble(DAMAGED.kind, DAMAGED.title, DAMAGED.detail)
            part.write_bytes(b"")
            shutil.copymode(path, part)
            _export(original, part, new, report)
            _insist_alike(original, part, new, report)
        with part.open("r+b") as out:
            os.fsync(out.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + cipher.JOURNAL).unlink(missing_ok=True)


def _export(original: Any, part: Path, key: Key | None, report: Report) -> None:
    words = "" if key is None else f"x'{key.hex()}'"
    original.execute("ATTACH DATABASE ? AS made KEY ?", (engine.address(part), words))
    raised: list[BaseException] = []
    [pages] = original.execute("PRAGMA main.page_count").fetchone()
    # Of an encrypted file it is text.
    size = int(original.execute("PRAGMA main.page_size").fetchone()[0])

    def watch() -> int:
        try:
            report(part.stat().st_size // 2, pages * size)
        except BaseException as error:  # noqa: BLE001  # raised again below
            raised.append(error)
        return len(raised)

    try:
        # What has no name yet needs no journal; it is made to last before it gets one.
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            original.execute(f"PRAGMA made.{pragma}").fetchall()
        original.set_progress_handler(watch, _STEPS)
        original.execute("SELECT sqlcipher_export('made')").fetchall()
        for pragma in _CARRIED:
            [value] = original.execute(f"PRAGMA main.{pragma}").fetchone()
            original.execute(f"PRAGMA made.{pragma} = {value}").fetchall()
    except sqlite.OperationalError as error:
        if raised:
            raise raised[0] from None
        # The export is one function to SQLite: what stopped it, it does not say.
        raise DeskError(
            "The file could not be written anew", f"Look whether the disk has room. {_SAME}"
        ) from error
    finally:
        original.set_progress_handler(None, 0)
    original.execute("DETACH DATABASE made")


def _insist_alike(original: Any, part: Path, key: Key | None, report: Report) -> None:
    """Compare all of it, read back from the disk; and that it is what it was to be."""
    failed = DeskError("The file could not be written anew", f"It was not alike. {_SAME}")
    if cipher.is_plain(part) != (key is None):
        raise failed
    with closing(engine.raw(part, key)) as made:
        if list(made.execute("PRAGMA quick_check(1)")) != [("ok",)] or (
            key is not None and cipher.damaged_pages(made)
        ):
            raise failed
        if any(_one(original, pragma) != _one(made, pragma) for pragma in _CARRIED):
            raise failed
        schemas = [
            connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
            ).fetchall()
            for connection in (original, made)
        ]
        if schemas[0] != schemas[1]:
            raise failed
        tables = [name for kind, name, _, sql in schemas[0] if kind == "table" and _is_real(sql)]
        for done, table in enumerate(tables):
            report(len(tables) + done, 2 * len(tables))
            if any(one != other for one, other in _rows(table, original, made)):
                raise failed


def _rows(table: str, original: Any, made: Any) -> Iterator[tuple[Any, Any]]:
    # In the order in which they lie there: no index may choose another.
    sql = f'SELECT * FROM "{table}" NOT INDEXED'
    return zip_longest(original.execute(sql), made.execute(sql))


def _is_real(sql: str | None) -> bool:
    return not (sql or "").upper().startswith("CREATE VIRTUAL")


def _one(connection: Any, pragma: str) -> Any:
    return connection.execute(f"PRAGMA {pragma}").fetchone()
