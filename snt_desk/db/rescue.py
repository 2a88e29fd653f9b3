"""The whole of an open file, saved to another place while its own is out of reach."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db.whereabouts import Whereabouts
from snt_desk.errors import DeskError


def copy(reader: Engine, where: Whereabouts, destination: Path) -> None:
    """Copy what the reader has open; with its key if it has one.

    Raises DeskError where the other place does not take it.
    """
    if os.path.realpath(destination) == os.path.realpath(where.path):
        raise DeskError("That is the place of the data file itself", "Choose another place.")
    part = destination.with_name(destination.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _write(reader, part)
        part.replace(destination)
    except OSError as error:
        raise _refused(error.strerror or "") from error
    except sqlite.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_BUSY")):
            raise
        raise _refused(_WORDS.get(name, name)) from error
    finally:
        part.unlink(missing_ok=True)


_WORDS = {"SQLITE_FULL": "its disk is full", "SQLITE_CANTOPEN": "it may not be written to"}


def _refused(why: str) -> DeskError:
    return DeskError(
        "The copy cannot be saved there", f"{why[:1].upper()}{why[1:]}. Choose another place."
    )


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
