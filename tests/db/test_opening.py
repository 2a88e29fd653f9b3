"""What is wrong with a file is said in a sentence, and the file is left as it was."""

from __future__ import annotations

import os
import pwd
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from snt_desk.db import schema
from snt_desk.db.lock import DeskLock
from snt_desk.db.opening import (
    create_store,
    discard,
    exists,
    open_store,
    open_to_look,
    this_actor,
)
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, all_rows, collars, raw, scalar, titled
from tests.db.users import ordinary_user
from tests.fixtures_store import ACTOR
from tests.trust.figures import Tally

NOT_OURS = "This is not an SNT Desk file"
DAMAGED = "Your data file cannot be read"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has it")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def traces(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Everything of a folder that could be changed: names, bytes and times."""
    return {
        path.name: (path.read_bytes() if path.is_file() else b"", path.lstat().st_mtime_ns)
        for path in folder.iterdir()
    }


# --- What is no file of ours ------------------------------------------------------------------


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def zeroes(path: Path) -> None:
    path.write_bytes(bytes(8192))


def a_text(path: Path) -> None:
    path.write_text("collar,first_name\n1234AB,Ngozi\n" * 20, encoding="utf-8")


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def another_programs_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (id INTEGER PRIMARY KEY)")
        other.commit()


def a_database_that_only_claims_to_be_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 0x534E5444")
        other.execute("PRAGMA user_version = 1")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("make", "title"),
    [
        (an_empty_file, DAMAGED),
        (zeroes, DAMAGED),
        (a_text, NOT_OURS),
        (a_picture, NOT_OURS),
        (a_folder, NOT_OURS),
        pytest.param(a_pipe, NOT_OURS, marks=posix_only),
        (another_programs_database, NOT_OURS),
    ],
)
@pytest.mark.parametrize("way", [open_store, open_to_look])
def test_what_is_no_file_of_ours_is_left_alone(
    tmp_path: Path,
    make: Callable[[Path], None],
    title: str,
    way: Callable[[str, object], Store],
) -> None:
    path = tmp_path / "desk.db"
    make(path)
    before = traces(tmp_path)
    with titled(title):
        way(str(path), ACTOR)
    assert traces(tmp_path) == before


def test_a_database_of_ours_without_tables_is_damage_and_no_first_run(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    a_database_that_only_claims_to_be_ours(path)
    before = path.read_bytes()
    with titled(DAMAGED):
        open_store(str(path), ACTOR)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["desk.db", "no folder/desk.db", "x" * 300, "nul\0nul"])
def test_no_file_is_said_and_none_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError):
        open_store(f"{tmp_path}/{name}", ACTOR)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [50, 99, 100, 512, 4096, 5000, 0.5, -4096])
def test_a_file_that_was_cut_short_is_refused_and_left_alone(database: Path, kept: float) -> None:
    whole = database.read_bytes()
    end = int(len(whole) * kept) if 0 < kept < 1 else int(kept)
    database.write_bytes(whole[:end])
    with titled(DAMAGED):
        open_store(str(database), ACTOR)
    assert database.read_bytes() == whole[:end]


def test_a_journal_that_cannot_be_read_is_damage(store: Store, database: Path) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    damaged = database.read_bytes().replace(b"Add member", b"Add\xffmember")
    database.write_bytes(damaged)
    with titled(DAMAGED):
        open_store(str(database), ACTOR)
    assert database.read_bytes() == damaged


def test_a_newer_file_is_refused_to_the_last_bit(database: Path) -> None:
    with raw(database) as connection:
        connection.execute(f"PRAGMA user_version = {schema.HEAD + 1}")
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    for way in (open_store, open_to_look):
        with titled("This file is from a newer SNT Desk") as said:
            way(str(database), ACTOR)
        assert f"version {schema.HEAD + 1}" in said.value.detail
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
"""Whoever reads it never comes back."""
DISARMED = (
    "DROP TRIGGER guard_images_delete;"
    "CREATE TRIGGER guard_images_delete BEFORE DELETE ON images BEGIN SELECT 1; END"
)


