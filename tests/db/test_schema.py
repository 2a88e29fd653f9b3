"""The tables are those of the models, and come from one version to the next whole or not at all."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, insert
from sqlalchemy.exc import IntegrityError

from snt_desk.db import engine, journal, known, schema
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.models import Base, Leg, Member
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.later import NEXT, revisions, shape, write_next_revision
from tests.db.rows import (
    NINE,
    Rows,
    add_member,
    add_patrol,
    add_team,
    all_rows,
    fill,
    raw,
    scalar,
)
from tests.db.upgrading import DONE, upgrade
from tests.fixtures_store import ACTOR
from tests.trust.children import killed_after
from tests.trust.figures import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from snt_desk.db.store import Store

RELEASED = Path(__file__).parent.parent / "released"
ROOT = Path(schema.__file__).parents[2]


@pytest.fixture
def old(store: Store, database: Path) -> Path:
    """A file of the present version with records in it, not open."""
    with store.change("Log patrol") as session:
        fill(session)
    with store.change("Edit") as session:
        add_member(session, "9012EF")
    store.close()
    return database


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Become a program that knows one revision more, whose upgrade does what is given."""

    def become(body: str) -> Path:
        migrations = write_next_revision(tmp_path, body)
        monkeypatch.setattr(schema, "MIGRATIONS", migrations)
        monkeypatch.setattr(schema, "HEAD", NEXT)
        return migrations

    return become


@contextmanager
def looking_at(path: Path) -> Generator[Any]:
    reader = engine.reader(path)
    with reader.connect() as connection:
        yield connection
    reader.dispose()


def assert_sound(path: Path) -> None:
    store = open_store(str(path), ACTOR)
    assert list(faults(store)) == []
    store.close()


# --- The tables are those of the models -------------------------------------------------------


def test_the_migrations_make_what_the_models_say(database: Path) -> None:
    with looking_at(database) as connection:
        compared: dict[str, Any] = {"compare_type": True, "compare_server_default": True}
        # The search is made anew after every migration, by itself.
        compared["include_name"] = lambda name, kind, _: kind != "table" or "search_" not in name
        context = MigrationContext.configure(connection, opts=compared)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_make_every_constraint_and_index_that_the_models_have(
    database: Path,
) -> None:
    models = create_engine("sqlite://")
    Base.metadata.create_all(models)
    with models.connect() as made, looking_at(database) as migrated:
        assert shape(migrated) == shape(made)
    models.dispose()


def test_every_constraint_has_a_name(database: Path) -> None:
    with looking_at(database) as connection:
        nameless = [
            (table, kind)
            for table, parts in shape(connection).items()
            for kind in ("links", "unique", "checks", "indexes")
            for part in parts[kind]
            if part == "None"
        ]
    assert nameless == []


def test_the_newest_version_is_the_newest_revision(database: Path) -> None:
    assert revisions() == [f"{number:04}" for number in range(1, schema.HEAD + 1)]
    assert scalar(database, "PRAGMA user_version") == schema.HEAD
    assert scalar(database, "SELECT version_num FROM alembic_version") == revisions()[-1]


def test_a_patrol_that_goes_finds_its_legs_by_the_whole_reference(database: Path) -> None:
    # By team alone it would walk through all legs of the team, a hundred thousand of them.
    with raw(database) as connection:
        legs = "DELETE FROM legs WHERE patrol_id = 1 AND team_id = 1"
        plan = connection.execute(f"EXPLAIN QUERY PLAN {legs}").fetchall()
    assert any("(patrol_id=? AND team_id=?)" in step[-1] for step in plan), plan


def test_the_triggers_are_those_that_the_tables_ask_for(database: Path) -> None:
    with raw(database) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        assert dict(found.fetchall()) == journal.triggers()


