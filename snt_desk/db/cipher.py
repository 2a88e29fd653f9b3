"""What opens an encrypted file: the key, how a connection is told it, and what lies beside.

How the key itself is kept is the subject of `cipher_wraps` and `cipher_ring`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any, NewType

from snt_desk.db.faults import UNTOUCHED, Kind, Trouble

Key = NewType("Key", bytes)
"""32 random bytes; never derived from a password, never shown, never written down as they are."""

LENGTH = 32
PLAIN = b"SQLite format 3\0"
"""How a file begins that is not encrypted."""

KEYS = ".keys"
"""What the file with the wrapped key is called beyond the name of the data file."""
KEPT_TWICE = ".keys.bak"
IN_HAND = ".keys.new"
"""The keys of a file that is just being encrypted, or being made plain."""
JOURNAL = "-journal"


_ASKED = ("version", "status")


def new_key() -> Key:
    """Draw a key."""
    return Key(secrets.token_bytes(LENGTH))


def check_of(key: Key) -> str:
    """Give what tells whether a key is the right one, and nothing else of it."""
    return hmac.digest(key, b"SNT Desk: is this the key?", hashlib.sha256)[:16].hex()


def companions(path: Path) -> tuple[Path, ...]:
    """Name the files that belong to a data file and go wherever it goes; some may not be there.

    The journal of a save that was cut off, and the keys. The lock stays where it is.
    """
    return tuple(
        path.with_name(path.name + ending) for ending in (JOURNAL, KEYS, KEPT_TWICE, IN_HAND)
    )


def is_plain(path: Path) -> bool:
    """Say whether a file begins as an SQLite file does that is not encrypted; raises OSError."""
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def unlock(connection: Any, key: Key) -> None:
    """Tell a new connection of the driver its key, before anything else is asked of it.

    Raises Trouble where the driver cannot encrypt at all: it would write what is plain.
    """
    # SQLCipher would write what it could not decrypt to the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    said = [connection.execute(f"PRAGMA cipher_{asked}").fetchone() for asked in _ASKED]
    if not said[0] or not said[0][0] or said[1] != ("1",):
        raise Trouble(
            Kind.LOCKED,
            "This program cannot encrypt",
            f"{UNTOUCHED} Ask IT for SNT Desk as it was delivered.",
        )


def insist_not_plain(path: Path) -> None:
    """Raise Trouble where a file is plain that is to be encrypted: it was exchanged, or lost it."""
    if is_plain(path):
        raise no_longer_encrypted(path)


def no_longer_encrypted(path: Path) -> Trouble:
    """Say that a file is plain where it must not be."""
    return Trouble(
        Kind.STRANGE,
        "The data file is not encrypted any more",
        f"{path} was exchanged by something else than SNT Desk. {UNTOUCHED} Put back a backup.",
    )


def damaged_pages(connection: Any) -> list[str]:
    """Name what of an encrypted file is not as it was written, page by page."""
    return [str(said) for (said,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
