"""The version of the tables: making them, bringing an old file up, refusing a newer one.

A new database is made by the same migrations as an old one is brought up. On SQLite they
run in one transaction with foreign keys off (a rebuilt table would otherwise delete its
children in silence) and checked before the commit; `user_version` moves with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert

from snt_desk.db import journal, known, search
from snt_desk.db.engine import APPLICATION_ID
from snt_desk.db.journal import Actor, Entry
from snt_desk.db.models import Code
from snt_desk.db.seeds import seeded_codes
from snt_desk.errors import DeskError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = 6
"""The newest revision's number; a test compares it with the migrations."""
UNCHANGED = "Your data is unchanged."


def create(engine: Engine, actor: Actor) -> None:
    """Make all tables in an empty database, with the seeded code lists and nothing else."""
    if engine.dialect.name == "sqlite":
        _in_one_piece(engine, actor, f"Make the database, version {HEAD}", _seed)
        return
    with engine.begin() as connection:
        _migrate(connection)
        _seed(connection)


def upgrade(engine: Engine, actor: Actor) -> None:
    """Bring an older database up to `HEAD`, wholly or not at all."""
    _in_one_piece(engine, actor, f"Update to version {HEAD}", lambda _connection: None)


def version_of(connection: Connection) -> int:
    """Read the version of an open database."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return int(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def strange_parts(connection: Connection) -> list[str]:
    """Name what a file holds that no file of its version does, what it lacks, or has otherwise."""
    version, found = version_of(connection), known.parts(connection)
    listed, armed = known.of_version(version), _armed()
    if listed is None:
        # A version that is only being thought of: what the program itself has armed it with.
        kinds = ("trigger ", "view ")
        found = {one: sql for one, sql in found.items() if one.startswith(kinds) or one in armed}
    if version == HEAD:
        # These are made anew with every update, so the code is what they are known by.
        tables = {} if listed is None else listed
        rest = {one: sql for one, sql in tables.items() if not one.startswith("trigger ")}
        listed = {**rest, **armed}
    return known.strange(found, listed or {})


@cache
def _armed() -> Mapping[str, str]:
    """Give what this program arms a file with, whatever its version, with a digest."""
    triggers = {f"trigger {name}": sql for name, sql in journal.triggers().items()}
    tables = {f"table {name}": sql for name, sql in search.TABLES.items()}
    return {part: known.digest(sql) for part, sql in (triggers | tables).items()}


def _in_one_piece(
    engine: Engine, actor: Actor, label: str, then: Callable[[Connection], None]
) -> None:
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        connection.rollback()
        # Before BEGIN, or it is ignored.
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                journal.disarm(connection)
                search.drop(connection)
                _migrate(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {HEAD}")
                search.make(connection)
                journal.arm(connection)
                change = journal.begin(connection, Entry(label, "barrier"), actor)
                then(connection)
                journal.seal(connection, change)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DeskError(
                        "The update could not finish",
                        f"{UNCHANGED} Some records point to others that are gone.",
                    )
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: Connection) -> None:
    # Slow to import, and needed only when the schema is behind.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _seed(connection: Connection) -> None:
    places = Counter[str]()
    rows = []
    for seed in seeded_codes():
        places[seed.list] += 1
        rows.append({**seed._asdict(), "position": places[seed.list]})
    connection.execute(insert(Code), rows)
