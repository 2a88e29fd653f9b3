"""What opens an encrypted file: the key, and how a connection is told it."""

from __future__ import annotations

from typing import Any, NewType

Key = NewType("Key", bytes)
"""32 random bytes; never derived from a password, never shown, never written down as they are."""

LENGTH = 32


def unlock(connection: Any, key: Key) -> None:
    """Tell a new connection of the driver its key, before anything else is asked of it."""
    # SQLCipher would write what it could not decrypt to the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
