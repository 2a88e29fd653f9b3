"""What the database says when it cannot, in sentences that say what to do.

Only the code of an error decides, never its text. What is not listed is a bug and is
let through.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.errors import DeskError

UNTOUCHED = "Nothing has been deleted or changed."

DAMAGED = DeskError(
    "Your data file cannot be read", f"{UNTOUCHED} Put back a backup, or ask IT to look at it."
)
_NOT_ALLOWED = "42501"
"""PostgreSQL's insufficient_privilege."""
_SENTENCES = {
    "SQLITE_BUSY": (
        "Another program is using the data file",
        "This change is not saved. Close the other program and try again.",
    ),
    "SQLITE_FULL": (
        "The disk is full",
        "This change is not saved. Free some space and save again.",
    ),
    "SQLITE_READONLY": (
        "The data file can only be read",
        "This change is not saved. Put the file back if it was moved, or let it be written to.",
    ),
    "SQLITE_IOERR": (
        "The disk does not take the change",
        "It is not saved. Try again; if it stays so, tell IT that the disk has a problem.",
    ),
    "SQLITE_CANTOPEN": (
        "The data file cannot be opened",
        f"{UNTOUCHED} Look whether its folder is there and may be written to.",
    ),
    "SQLITE_PERM": ("The data file may not be opened", "Ask IT for access to it."),
    "SQLITE_CORRUPT": (DAMAGED.title, DAMAGED.detail),
    "SQLITE_NOTADB": (DAMAGED.title, DAMAGED.detail),
}
_SENTENCES["SQLITE_LOCKED"] = _SENTENCES["SQLITE_BUSY"]
_SENTENCES["SQLITE_AUTH"] = _SENTENCES["SQLITE_PERM"]


def sentence_for(errorname: str) -> DeskError | None:
    """Say what an SQLite error name (`SQLITE_IOERR_WRITE`) means, if a person can mend it."""
    primary = "_".join(errorname.split("_")[:2])
    said = _SENTENCES.get(primary)
    return DeskError(*said) if said else None


def _sentence(error: DBAPIError) -> DeskError | None:
    if not hasattr(error.orig, "sqlstate"):
        return sentence_for(getattr(error.orig, "sqlite_errorname", ""))
    if getattr(error.orig, "sqlstate", None) == _NOT_ALLOWED:
        return DeskError(
            "The server does not allow this",
            "Nothing of it is saved. Ask who keeps the server for the right to do it.",
        )
    if isinstance(error, OperationalError):
        return DeskError(
            "The server cannot be reached",
            "Nothing of this is saved. Look at the address and the network, and try again.",
        )
    return None


@contextmanager
def said_plainly() -> Generator[None]:
    """Turn the environment's faults into a DeskError; keep the cause; let bugs through."""
    try:
        yield
    except DBAPIError as error:
        said = _sentence(error)
        if said is None:
            raise
        raise said from error
    except sqlite.Error as error:
        # Of what is asked of the driver itself.
        said = sentence_for(getattr(error, "sqlite_errorname", ""))
        if said is None:
            raise
        raise said from error
