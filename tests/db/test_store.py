"""A change is kept whole or not at all, one after the other, and then everybody is told."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from snt_desk.db import engine, journal, patience
from snt_desk.db.faults import UNTOUCHED
from snt_desk.db.models import Code, Member, Patrol, Setting
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, all_rows, collars, fill, raw, scalar
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


class Opened(NamedTuple):
    """A store with its engines in the test's hands."""

    store: Store
    writer: Engine
    reader: Engine

    def in_use(self) -> int:
        """Count the connections that somebody still holds."""
        pools = (self.writer.pool, self.reader.pool)
        return sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))


@pytest.fixture
def opened(database: Path) -> Generator[Opened]:
    writer, reader = engine.writer(database), engine.reader(database)
    opened = Opened(Store(writer, reader, ACTOR), writer, reader)
    yield opened
    assert opened.in_use() == 0
    opened.store.close()


# --- Whole or not at all ----------------------------------------------------------------------


def test_a_change_inside_a_change_is_a_programming_error(opened: Opened) -> None:
    store = opened.store
    with pytest.raises(RuntimeError), store.change("Outer") as session:
        add_member(session, "1234AB")
        with store.change("Inner"):
            pass
    assert collars(store) == []


def test_undo_inside_a_change_is_a_programming_error(opened: Opened) -> None:
    store = opened.store
    with store.change("Before") as session:
        add_member(session, "1234AB")
    with pytest.raises(RuntimeError), store.change("Outer"):
        store.undo()
    assert (collars(store), store.undo_label) == (["1234AB"], "Before")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, DeskError])
def test_a_change_that_fails_leaves_nothing(
    opened: Opened, database: Path, error: type[BaseException]
) -> None:
    store = opened.store
    before = all_rows(database)
    with pytest.raises(error), store.change("Log patrol") as session:
        fill(session)
        raise error("half-way")
    assert all_rows(database) == before
    assert store.undo_label is None
    assert scalar(database, "SELECT count(*) FROM changes") == 1
    with store.change("Log patrol") as session:
        fill(session)
    assert store.undo_label == "Log patrol"


def test_a_change_that_breaks_a_constraint_at_the_end_leaves_nothing(opened: Opened) -> None:
    store = opened.store
    with pytest.raises(IntegrityError), store.change("Twice") as session:
        add_member(session, "1234AB")
        session.add(Member(collar="1234AB", first_name="Amara", last_name="Obi"))
    assert collars(store) == []


def test_rows_can_be_used_after_the_change(opened: Opened) -> None:
    with opened.store.change("Log patrol") as session:
        patrol = fill(session)
    assert [leg.leg for leg in patrol.legs] == [1, 2]


def test_saving_over_what_somebody_else_has_changed_since_is_refused(opened: Opened) -> None:
    store = opened.store
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    with store.read() as session:
        read_before = session.scalars(select(Member)).one()
    with store.change("Edit first") as session:
        session.scalars(select(Member)).one().last_name = "Obi"
    with pytest.raises(StaleDataError), store.change("Edit second") as session:
        read_before.last_name = "Eze"
        session.add(read_before)


# --- Looking ----------------------------------------------------------------------------------


def test_a_session_for_looking_cannot_write(opened: Opened, database: Path) -> None:
    before = all_rows(database)
    with pytest.raises(DeskError), opened.store.read() as session:
        session.execute(delete(Code))
    with opened.store.read() as session:
        session.add(Setting(key="shift", value="1"))
    assert all_rows(database) == before


def test_a_session_for_looking_sees_one_moment(opened: Opened) -> None:
    with opened.store.change("Add member") as session:
        add_member(session, "1234AB")
    with opened.store.read() as session:
        assert session.scalars(select(Member.collar)).all() == ["1234AB"]
        assert session.scalars(select(Patrol)).all() == []


# --- Telling ----------------------------------------------------------------------------------


def test_listeners_are_told_the_tables_once_after_the_commit(opened: Opened) -> None:
    store = opened.store
    heard: list[tuple[set[str], list[str]]] = []
    store.subscribe(lambda tables: heard.append((set(tables), collars(store))))
    with store.change("Add members") as session:
        add_member(session, "1234AB")
        add_member(session, "5678CD")
        session.add(Setting(key="shift", value="1"))
        assert heard == []
    assert heard == [({"members", "settings"}, ["1234AB", "5678CD"])]
    store.undo()
    assert heard[1:] == [({"members", "settings"}, [])]


def test_listeners_hear_of_cascades(opened: Opened) -> None:
    store = opened.store
    with store.change("Log patrol") as session:
        fill(session)
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)
    with store.change("Delete patrol") as session:
        session.execute(delete(Patrol))
    assert heard == [
        {"patrols", "legs", "leg_officers", "leg_partners", "visits", "outcomes"},
    ]


def test_listeners_are_not_told_of_what_did_not_happen(opened: Opened) -> None:
    store = opened.store
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)
    with store.change("Nothing"):
        pass
    with store.change("Export", kind="note", recipient="Bridge Housing"):
        pass
    with pytest.raises(ValueError, match="no"), store.change("Fail") as session:
        add_member(session, "1234AB")
        raise ValueError("no")
    with pytest.raises(DeskError):
        store.undo()
    assert heard == []


