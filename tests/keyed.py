"""The tests of the storage once more, over files that are encrypted: SNT_DESK_TESTS_KEYED=1.

Whatever test, or process of a test, then opens a file without saying a key has the one that
stands here, if the file has keys beside it; and what it makes is encrypted. The files are real
ones, and nothing of the program is left out.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from snt_desk.db import backup, cipher, cipher_ring, engine, opening
from snt_desk.db.backup import Order
from snt_desk.db.cipher import Key
from snt_desk.db.cipher_ring import Held, Ring
from snt_desk.db.cipher_wraps import Wrap
from snt_desk.domain.backups import Manifest

ON = bool(os.environ.get("SNT_DESK_TESTS_KEYED"))
KEY = Key(bytes(range(32)))
RING = Ring((Held(cipher.check_of(KEY), (Wrap("store", bytes(16), bytes(48), 0, "a test"),)),))
"""It says which key is the right one; nobody in these tests opens it by a secret."""


def key_of(path: Path) -> Key | None:
    """Give the key of a file that a test has made: none where it is plain."""
    return KEY if ON and (cipher_ring.are_settled(path) or _is_keyed_backup(path)) else None


def _is_keyed_backup(path: Path) -> bool:
    there = path.parent.name == "backups" and path.is_file() and path.stat().st_size
    return bool(there and not cipher.is_plain(path))


def begin() -> None:
    """Let whatever is opened without a key have it, in this process."""
    connect, copy, look_at = engine.raw, backup.make, backup.to_look
    look, make = (getattr(opening, name) for name in ("_look", "_make"))

    def keyed(path: Path, key: Key | None) -> Key | None:
        return key or key_of(path)

    def raw(path: Path, key: Key | None = None) -> Any:
        return connect(path, keyed(path, key))

    def looked(path: Path, key: Key | None) -> None:
        look(path, keyed(path, key))

    def copied(source: Path, to: Path, order: Order) -> Manifest:
        return copy(source, to, replace(order, key=keyed(source, order.key)))

    def looked_at(path: Path, key: Key | None = None) -> Any:
        return look_at(path, key or KEY)

    def made(path: Path, actor: Any, key: Key | None) -> None:
        make(path, actor, key or KEY)
        cipher_ring.keep(path, RING)

    for owner, name, instead in (
        (engine, "raw", raw),
        (opening, "_look", looked),
        (opening, "_make", made),
        (backup, "make", copied),
        (backup, "to_look", looked_at),
    ):
        setattr(owner, name, instead)


if ON:
    begin()
