"""The words of a sealed entry of the journal, wiped because a resident's name stood in them.

An entry is sealed with its words, so without them its seal cannot be computed again. Another
entry vouches for it: it says which one was wiped, and seals what is left of that one. The
seal itself stays, so what follows and every anchor hold.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection

WIPED = "Words wiped"
"""What stands for the label."""
LABEL = "Wipe the words of an entry"
"""The label of the entry that vouches."""

_LEFT = ("id", "at", "user", "collar", "desk", "kind", "reverts", "category", "subject", "hash")
WORDS_ONLY = (
    f"NEW.label = '{WIPED}' AND NEW.recipient = '' AND NEW.reason IS NULL"
    + "".join(f" AND NEW.{column} IS OLD.{column}" for column in _LEFT)
    + " AND EXISTS (SELECT 1 FROM context JOIN changes AS other ON other.id = change_id"
    " WHERE other.kind = 'note' AND other.category = 'erasure'"
    " AND other.subject = 'changes/' || OLD.id)"
)
"""When a sealed entry may be touched: its words go, inside an entry that vouches for the rest."""


def wipe_words(connection: Connection, change: int) -> None:
    """Take the words out of a sealed entry; inside an entry about it that has its `rest`."""
    connection.exec_driver_sql(
        "UPDATE changes SET label = ?, recipient = '', reason = NULL WHERE id = ?", (WIPED, change)
    )


def subject_of(change: int) -> str:
    """Name an entry of the journal as what another one is about."""
    return f"changes/{change}"


def rest(connection: Connection, change: int) -> str:
    """Digest what is left of an entry without its words, the digests of its images with it."""
    left = connection.exec_driver_sql(
        f"SELECT {', '.join(_LEFT)} FROM changes WHERE id = ?", (change,)
    ).one()
    made = hashlib.sha256(json.dumps(list(left), default=repr).encode())
    digests = "SELECT digest FROM images WHERE change_id = ? ORDER BY id"
    for digest in connection.exec_driver_sql(digests, (change,)).scalars():
        made.update(digest if isinstance(digest, bytes) else b"")
    return made.hexdigest()


def is_vouched_for(connection: Connection, change: int) -> bool:
    """Whether the words of this entry were wiped, and a later one vouches for what is left."""
    vouches = (
        "SELECT 1 FROM changes AS it JOIN changes AS other ON other.id > it.id"
        " WHERE it.id = ? AND it.label = ? AND it.recipient = '' AND it.reason IS NULL"
        " AND other.kind = 'note' AND other.category = 'erasure' AND other.subject = ?"
        " AND other.recipient = ?"
    )
    asked = (change, WIPED, subject_of(change), rest(connection, change))
    return connection.exec_driver_sql(vouches, asked).first() is not None