def test_a_listener_may_make_a_change_of_its_own(opened: Opened) -> None:
    store = opened.store

    def note(tables: frozenset[str]) -> None:
        if "members" in tables:
            with store.change("Count") as session:
                session.add(Setting(key="members", value="1"))

    store.subscribe(note)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    assert store.undo_label == "Count"


# --- Several threads --------------------------------------------------------------------------


def test_changes_of_several_threads_wait_for_one_another(
    opened: Opened, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # They wait in the store: SQLite itself is told not to wait at all.
    monkeypatch.setattr(patience, "SECONDS", 0)
    store = opened.store
    with store.change("Begin") as session:
        session.add(Setting(key="count", value="0"))
    inside: list[str] = []
    failed: list[BaseException] = []

    def count(name: str) -> None:
        try:
            for number in range(10):
                with store.change(f"{name} {number}") as session:
                    inside.append(name)
                    setting = session.scalars(select(Setting)).one()
                    setting.value = str(int(setting.value) + 1)
                    session.flush()
                    inside.append(name)
        except BaseException as error:  # noqa: BLE001  # shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=count, args=(f"thread {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert inside[::2] == inside[1::2]
    assert scalar(database, "SELECT value FROM settings") == "60"
    # What the store remembers is what is written, in the same order.
    with opened.reader.connect() as connection:
        written, _ = journal.steps(connection)
    assert [store.undo() for _ in written] == [step.label for step in reversed(written)]
    assert scalar(database, "SELECT count(*) FROM settings") == 0


# --- Faults -----------------------------------------------------------------------------------


@contextmanager
def held_by_another_program(database: Path) -> Generator[None]:
    script = (
        "import sqlite3, sys;"
        "file = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "file.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.kill()


def refused(opened: Opened, title: str) -> None:
    """Try to save; it is refused with that title, and nothing of it is remembered."""
    label = opened.store.undo_label
    heard: list[frozenset[str]] = []
    opened.store.subscribe(heard.append)
    with pytest.raises(DeskError) as said, opened.store.change("Log patrol") as session:
        fill(session)
        session.add(Setting(key="long", value="x" * 200_000))
    assert said.value.title == title
    assert "not saved" in said.value.detail or UNTOUCHED in said.value.detail
    assert heard == []
    assert opened.store.undo_label == label


def saved_after_all(opened: Opened, database: Path) -> None:
    """Save, now that nothing is in the way, and look that all is sound."""
    with opened.store.change("Log patrol") as session:
        fill(session)
    with opened.reader.connect() as connection:
        assert list(journal.breaks(connection)) == []
    assert scalar(database, "PRAGMA integrity_check") == "ok"
    assert scalar(database, "SELECT count(*) FROM patrols") == 1


def test_a_full_disk_is_said_and_nothing_is_lost(opened: Opened, database: Path) -> None:
    before = all_rows(database)
    with opened.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    refused(opened, "The disk is full")
    assert all_rows(database) == before
    with opened.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    saved_after_all(opened, database)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit that POSIX sets")
def test_a_disk_that_does_not_take_the_change_is_said(opened: Opened, database: Path) -> None:
    import resource

    before = all_rows(database)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (database.stat().st_size + 8192, limits[1]))
    try:
        refused(opened, "The disk does not take the change")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert all_rows(database) == before
    saved_after_all(opened, database)


def test_a_file_held_by_another_program_is_said_and_nothing_is_lost(
    opened: Opened, database: Path
) -> None:
    with held_by_another_program(database):
        refused(opened, "Another program is using the data file")
    saved_after_all(opened, database)


def test_a_reader_that_does_not_leave_stops_a_save_but_loses_nothing(
    opened: Opened, database: Path
) -> None:
    with raw(database) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM codes").fetchall()
        refused(opened, "Another program is using the data file")
    saved_after_all(opened, database)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file go")
@pytest.mark.parametrize("open_before", [True, False])
def test_a_file_that_is_moved_away_is_said_and_none_is_made_in_its_place(
    opened: Opened, database: Path, *, open_before: bool
) -> None:
    if open_before:
        opened.writer.connect().close()
    before = all_rows(database)
    elsewhere = database.rename(database.with_name("elsewhere.db"))
    refused(opened, "Your data file was moved or taken away")
    with pytest.raises(DeskError), opened.store.read() as first, opened.store.read() as second:
        first.scalars(select(Code)).all()
        second.scalars(select(Code)).all()
    assert not database.exists()
    assert all_rows(elsewhere) == before
    elsewhere.rename(database)
    saved_after_all(opened, database)


# --- Closing ----------------------------------------------------------------------------------


def test_closing_twice_closes_once(database: Path) -> None:
    store = open_store(str(database), ACTOR)
    store.close()
    again = open_store(str(database), ACTOR)
    store.close()
    with pytest.raises(DeskError, match="in use"):
        open_store(str(database), ACTOR)
    again.close()


def test_the_file_alone_is_everything(store: Store, database: Path, tmp_path: Path) -> None:
    with store.change("Log patrol") as session:
        fill(session)
    copied = tmp_path / "copied.db"
    copied.write_bytes(database.read_bytes())
    assert all_rows(copied) == all_rows(database)
