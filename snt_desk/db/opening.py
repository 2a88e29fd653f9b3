"""Opening the data: first look, then lock, then trust.

A file is read before anything is written to it, and whatever is wrong with it is said in
a sentence: nothing is ever made, erased or repaired by itself.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from snt_desk import there
from snt_desk.db import (
    account,
    backup,
    cipher,
    cipher_change,
    cipher_look,
    cipher_ring,
    engine,
    places,
    schema,
    trust,
)
from snt_desk.db.backup import Order
from snt_desk.db.cipher import Key
from snt_desk.db.faults import DAMAGED, UNTOUCHED, Kind, Trouble, said_plainly
from snt_desk.db.journal import Actor
from snt_desk.db.lock import DeskLock
from snt_desk.db.store import Store
from snt_desk.domain import backups, clock
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError

_HEADER = 100


def this_actor(collar: str = "") -> Actor:
    """Name who is at the desk: the system's account, the collar chosen, the computer.

    The collar is what somebody says of himself; the account is not.
    """
    return Actor(account.name(), collar, platform.node())


def is_url(where: str) -> bool:
    """Tell the address of a server from the path of a file."""
    return "://" in where


def file_of(where: str) -> Path:
    """Give the file itself, whatever links lead to it; raises DeskError for what is no name."""
    return _real(where)


def open_store(where: str, actor: Actor, key: Key | None = None) -> Store:
    """Open a database that is there, with its key if it is encrypted.

    Raises Trouble, which says what is the matter and what to do, if it cannot be.
    """
    return _open_server(where, actor) if is_url(where) else _open_file(where, actor, key)


def create_store(where: str, actor: Actor, key: Key | None = None) -> Store:
    """Make a database where there is none, encrypted if a key is given, and open it.

    Raises DeskError if there is one.
    """
    return _create_on_server(where, actor) if is_url(where) else _create_file(where, actor, key)


def discard(where: str) -> None:
    """Take away a file that `create_store` made for something that came to nothing."""
    if not is_url(where):
        path = Path(os.path.realpath(where))
        for made in (path, *cipher.companions(path), path.with_name(path.name + ".lock")):
            made.unlink(missing_ok=True)


def open_to_look(where: str, actor: Actor, key: Key | None = None) -> Store:
    """Open a database beside whoever has it, only to read from it; raises DeskError."""
    if is_url(where):
        return _open_server(where, actor)
    path = _there(where)
    _look(path, key)
    reader = engine.reader(path, key)
    try:
        with cipher_look.told_apart(path, key):
            version = _probe(path, reader)
        _insist_current(version)
        with _answering():
            return Store(reader, reader, actor, None, key)
    except BaseException:
        reader.dispose()
        raise


def takes_long(where: str) -> bool:
    """Whether opening the data takes longer than a blink: it is large, and not as it should be."""
    return not is_url(where) and trust.takes_long(_real(where))


def exists(where: str) -> bool:
    """Say whether there is something at the path, or tables of ours on the server."""
    if not is_url(where):
        return there.anything(where)
    with _server(where) as server:
        return _has_tables(server)


def _create_file(where: str, actor: Actor, key: Key | None) -> Store:
    path = _real(where)
    _insist_free(path)
    places.insist_new(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError("The folder cannot be made", f"{path.parent}: {error.strerror}") from error
    lock = DeskLock(path, user=actor.user, desk=actor.desk)
    writer, reader = engine.writer(path, key), engine.reader(path, key)
    try:
        # Once more: another desk may have made it between the look and the lock.
        _insist_free(path)
        _make(path, actor, key)
        lock.take_data()
        lock.checked = clock.now()
        return Store(writer, reader, actor, lock, key)
    except BaseException:
        _let_go(writer, reader, lock)
        raise


def _make(path: Path, actor: Actor, key: Key | None) -> None:
    # Made under another name: a half-made database never stands where a whole one is expected.
    part = path.with_name(path.name + ".part")
    writer = engine.writer(part, key)
    try:
        part.write_bytes(b"")
        with said_plainly():
            schema.create(writer, actor)
        writer.dispose()
        part.replace(path)
    except OSError as error:
        raise DeskError("The data file cannot be made", f"{path}: {error.strerror}") from error
    finally:
        writer.dispose()
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)


def _open_file(where: str, actor: Actor, key: Key | None) -> Store:
    path = _there(where)
    _look(path, key)
    if elsewhere := places.of(path).network:
        raise places.OnNetwork(elsewhere)
    _insist_writable(path)
    lock = DeskLock(path, user=actor.user, desk=actor.desk)
    writer, reader = engine.writer(path, key), engine.reader(path, key)
    try:
        with cipher_look.told_apart(path, key):
            version = _probe(path, reader)
            if trust.is_doubtful(path, lock.left, lock.checked):
                trust.insist_sound(reader)
        cipher_change.tidy(path)
        trust.forget_copy(path)
        cipher_ring.settle(path, key)
        if version < schema.HEAD:
            trust.insist_room(path)
            _upgrade(writer, actor, _keep_a_copy(path, key))
        with _answering():
            return Store(writer, reader, actor, lock, key)
    except BaseException:
        _let_go(writer, reader, lock)
        raise


def _keep_a_copy(path: Path, key: Key | None) -> Path:
    """Back up what is to be upgraded, into the folder of the backups; gives where it is."""
    folder, made = path.parent / "backups", clock.now()
    try:
        folder.mkdir(exist_ok=True)
        taken = [one.name for one in folder.iterdir()]
    except OSError as error:
        raise DeskError("The folder cannot be made", f"{folder}: {error.strerror}") from error
    name = backups.name_for(path.stem, made, taken)
    number = backups.next_number(made, ())
    backup.make(path, folder / name, Order(made, number, Why.UPGRADE, key=key))
    return folder / name


def _upgrade(writer: Engine, actor: Actor, kept: Path) -> None:
    """Bring a file up to this version; whatever stops that half-way leaves it as it was."""
    try:
        with said_plainly():
            schema.upgrade(writer, actor)
    except Exception as error:
        said = error.title if isinstance(error, Trouble) else getattr(error, "detail", "")
        why = f"{said.removeprefix(schema.UNCHANGED).strip(' .')}. " if said else ""
        raise Trouble(
            Kind.NOT_UPGRADED,
            "The update could not finish",
            f"{schema.UNCHANGED} {why}A copy is at {kept}.",
        ) from error


def _let_go(writer: Engine, reader: Engine, lock: DeskLock) -> None:
    writer.dispose()
    reader.dispose()
    lock.release()


def _real(where: str) -> Path:
    try:
        return Path(os.path.realpath(where))
    except ValueError as error:
        raise DeskError("That is no name for a file", where.replace("\0", "?")) from error


def _insist_free(path: Path) -> None:
    if os.path.lexists(path):
        raise DeskError("There is a file of that name already", f"{path.name} was left alone.")


def _there(where: str) -> Path:
    path = _real(where)
    if not there.anything(path):
        raise Trouble(
            Kind.MISSING,
            "There is no data file",
            f"{path} is not there. Name another file, or make one: snt-desk import, or demo.",
        )
    return path


def _look(path: Path, key: Key | None) -> None:
    """Refuse what is no database of ours by its first bytes, before anything is made beside it."""
    if not path.is_file():
        raise Trouble(Kind.FOREIGN, cipher_look.FOREIGN, f"{path} is not a file.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise Trouble(
            Kind.FORBIDDEN, "The data file may not be read", f"{path}: {error.strerror}."
        ) from error
    if not head.strip(b"\0"):
        raise Trouble(Kind.EMPTY, DAMAGED.title, f"{path} is empty. {UNTOUCHED} Put back a backup.")
    if not head.startswith(cipher.PLAIN):
        cipher_look.insist_key(path, key)
        return
    cipher_look.insist_plain(path, key)
    # Bytes 68 to 71 of SQLite's header, as in https://sqlite.org/fileformat.html.
    if len(head) == _HEADER and int.from_bytes(head[68:72], "big") != engine.APPLICATION_ID:
        raise Trouble(Kind.FOREIGN, cipher_look.FOREIGN, f"{path} was left as it is.")
    # Bytes 60 to 63: asked here, because a connection to it might already write.
    _insist_known(int.from_bytes(head[60:64], "big"))


def _insist_writable(path: Path) -> None:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise Trouble(
            Kind.READ_ONLY,
            "The data file can only be read",
            f"{UNTOUCHED} Take off the write protection of {path}, or copy it to another folder.",
        )


def _insist_current(version: int) -> None:
    if version < schema.HEAD:
        raise Trouble(
            Kind.OLDER,
            "This file is from an older SNT Desk",
            f"{UNTOUCHED} Close it where it is open, and open it once to bring it up.",
        )


def _probe(path: Path, reader: Engine) -> int:
    """Read what the file says of itself, on connections that cannot write; give its version."""
    with _answering(), reader.connect() as connection:
        _recognise(path, connection)
        return schema.version_of(connection)


@contextmanager
def _answering() -> Generator[None]:
    """Ask what any file of ours can answer: if this one does not, it is damaged."""
    try:
        with said_plainly():
            yield
    except (DBAPIError, UnicodeError) as error:
        raise Trouble(Kind.DAMAGED, DAMAGED.title, DAMAGED.detail) from error


def _recognise(path: Path, connection: Connection) -> None:
    version = schema.version_of(connection)
    _insist_known(version)
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
    if version < 1 or not tables.scalar_one():
        raise Trouble(
            Kind.EMPTY, DAMAGED.title, f"{path} has no tables. {UNTOUCHED} Put back a backup."
        )
    if strange := schema.strange_parts(connection):
        raise Trouble(
            Kind.STRANGE,
            "This file was not made by SNT Desk alone",
            f"It holds parts that do not belong: {', '.join(strange[:3])}. {UNTOUCHED}",
        )


def _insist_known(version: int) -> None:
    if version > schema.HEAD:
        raise Trouble(
            Kind.NEWER,
            "This file is from a newer SNT Desk",
            f"It has version {version}, this program knows {schema.HEAD}."
            " Nothing has been changed. Open it with the newer program.",
        )


def _create_on_server(url: str, actor: Actor) -> Store:
    with _server(url) as server:
        if _has_tables(server):
            raise DeskError("There is an SNT Desk database there already", "It was left alone.")
        schema.create(server, actor)
    return Store(server, server, actor)


def _open_server(url: str, actor: Actor) -> Store:
    with _server(url) as server:
        if not _has_tables(server):
            raise DeskError("There is no SNT Desk database there", "Make one with import.")
        with server.connect() as connection:
            if schema.version_of(connection) != schema.HEAD:
                raise DeskError(
                    "The server has another version of SNT Desk",
                    "Ask who keeps the server to bring it up, or use the program that fits.",
                )
    return Store(server, server, actor)


def _has_tables(server: Engine) -> bool:
    with server.connect() as connection:
        return server.dialect.has_table(connection, "alembic_version")


@contextmanager
def _server(url: str) -> Generator[Engine]:
    """Call a server and say plainly that it does not answer; its address has a password."""
    try:
        server = engine.server(url)
    except (ArgumentError, ImportError, ValueError) as error:
        raise DeskError("That is no address of a database") from error
    try:
        with said_plainly():
            yield server
    finally:
        # Who opens a store on it gets a connection of his own.
        server.dispose()