def test_a_current_file_is_opened_without_the_library_of_migrations(database: Path) -> None:
    script = (
        "import sys; from snt_desk.db.opening import open_store, this_actor;"
        "open_store(sys.argv[1], this_actor()).close(); sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(database)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


# --- From one version to the next -------------------------------------------------------------

REBUILD_PATROLS = """
    with op.batch_alter_table("patrols", recreate="always") as patrols:
        patrols.add_column(sa.Column("weather", sa.Text()))
"""
REBUILD_ALL = """
    from snt_desk.db.models import Base
    for table in Base.metadata.sorted_tables:
        with op.batch_alter_table(table.name, recreate="always"):
            pass
"""


def test_a_parent_that_is_rebuilt_keeps_its_children(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    before = all_rows(old)
    next_version(REBUILD_PATROLS)
    open_store(str(old), ACTOR).close()
    after = all_rows(old)
    assert [row.pop("weather") for (table, _), row in after.items() if table == "patrols"] == [None]
    assert after == before
    assert {table for table, _ in after} >= {"legs", "leg_officers", "visits", "outcomes"}


def test_tables_that_are_rebuilt_are_as_they_were(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    before = all_rows(old)
    with looking_at(old) as connection:
        was = shape(connection)
    next_version(REBUILD_ALL)
    open_store(str(old), ACTOR).close()
    with looking_at(old) as connection:
        assert shape(connection) == was
    assert all_rows(old) == before
    with raw(old) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        assert dict(found.fetchall()) == journal.triggers()
    assert_sound(old)


def test_an_update_is_noted_and_undo_does_not_pass_it(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    next_version(REBUILD_PATROLS)
    store = open_store(str(old), ACTOR)
    assert store.undo_label is None
    with pytest.raises(DeskError):
        store.undo()
    store.close()
    with raw(old) as connection:
        last = connection.execute("SELECT kind, label FROM changes ORDER BY id DESC").fetchone()
    assert last == ("barrier", f"Update to version {NEXT}")
    assert scalar(old, "PRAGMA user_version") == NEXT
    assert scalar(old, "SELECT version_num FROM alembic_version") == f"{NEXT:04}"
    assert_sound(old)


def test_after_an_update_links_are_watched_again(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    next_version(REBUILD_PATROLS)
    store = open_store(str(old), ACTOR)
    with pytest.raises(IntegrityError), store.change("Leg of nothing") as session:
        session.execute(insert(Leg).values(patrol_id=99, team_id=1, leg=1, mode="foot", start=NINE))
    store.close()


def test_an_update_happens_once(old: Path, next_version: Callable[[str], Path]) -> None:
    next_version(REBUILD_PATROLS)
    for _ in range(2):
        open_store(str(old), ACTOR).close()
    assert scalar(old, f"SELECT count(*) FROM changes WHERE label LIKE '%version {NEXT}'") == 1


def test_before_an_update_the_file_is_copied(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    before = all_rows(old)
    next_version(REBUILD_PATROLS)
    open_store(str(old), ACTOR).close()
    [copy] = (old.parent / "backups").glob(f"{old.stem}-*Z.db")
    assert scalar(copy, "PRAGMA user_version") == NEXT - 1
    assert all_rows(copy) == before
    assert not list(old.parent.rglob("*.part*"))


def test_without_a_copy_there_is_no_update(old: Path, next_version: Callable[[str], Path]) -> None:
    before = old.read_bytes()
    next_version(REBUILD_PATROLS)
    (old.parent / "backups").write_bytes(b"no folder")
    with pytest.raises(DeskError, match="The folder cannot be made"):
        open_store(str(old), ACTOR)
    assert old.read_bytes() == before
    assert not list(old.parent.glob("*.part*"))


def test_a_damaged_file_is_not_updated(old: Path, next_version: Callable[[str], Path]) -> None:
    page = scalar(old, "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_legs_first'")
    with old.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    before = old.read_bytes()
    next_version(REBUILD_PATROLS)
    with pytest.raises(DeskError, match="Your data file cannot be read"):
        open_store(str(old), ACTOR)
    assert old.read_bytes() == before


def test_an_older_file_with_something_planted_in_it_is_refused(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    with raw(old) as connection:
        connection.executescript(
            "CREATE TRIGGER help AFTER INSERT ON images BEGIN DELETE FROM members; END;"
            "CREATE VIEW everybody AS SELECT * FROM members"
        )
    before = old.read_bytes()
    next_version(REBUILD_ALL)
    with pytest.raises(DeskError, match="do not belong: help, everybody"):
        open_store(str(old), ACTOR)
    assert old.read_bytes() == before


@pytest.mark.parametrize("version", range(1, schema.HEAD))
def test_the_parts_of_a_released_version_are_listed(version: int) -> None:
    with looking_at(RELEASED / f"{version:04}.db") as connection:
        assert known.of_version(version) == known.parts(connection)


def test_the_parts_of_a_new_file_are_listed(template: Path) -> None:
    """After a change of the tables that is not released yet: python tools/known_parts.py."""
    with looking_at(template) as connection:
        assert schema.strange_parts(connection) == []


def test_an_update_that_loses_parents_is_taken_back(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    before = old.read_bytes()
    next_version("op.execute('DELETE FROM members')")
    with pytest.raises(DeskError, match="The update could not finish: Your data is unchanged"):
        open_store(str(old), ACTOR)
    assert old.read_bytes() == before
    assert Base.metadata.tables[Member.__tablename__].name in {table for table, _ in all_rows(old)}


# --- What fails half-way ----------------------------------------------------------------------


class HalfWayError(Exception):
    """Raised in the middle of an update."""


@contextmanager
def failing_at(statement: int) -> Generator[list[str]]:
    """Count the statements that any engine is given, and fail before the nth."""
    seen: list[str] = []

    def count(*arguments: Any) -> None:
        seen.append(arguments[2])
        if len(seen) == statement:
            raise HalfWayError

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def check_failures(old: Path, every: int) -> int:
    """Fail the update before each nth statement, and the last; each time the file is as it was.

    Gives how often it failed.
    """
    whole = old.read_bytes()
    with failing_at(0) as seen:
        open_store(str(old), ACTOR).close()
    first = seen.index("BEGIN IMMEDIATE") + 1
    last = seen.index("PRAGMA foreign_key_check") + 1
    assert last - first > 200
    statements = [*range(first, last, every), last]
    for statement in statements:
        old.write_bytes(whole)
        with pytest.raises(Trouble) as said, failing_at(statement):
            open_store(str(old), ACTOR)
        assert said.value.kind is Kind.NOT_UPGRADED
        assert isinstance(said.value.__cause__, HalfWayError)
        assert said.value.detail.startswith(f"Your data is unchanged. A copy is at {old.parent}")
        assert old.read_bytes() == whole, f"failed before {seen[statement - 1]}"
        assert not list(old.parent.glob("*.part*"))
    open_store(str(old), ACTOR).close()
    assert scalar(old, "PRAGMA user_version") == NEXT
    return len(statements)


def test_an_update_that_fails_half_way_leaves_the_file_as_it_was(
    old: Path, next_version: Callable[[str], Path]
) -> None:
    next_version(REBUILD_PATROLS)
    check_failures(old, every=40)


@pytest.mark.trust
@pytest.mark.timeout(600)
def test_an_update_that_fails_at_any_statement_leaves_the_file_as_it_was(
    old: Path, next_version: Callable[[str], Path], tally: Tally
) -> None:
    next_version(REBUILD_PATROLS)
    tally("migrations failed half-way", check_failures(old, every=1))


def kill_updates(old: Path, migrations: Path, times: int, tally: Tally) -> Counter[str]:
    """Kill updates at random moments; the file is whole each time, old or new."""
    whole, chance, ends = old.read_bytes(), random.Random(7), Counter[str]()
    before = all_rows(old)
    longest = 0.1
    for _ in range(times):
        for leftover in old.parent.glob(f"{old.name}*"):
            if ".keys" not in leftover.suffixes:
                leftover.unlink()
        old.write_bytes(whole)
        began = time.monotonic()
        said = killed_after(chance.uniform(0, longest), upgrade, old, migrations, NEXT)
        if DONE not in said:
            # However slow the machine is, most are killed before they are done.
            longest = max(longest, 1.5 * (time.monotonic() - began))
        ends["in the middle"] += in_the_middle(old)
        assert_whole(old, before)
        ends["new" if scalar(old, "PRAGMA user_version") == NEXT else "old"] += 1
        open_store(str(old), ACTOR).close()
        assert scalar(old, "PRAGMA user_version") == NEXT
        assert_sound(old)
    print(dict(ends))
    tally("migrations killed", times)
    return ends


def in_the_middle(database: Path) -> bool:
    """Say whether something was being written when the process was killed."""
    journal_file = database.with_name(f"{database.name}-journal")
    return journal_file.exists() and journal_file.stat().st_size > 0


def assert_whole(path: Path, before: Rows) -> None:
    """The file is sound and has the rows, whichever version it is of."""
    assert scalar(path, "PRAGMA integrity_check") == "ok"
    assert all_rows(path) == before
    with looking_at(path) as connection:
        assert schema.strange_parts(connection) == []


def log_many(path: Path) -> None:
    store = open_store(str(path), ACTOR)
    with store.change("Import") as session:
        team, crew = add_team(session), [add_member(session, "1234AB")]
        for _ in range(300):
            add_patrol(session, team, [crew, crew], note="n" * 400)
    store.close()


def test_an_update_that_is_killed_leaves_a_whole_file(
    database: Path, next_version: Callable[[str], Path], tally: Tally
) -> None:
    log_many(database)
    kill_updates(database, next_version(REBUILD_ALL), 2, tally)


@pytest.mark.trust
@pytest.mark.timeout(600)
def test_an_update_that_is_killed_many_times_leaves_a_whole_file(
    database: Path, next_version: Callable[[str], Path], tally: Tally
) -> None:
    log_many(database)
    ends = kill_updates(database, next_version(REBUILD_ALL), 60, tally)
    assert ends["in the middle"], "no kill met an update at work: this proved nothing"


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_an_update_that_is_killed_hundreds_of_times_leaves_a_whole_file(
    database: Path, next_version: Callable[[str], Path], tally: Tally
) -> None:
    log_many(database)
    kill_updates(database, next_version(REBUILD_ALL), 200, tally)


# --- Every version that was ever released -----------------------------------------------------


def kept(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the rows of all tables in which there is one, as far as they say something."""
    found = {}
    with raw(path) as connection:
        there = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for name in sorted({table.name for table in journal.NOTED} & {name for (name,) in there}):
            rows = connection.execute(f"SELECT * FROM {name} ORDER BY id")
            names = [column[0] for column in rows.description]
            if lines := [said(dict(zip(names, row, strict=True))) for row in rows]:
                found[name] = lines
    return found


def said(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a row what is empty: a later version has more columns."""
    return {name: value for name, value in row.items() if value is not None}


def test_there_is_a_file_of_every_released_version() -> None:
    kept = {path.name for path in RELEASED.glob("*.db")}
    assert kept >= {f"{version:04}.db" for version in range(1, schema.HEAD)}


@pytest.mark.parametrize("path", sorted(RELEASED.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_a_released_version_keeps_its_records(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    shutil.copyfile(path, mine)
    before = kept(mine)
    assert len(before) > 25
    open_store(str(mine), ACTOR).close()
    assert kept(mine) == before


@pytest.mark.parametrize(
    "path", [None, *sorted(RELEASED.glob("*.db"))], ids=lambda path: path.stem if path else "this"
)
def test_a_file_of_any_version_still_opens(
    path: Path | None, template: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.db"
    shutil.copyfile(path or template, mine)
    kept = all_rows(mine).keys() if path is None else None
    assert_sound(mine)
    assert scalar(mine, "PRAGMA user_version") == schema.HEAD
    assert kept is None or all_rows(mine).keys() == kept


@pytest.mark.trust
@pytest.mark.timeout(600)
@pytest.mark.parametrize("path", sorted(RELEASED.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_a_released_version_survives_a_killed_update(
    path: Path, tmp_path: Path, tally: Tally
) -> None:
    mine, chance, before = tmp_path / "own" / "mine.db", random.Random(path.stem), kept(path)
    for _ in range(20):
        shutil.rmtree(mine.parent, ignore_errors=True)
        mine.parent.mkdir()
        shutil.copyfile(path, mine)
        killed_after(chance.uniform(0, 0.4), upgrade, mine, schema.MIGRATIONS, schema.HEAD)
        assert scalar(mine, "PRAGMA integrity_check") == "ok"
        assert kept(mine) == before
        open_store(str(mine), ACTOR).close()
        assert kept(mine) == before
        assert_sound(mine)
    tally("migrations killed", 20)
