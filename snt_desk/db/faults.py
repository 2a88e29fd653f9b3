"""What the database says when it cannot, in sentences that say what to do.

Only the code of an error decides, never its text. What is not listed is a bug and is
let through.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.errors import DeskError

UNTOUCHED = "Nothing has been deleted or changed."
NOT_SAVED = "This change is not saved."
NOT_READ = "It cannot be read now."


class Kind(StrEnum):
    """What is the matter with the data, for whoever has a way out to offer."""

    MISSING = "missing"
    EMPTY = "empty"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    STRANGE = "strange"
    """Ours, with parts that are not."""
    NEWER = "newer"
    OLDER = "older"
    IN_USE = "in use"
    BUSY = "busy"
    """Another program has it for a moment."""
    READ_ONLY = "read only"
    FORBIDDEN = "forbidden"
    FULL = "full"
    FAILING = "failing"
    GONE = "gone"
    """The folder, or the drive, is not there any more."""
    LOCKED = "locked"
    """Encrypted, and the key is not known or not the right one."""
    NOT_UPGRADED = "not upgraded"


class Trouble(DeskError):  # it is what the sergeant has, not what went wrong in here
    """What is the matter with the data file, in a sentence, and of what kind it is."""

    def __init__(self, kind: Kind, title: str, detail: str = "") -> None:
        super().__init__(title, detail)
        self.kind = kind

    def __reduce__(self) -> tuple[type[Trouble], tuple[Kind, str, str]]:
        return Trouble, (self.kind, self.title, self.detail)


DAMAGED = Trouble(
    Kind.DAMAGED,
    "Your data file cannot be read",
    f"{UNTOUCHED} Put back a backup, or ask IT to look at it.",
)
_NOT_ALLOWED = "42501"
"""PostgreSQL's insufficient_privilege."""
_SENTENCES = {
    "SQLITE_BUSY": (
        Kind.BUSY,
        "Another program is using the data file",
        f"{NOT_SAVED} Close the other program and try again.",
    ),
    "SQLITE_FULL": (
        Kind.FULL,
        "The disk is full",
        f"{NOT_SAVED} Free some space and save again.",
    ),
    "SQLITE_READONLY": (
        Kind.READ_ONLY,
        "The data file can only be read",
        f"{NOT_SAVED} Take off the protection of the file or its folder, and save again.",
    ),
    "SQLITE_IOERR": (
        Kind.FAILING,
        "The disk does not take the change",
        f"{NOT_SAVED} Try again; if it stays so, tell IT that the disk has a problem.",
    ),
    "SQLITE_CANTOPEN": (
        Kind.GONE,
        "The data file cannot be opened",
        f"{UNTOUCHED} Look whether its folder is there and may be written to.",
    ),
    "SQLITE_PERM": (Kind.FORBIDDEN, "The data file may not be opened", "Ask IT for access to it."),
    "SQLITE_CORRUPT": (Kind.DAMAGED, DAMAGED.title, DAMAGED.detail),
    "SQLITE_NOTADB": (Kind.DAMAGED, DAMAGED.title, DAMAGED.detail),
}
_SENTENCES["SQLITE_LOCKED"] = _SENTENCES["SQLITE_BUSY"]
_SENTENCES["SQLITE_AUTH"] = _SENTENCES["SQLITE_PERM"]


def sentence_for(errorname: str) -> Trouble | None:
    """Say what an SQLite error name (`SQLITE_IOERR_WRITE`) means, if a person can mend it."""
    primary = "_".join(errorname.split("_")[:2])
    said = _SENTENCES.get(primary)
    return Trouble(*said) if said else None


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
