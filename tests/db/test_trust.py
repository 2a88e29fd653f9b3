"""How far a file is trusted: it is looked at again unless it is as the last desk left it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from snt_desk.db import schema, trust
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.opening import open_store, open_to_look, takes_long
from snt_desk.domain import clock
from snt_desk.services import looking_through
from tests.db.rows import add_member, collars, raw, titled
from tests.fixtures_store import ACTOR

DAMAGED = "Your data file cannot be read"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has it")


def damage(database: Path) -> None:
    """Damage the page of the members, and let the file look as it did: its size, its time."""
    before = database.stat()
    with raw(database) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'members'"
        [page] = connection.execute(sql).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        # How many cells it has, where they begin: https://sqlite.org/fileformat.html.
        file.seek((page - 1) * size + 3)
        file.write(b"\xff\xff\xff\xff")
    os.utime(database, ns=(before.st_atime_ns, before.st_mtime_ns))


def lock_of(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


@pytest.fixture
def left(database: Path) -> Path:
    """A file that a desk has opened, written to and closed."""
    store = open_store(str(database), ACTOR)
    store.note_checked(clock.now())
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    return database


# --- When it is looked at ---------------------------------------------------------------------


def test_a_file_that_is_as_it_was_left_is_not_looked_at_again(left: Path) -> None:
    damage(left)
    open_store(str(left), ACTOR).close()


def noted_nothing(database: Path) -> None:
    lock_of(database).unlink()


def was_cut_off(database: Path) -> None:
    lock_of(database).write_bytes(b"")


def was_killed(database: Path) -> None:
    said = {"user": "obi", "desk": "PC-0099", "since": clock.now().isoformat()}
    said["checked"] = clock.now().isoformat()
    lock_of(database).write_text(json.dumps(said), encoding="utf-8")


def was_touched(database: Path) -> None:
    os.utime(database)


def grew(database: Path) -> None:
    before = database.stat()
    with database.open("ab") as file:
        file.write(bytes(4096))
    os.utime(database, ns=(before.st_atime_ns, before.st_mtime_ns))


def _checked(database: Path, ago: timedelta) -> None:
    said = json.loads(lock_of(database).read_text(encoding="utf-8"))
    said["checked"] = (clock.now() - ago).isoformat()
    lock_of(database).write_text(json.dumps(said), encoding="utf-8")


def was_last_checked_eight_days_ago(database: Path) -> None:
    _checked(database, timedelta(days=8))


def was_checked_next_month(database: Path) -> None:
    _checked(database, timedelta(days=-30))


def has_garbage_beside_it(database: Path) -> None:
    lock_of(database).write_bytes(b'{"left": {"size": true, "changed": []}, "checked": 7}')


@pytest.mark.parametrize(
    "happened",
    [
        noted_nothing,
        was_cut_off,
        was_killed,
        was_touched,
        grew,
        was_last_checked_eight_days_ago,
        was_checked_next_month,
        has_garbage_beside_it,
    ],
)
def test_a_file_of_which_something_is_odd_is_looked_at(
    left: Path, happened: Callable[[Path], None]
) -> None:
    happened(left)
    open_store(str(left), ACTOR).close()
    damage(left)
    happened(left)
    before = left.read_bytes()
    with titled(DAMAGED):
        open_store(str(left), ACTOR)
    assert left.read_bytes() == before


def test_a_refusal_does_not_say_that_it_was_closed_well(left: Path) -> None:
    was_touched(left)
    damage(left)
    for _ in range(2):
        with titled(DAMAGED):
            open_store(str(left), ACTOR)


def test_a_refusal_leaves_what_the_last_desk_noted(left: Path) -> None:
    noted = lock_of(left).read_bytes()
    with raw(left) as connection:
        connection.execute("CREATE VIEW everybody AS SELECT * FROM members")
    with titled("This file was not made by SNT Desk alone"):
        open_store(str(left), ACTOR)
    assert lock_of(left).read_bytes() == noted


def test_what_was_checked_stays_so_until_a_week_later(left: Path) -> None:
    store = open_store(str(left), ACTOR)
    assert store.checked is not None
    assert not trust.is_due(store.checked, clock.now())
    assert trust.is_due(store.checked, clock.now() + timedelta(days=8))
    store.note_checked(None)
    store.close()
    again = open_store(str(left), ACTOR)
    assert again.checked is None
    again.close()


def test_only_a_large_file_with_something_odd_takes_long(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_touched(left)
    assert not takes_long(str(left))
    monkeypatch.setattr(trust, "LARGE", 1)
    assert takes_long(str(left))
    open_store(str(left), ACTOR).close()
    _checked(left, timedelta(0))
    assert not takes_long(str(left))
    assert not takes_long(str(left.with_name("nowhere.db")))


# --- Once a week ------------------------------------------------------------------------------


def test_a_sound_file_has_nothing_found_and_nothing_left_beside_it(left: Path) -> None:
    before = {one.name for one in left.parent.iterdir()}
    assert list(looking_through.findings(left)) == []
    assert {one.name for one in left.parent.iterdir()} == before


def test_it_is_looked_through_while_somebody_works_and_a_damage_is_named(left: Path) -> None:
    store = open_store(str(left), ACTOR)
    assert list(looking_through.findings(left)) == []
    store.close()
    damage(left)
    found = list(looking_through.findings(left))
    assert found
    assert "damaged" in found[0] or "cannot be read" in found[0]
    assert not list(left.parent.glob("*.checking*"))


def test_what_a_killed_look_left_behind_goes_with_the_next(left: Path) -> None:
    left.with_name("desk.db.checking").write_bytes(b"half")
    assert list(looking_through.findings(left)) == []
    assert not list(left.parent.glob("*.checking*"))


def test_what_a_killed_look_left_behind_goes_when_the_file_is_opened(left: Path) -> None:
    copy = left.with_name("desk.db.checking")
    copy.write_bytes(left.read_bytes())
    open_store(str(left), ACTOR).close()
    assert not copy.exists()


def test_the_process_says_what_it_found(left: Path) -> None:
    damage(left)
    done = subprocess.run(
        [sys.executable, "-m", "snt_desk", looking_through.ARGUMENT],
        input=looking_through.Order(str(left)).line(),
        capture_output=True,
        check=False,
        cwd=Path(schema.__file__).parents[2],
    )
    assert done.returncode == looking_through.LOOKED
    assert done.stdout.strip()


def test_what_is_not_damage_is_no_finding(left: Path) -> None:
    with raw(left) as connection:
        connection.execute(f"PRAGMA user_version = {schema.HEAD + 1}")
    with titled("This file is from a newer SNT Desk"):
        list(looking_through.findings(left))


# --- Room -------------------------------------------------------------------------------------


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(("times", "refused"), [(2.9, True), (3.0, False)])
def test_an_old_file_is_brought_up_only_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: float, *, refused: bool
) -> None:
    path = tmp_path / "desk.db"
    shutil.copyfile(Path(__file__).parents[1] / "released" / "0003.db", path)
    before = path.read_bytes()
    free = int(times * len(before))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, free))
    if not refused:
        open_store(str(path), ACTOR).close()
        return
    with pytest.raises(Trouble, match="no room to bring the file up to date") as said:
        open_store(str(path), ACTOR)
    assert said.value.kind is Kind.FULL
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


# --- A newer file, and one by another name ----------------------------------------------------


def test_a_newer_file_is_not_touched_even_where_a_journal_lies_beside_it(left: Path) -> None:
    with raw(left) as connection:
        connection.execute(f"PRAGMA user_version = {schema.HEAD + 1}")
    # A journal that any connection would play back.
    journal = left.with_name("desk.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    before = (left.read_bytes(), left.stat().st_mtime_ns, journal.read_bytes())
    for way in (open_store, open_to_look):
        with titled("This file is from a newer SNT Desk"):
            way(str(left), ACTOR)
    assert (left.read_bytes(), left.stat().st_mtime_ns, journal.read_bytes()) == before


@posix_only
def test_a_file_with_two_names_is_opened_once(left: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = elsewhere / "desk.db"
    other.hardlink_to(left)
    first = open_store(str(left), ACTOR)
    with titled("The data file is in use: Somebody else has"):
        open_store(str(other), ACTOR)
    # The refusal took nothing from whoever has it.
    with first.change("Add member") as session:
        add_member(session, "5678CD")
    first.close()
    second = open_store(str(other), ACTOR)
    assert collars(second) == ["1234AB", "5678CD"]
    second.close()


@posix_only
@pytest.mark.timeout(20)
def test_a_device_or_a_socket_is_no_file_of_ours() -> None:
    for device in ("/dev/null", "/dev/zero", "/dev/full"):
        with titled("This is not an SNT Desk file"):
            open_store(device, ACTOR)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as made:
        made.bind(f"{folder}/desk.db")
        with titled("This is not an SNT Desk file"):
            open_store(f"{folder}/desk.db", ACTOR)
