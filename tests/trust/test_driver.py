"""The SQLite inside has no known fault that could damage a file, and keeps no log beside it."""

from __future__ import annotations

from pathlib import Path

from snt_desk.db import engine
from snt_desk.db.store import Store

WAL_RESET_MENDED = (3, 51, 3)
READ_AND_WRITTEN_WITHOUT_WAL = b"\x01\x01"


def test_its_write_ahead_log_could_be_trusted_and_is_not_used(store: Store, database: Path) -> None:
    assert tuple(int(part) for part in engine.SQLITE_VERSION.split(".")) >= WAL_RESET_MENDED
    with store.change("Nothing"):
        pass
    assert database.read_bytes()[18:20] == READ_AND_WRITTEN_WITHOUT_WAL
    assert not list(database.parent.glob("*-wal"))