def test_what_another_program_had_counted_by_sqlite_is_nothing_planted(database: Path) -> None:
    with raw(database) as connection:
        connection.execute("ANALYZE")
    open_store(str(database), ACTOR).close()
    assert scalar(database, "SELECT count(*) FROM sqlite_stat1")


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("CREATE TRIGGER help AFTER INSERT ON members BEGIN DELETE FROM members; END", "help"),
        ("CREATE VIEW everybody AS SELECT * FROM members", "everybody"),
        ("DROP TRIGGER guard_images_delete", "guard_images_delete"),
        (DISARMED, "guard_images_delete"),
        ("CREATE TABLE more (id INTEGER)", "more"),
        ("CREATE VIRTUAL TABLE more USING fts5(words)", "more"),
        ("CREATE INDEX slow ON members (hex(zeroblob(1000)))", "slow"),
        ("CREATE UNIQUE INDEX one ON patrols (team_id)", "one"),
        ("DROP INDEX ix_legs_open", "ix_legs_open"),
        ("ALTER TABLE members ADD COLUMN more DEFAULT (hex(zeroblob(1000)))", "members"),
        ("DROP TABLE posts", "posts"),
        ("DROP TABLE posts; CREATE VIEW posts AS SELECT 1 AS id", "posts"),
        (f"DROP TABLE drafts; CREATE VIEW drafts AS {ENDLESS}", "drafts"),
        (f"CREATE VIEW endless AS {ENDLESS}", "endless"),
        (f'CREATE VIEW "{"a" * 100_000}\u202e" AS SELECT 1', "a" * 40),
    ],
)
def test_what_was_planted_in_a_file_is_named(
    database: Path, sql: str, named: str, tally: Tally
) -> None:
    with raw(database) as connection:
        connection.executescript(sql)
    before = database.read_bytes()
    tally("hostile imports", 1)
    with titled("This file was not made by SNT Desk alone") as said:
        open_store(str(database), ACTOR)
    assert named in said.value.detail
    assert len(said.value.detail) < 300
    assert database.read_bytes() == before


def test_after_a_refusal_nothing_holds_the_file(database: Path) -> None:
    whole = database.read_bytes()
    with raw(database) as connection:
        connection.execute("CREATE VIEW everybody AS SELECT * FROM members")
    with pytest.raises(DeskError):
        open_store(str(database), ACTOR)
    if sys.platform == "linux":
        held = {os.path.realpath(path) for path in Path("/proc/self/fd").iterdir()}
        assert not {path for path in held if path.startswith(str(database))}
    database.write_bytes(whole)
    open_store(str(database), ACTOR).close()


# --- What may not be written to ---------------------------------------------------------------


@posix_only
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_read_only_file_is_said_and_can_be_looked_at(template: Path, protected: str) -> None:
    content = template.read_bytes()
    with ordinary_user() as folder:
        path = folder / "desk.db"
        path.write_bytes(content)
        if protected == "file":
            path.chmod(0o444)
        else:
            folder.chmod(0o555)
        with titled("The data file can only be read"):
            open_store(str(path), ACTOR)
        assert names(folder) == {"desk.db"}
        looking = open_to_look(str(path), ACTOR)
        assert collars(looking) == []
        looking.close()
        assert path.read_bytes() == content


@posix_only
def test_a_file_that_may_not_be_read_is_said(template: Path) -> None:
    content = template.read_bytes()
    with ordinary_user() as folder:
        path = folder / "desk.db"
        path.write_bytes(content)
        path.chmod(0)
        with titled("The data file may not be read"):
            open_store(str(path), ACTOR)
        folder.chmod(0)
        with titled("There is no data file"):
            open_store(str(path), ACTOR)


@posix_only
@pytest.mark.parametrize("name", ["desk.db", "data/desk.db"])
def test_where_nothing_can_be_made_it_is_said(name: str) -> None:
    with ordinary_user() as folder:
        folder.chmod(0o555)
        with pytest.raises(DeskError):
            create_store(str(folder / name), ACTOR)
        assert names(folder) == set()


# --- Where files are --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "50% #1?&x=y",
        "a%20b",
        "Ward  of  spaces ",
        "警察 👮",
        "Søn\u202eab",
        "x" * 200,
        pytest.param("back\\slash\nnew\x7f", marks=posix_only),
        pytest.param(os.fsdecode(b"latin\xe9"), marks=posix_only),
        ":memory:",
        "file:x.db?mode=memory",
    ],
)
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and set(name) & set('?:%"<>|*'):
        pytest.skip("no name on Windows")
    folder = tmp_path / name[:40]
    path = folder / name
    store = create_store(str(path), ACTOR)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    again = open_store(str(path), ACTOR)
    assert collars(again) == ["1234AB"]
    again.close()
    assert all_rows(path)["members", 1]["collar"] == "1234AB"
    beside = {name, f"{name}.lock", f"{name}-journal"}
    assert names(folder) <= beside
    assert names(tmp_path) == {folder.name}


