"""Connections: the one driver, its settings, and who says BEGIN.

The pragmas and their reasons are those of docs/decisions/0004.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import chain, cipher, patience
from snt_desk.db.cipher import Key

APPLICATION_ID = 0x534E5444
SQLITE_VERSION: str = sqlite.sqlite_version
PRAGMAS = (
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -8000",
    "mmap_size = 0",
    *(("fullfsync = ON",) if sys.platform == "darwin" else ()),
)


class SameForAllFiles(SQLiteDialect_pysqlite):
    """The language of every file of ours: a query made ready for one is ready for all.

    Else each engine would make it ready again: two for every file that is opened.
    """

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameForAllFiles)

    def __hash__(self) -> int:
        return hash(SameForAllFiles)


registry.register("sqlite.desk", __name__, SameForAllFiles.__name__)
_READY: LRUCache[Any, Any] = LRUCache(1_000)
"""Queries that were made ready, the last thousand of them."""


def writer(path: Path, key: Key | None = None) -> Engine:
    """Make the engine for changes to a file that is there; transactions begin IMMEDIATE."""
    return _engine(path, key, "BEGIN IMMEDIATE", ("journal_mode = TRUNCATE", *PRAGMAS))


def reader(path: Path, key: Key | None = None) -> Engine:
    """Make the engine for looking: it cannot write."""
    return _engine(path, key, "BEGIN", (*PRAGMAS, "query_only = ON"))


def raw(path: Path, key: Key | None = None) -> Any:
    """Connect the driver itself to a file that is there, with its key and no other setting.

    Raises Trouble where a key is given for a file that is plain: it is never read as one.
    """
    # isolation_level=None: BEGIN is ours to say, or migrations are not atomic.
    connection = sqlite.connect(
        address(path), uri=True, check_same_thread=False, isolation_level=None
    )
    # From the first pragma on.
    connection.set_busy_handler(patience.busy_handler())
    if key is not None:
        # Only now: a file that is gone is the driver's to say.
        cipher.insist_not_plain(path)
        cipher.unlock(connection, key)
    return connection


def _engine(path: Path, key: Key | None, begin: str, pragmas: tuple[str, ...]) -> Engine:
    def connect() -> Any:
        return raw(path, key)

    engine = create_engine(
        "sqlite+desk://",
        creator=connect,
        module=sqlite,
        poolclass=QueuePool,
        # What the window does while it waits for the file may wait too, one inside the other:
        # a connection that is waited for would never come.
        max_overflow=-1,
        hide_parameters=True,
        execution_options={"compiled_cache": _READY},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.create_function("image_digest", 5, chain.image_digest, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def address(path: Path) -> str:
    """Give the file's address to SQLite; where the file is gone, no empty one is made."""
    absolute = path.absolute().as_posix()
    slash = "" if absolute.startswith("/") else "/"
    return f"file://{slash}{quote(os.fsencode(absolute))}?mode=rw"


def server(url: str) -> Engine:
    """Make the engine for a shared PostgreSQL; raises ArgumentError for another address."""
    if make_url(url).get_backend_name() != "postgresql":
        raise ArgumentError("only PostgreSQL")
    return create_engine(url, hide_parameters=True, pool_pre_ping=True)
