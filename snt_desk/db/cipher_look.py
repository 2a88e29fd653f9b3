"""What of its keys is looked at before an encrypted file is touched, and what is said then."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from snt_desk.db import cipher, cipher_ring
from snt_desk.db.cipher import Key
from snt_desk.db.faults import UNTOUCHED, Kind, Trouble

FOREIGN = "This is not an SNT Desk file"


def insist_plain(path: Path, key: Key | None) -> None:
    """Raise Trouble for a plain file where keys lie, or a key is given: it was exchanged."""
    if key is not None or cipher_ring.are_settled(path):
        raise cipher.no_longer_encrypted(path)


def insist_key(path: Path, key: Key | None) -> None:
    """Raise Trouble where the key of a file that is not plain is missing, or another.

    Every byte of an encrypted file looks like chance: only its keys tell it from anything.
    """
    ring = cipher_ring.of(path)
    if ring is None and key is None:
        raise Trouble(
            Kind.FOREIGN,
            FOREIGN,
            f"{path} was left as it is. If it is encrypted,"
            f" {path.name}{cipher.KEYS} must lie beside it.",
        )
    if key is None:
        raise Trouble(Kind.LOCKED, "Your data is locked", "Type its password or recovery code.")
    if ring is not None and not ring.knows(key):
        raise _wrong_key()


@contextmanager
def told_apart(path: Path, key: Key | None) -> Generator[None]:
    """Tell the wrong key from a damaged file, which SQLite cannot: by the keys beside it."""
    try:
        yield
    except Trouble as said:
        if key is None or said.kind is not Kind.DAMAGED:
            raise
        if cipher_ring.of(path) is None:
            # A backup, say: a wrong key is likelier than damage.
            raise _wrong_key() from said
        raise Trouble(
            Kind.DAMAGED,
            said.title,
            f"The key is the right one; the file is damaged. {said.detail}",
        ) from said


def _wrong_key() -> Trouble:
    return Trouble(Kind.LOCKED, "That key does not open this file", UNTOUCHED)