def test_a_path_may_be_relative_to_where_the_program_runs(
    database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(database.parent)
    store = open_store("desk.db", ACTOR)
    monkeypatch.chdir("/")
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    assert ("members", 1) in all_rows(database)


# --- Making a file ----------------------------------------------------------------------------


def test_a_new_file_has_the_codes_and_nothing_else(template: Path) -> None:
    assert {table for table, _ in all_rows(template)} == {"codes"}


def test_a_new_file_stands_alone(tmp_path: Path) -> None:
    create_store(str(tmp_path / "desk.db"), ACTOR).close()
    assert names(tmp_path) <= {"desk.db", "desk.db.lock", "desk.db-journal"}


@pytest.mark.parametrize("make", [an_empty_file, a_text, a_folder])
def test_nothing_that_is_there_is_ever_made_anew(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "desk.db"
    make(path)
    before = traces(tmp_path)
    with titled("There is a file of that name already"):
        create_store(str(path), ACTOR)
    assert traces(tmp_path) == before


def test_a_file_that_another_desk_makes_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"

    def lock_after_another(database: Path, *, user: str, desk: str) -> DeskLock:
        database.write_bytes(b"another's")
        return DeskLock(database, user=user, desk=desk)

    monkeypatch.setattr("snt_desk.db.opening.DeskLock", lock_after_another)
    with titled("There is a file of that name already"):
        create_store(str(path), ACTOR)
    assert path.read_bytes() == b"another's"


def test_what_a_killed_process_left_half_made_is_made_anew(tmp_path: Path, database: Path) -> None:
    (tmp_path / "new.db.part").write_bytes(database.read_bytes()[:9000])
    (tmp_path / "new.db.part-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(900))
    create_store(str(tmp_path / "new.db"), ACTOR).close()
    assert all_rows(tmp_path / "new.db") == all_rows(database)
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize("name", ["x" * 300, "nul\0nul", "file/desk.db"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeskError):
        create_store(f"{tmp_path}/{name}", ACTOR)
    assert names(tmp_path) == {"file"}


def test_a_making_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    path = tmp_path / "desk.db"
    with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
        patched.setattr("snt_desk.db.schema.seeded_codes", fail)
        create_store(str(path), ACTOR)
    assert not exists(str(path))
    assert not list(tmp_path.glob("*.part*"))
    create_store(str(path), ACTOR).close()
    assert exists(str(path))


def test_what_came_to_nothing_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(str(path), ACTOR).close()
    discard(str(path))
    discard(str(path))
    assert not exists(str(path))


# --- Looking ----------------------------------------------------------------------------------


def test_a_file_that_is_open_can_be_looked_at_but_not_written_to(
    store: Store, database: Path
) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    looking = open_to_look(str(database), ACTOR)
    assert collars(looking) == ["1234AB"]
    with pytest.raises(DeskError), looking.change("Add member") as session:
        add_member(session, "5678CD")
    with pytest.raises(DeskError):
        looking.undo()
    looking.close()
    assert collars(store) == ["1234AB"]
    with store.change("Go on") as session:
        add_member(session, "5678CD")


def test_an_older_file_is_not_looked_at_before_it_is_brought_up(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "HEAD", schema.HEAD + 1)
    before = database.read_bytes()
    with titled("This file is from an older SNT Desk"):
        open_to_look(str(database), ACTOR)
    assert database.read_bytes() == before


# --- Who --------------------------------------------------------------------------------------


def test_an_account_without_a_name_can_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> str:
        raise KeyError(f"getpwuid(): uid not found: {number}")

    monkeypatch.setattr("pwd.getpwuid", fail)
    assert this_actor("1234AB").user == f"account {os.getuid()}"
    assert this_actor("1234AB").collar == "1234AB"


def test_nobody_is_another_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = this_actor()
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, "okafor")
    monkeypatch.setenv("SNT_DESK_COLLAR", "1432")
    assert this_actor() == before
    assert before.user == pwd.getpwuid(os.getuid()).pw_name


# --- Addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [open_store, create_store, open_to_look])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("postgresql+psycopg://obi:secret@127.0.0.1:1/desk", "The server cannot be reached"),
        ("postgresql+psycopg://obi:secret@/desk?host=/nowhere", "The server cannot be reached"),
        ("oracle9://obi:secret@server/desk", "That is no address of a database"),
        ("mysql+mysqldb://obi:secret@server/desk", "That is no address of a database"),
        ("postgresql+psycopg://obi:secret@server:port/desk", "That is no address of a database"),
        ("sqlite:///secret.db", "That is no address of a database"),
        ("://", "That is no address of a database"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_the_password(
    way: Callable[[str, object], Store], address: str, title: str
) -> None:
    with titled(title) as said:
        way(address, ACTOR)
    assert "secret" not in str(said.value)
