"""A password as it was typed, on whatever keyboard: the same letters are the same password."""

from __future__ import annotations

import unicodedata

from snt_desk.errors import DeskError

LEAST = 10
_MOST = 1000


def plain(typed: str) -> str:
    """Write the same letters the same way, however the system put them together."""
    return unicodedata.normalize("NFC", typed)


def insist(typed: str) -> None:
    """Raise DeskError where a new password is too short to be one, or is none."""
    if len(plain(typed)) < LEAST:
        raise DeskError(
            "The password is too short", f"Take {LEAST} characters or more: three words are good."
        )
    if len(typed) > _MOST or not typed.isprintable():
        raise DeskError("That cannot be a password", "Take letters, digits and spaces.")
