"""The whole of an open file, saved to another place while its own is out of reach."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import cipher_ring, drafts, engine
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Ring
from snt_desk.db.journal import Actor
from snt_desk.errors import DeskError

_WORDS = {"SQLITE_FULL": "Its disk is full", "SQLITE_CANTOPEN": "It may not be written to"}
_OF_THE_FILE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_BUSY", "SQLITE_LOCKED")
"""What is the matter with what is copied, and not with where it goes."""


@dataclass(frozen=True)
class Copy:
    """What is copied and where to; if it is encrypted, its key and who can open it."""

    source: Path
    destination: Path
    key: Key | None = None
    ring: Ring | None = None


def copy(reader: Engine, wanted: Copy, actor: Actor, typed: Mapping[str, str]) -> None:
    """Copy what the reader has open, with what is typed and not saved as drafts.

    Raises DeskError where the other place does not take it; nothing has that name then.
    """
    place = wanted.destination
    if os.path.realpath(place) == os.path.realpath(wanted.source):
        raise DeskError("That is the place of the data file itself", "Choose another place.")
    part = place.with_name(place.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _write(reader, part)
        _keep(part, wanted.key, actor, typed)
        if wanted.ring is not None:
            # First: a copy that nobody can open is none.
            cipher_ring.keep(place, wanted.ring)
        part.replace(place)
    except OSError as error:
        raise _refused(error.strerror or "") from error
    except sqlite.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(_OF_THE_FILE):
            raise
        raise _refused(_WORDS.get(name, name)) from error
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)


def _refused(why: str) -> DeskError:
    return DeskError("The copy cannot be saved there", f"{why}. Choose another place.")


def _write(reader: Engine, part: Path) -> None:
    # Of the reader: it is open, where the writer may have nothing to open any more.
    pooled = reader.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("PRAGMA query_only = OFF")
        try:
            driver.execute("VACUUM INTO ?", (str(part),))
        finally:
            driver.execute("PRAGMA query_only = ON")
    finally:
        pooled.close()


def _keep(part: Path, key: Key | None, actor: Actor, typed: Mapping[str, str]) -> None:
    writer = engine.writer(part, key)
    try:
        with writer.begin() as connection:
            for kind, text in typed.items():
                drafts.keep(connection, actor, kind, text)
    finally:
        writer.dispose()
