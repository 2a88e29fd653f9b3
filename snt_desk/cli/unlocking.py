"""The key of an encrypted file, for a command: from this computer, a file, or the terminal.

A password is never an argument: whoever lists the processes of a computer would read it.
"""

from __future__ import annotations

import getpass
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from snt_desk.db import cipher_ring, opening
from snt_desk.db.cipher import Key
from snt_desk.errors import DeskError
from snt_desk.services import encryption

PASSWORD_FILE = "SNT_DESK_PASSWORD_FILE"  # noqa: S105  # the name of a setting
_LARGEST = 10_000


def key_of(where: str) -> Key | None:
    """Give the key of a data file; None where it needs none. Raises DeskError without one.

    What is typed, or stands in the file that SNT_DESK_PASSWORD_FILE names, may be the
    password or the recovery code.
    """
    if opening.is_url(where) or not opening.exists(where):
        return None
    state = encryption.state_of(where)
    if not state.encrypted:
        return None
    if state.key_store and PASSWORD_FILE not in os.environ:
        key = encryption.by_key_store(where)
        if key is not None:
            return key
    return _by_words(where, _words(password=state.password), password=state.password)


def key_of_backup(keys: Mapping[str, Any], where: str) -> Key:
    """Give the key of a backup by the keys in its manifest; raises DeskError without one.

    The password or code of its time opens it; so does today's, while the key is the same.
    """
    words = _words(password=True)
    try:
        return encryption.key_of_backup(keys, words)
    except DeskError:
        if not opening.exists(where) or not encryption.state_of(where).encrypted:
            raise
        password = encryption.state_of(where).password
        key = _by_words(where, words, password=password)
        if not cipher_ring.ring_from(keys).knows(key):
            raise
        return key


def _words(*, password: bool) -> str:
    named = os.environ.get(PASSWORD_FILE)
    if named:
        return _first_line(Path(named))
    if not sys.stdin.isatty():
        raise DeskError(
            "The data file is encrypted",
            f"Start this at a terminal, or name a file with its password: {PASSWORD_FILE}.",
        )
    return getpass.getpass("Password: " if password else "Recovery code: ")


def _first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            return opened.readline(_LARGEST).rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise DeskError(
            "The file with the password cannot be read",
            f"{file}: {getattr(error, 'strerror', None) or 'it is no text'}.",
        ) from error


def _by_words(where: str, words: str, *, password: bool) -> Key:
    if not password or encryption.looks_like_a_code(words):
        return encryption.by_code(where, words)
    seconds = encryption.seconds_to_wait(where)
    if seconds:
        print(
            f"snt-desk: after so many wrong passwords, this one waits {seconds} seconds.",
            file=sys.stderr,
        )
        time.sleep(seconds)
    return encryption.by_password(where, words)
