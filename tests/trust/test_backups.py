"""A backup or a restore that is killed leaves what there was, and nothing by halves (A11, A22)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from snt_desk.db import cipher_ring
from snt_desk.db import models as m
from snt_desk.db.backup import manifest_path
from snt_desk.db.cipher import Key
from snt_desk.db.health import faults
from snt_desk.db.opening import create_store, open_store
from snt_desk.domain.backups import Why
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backups
from snt_desk.services.backups import Backup
from tests.fixtures_store import ACTOR
from tests.keyed import KEY, RING
from tests.trust import backing_up
from tests.trust.children import killed_after
from tests.trust.figures import Tally

LONGEST = 0.12
"""Seconds; several backups or restores are made in it."""
LONG = 20.0
LEAST_STEPS = 8
"""A backup and a restore have more of them than this, or the counting is blind."""


@dataclass
class Found:
    """What was found after the kills."""

    in_the_middle: int = 0
    lost: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    def count(self, name: str, kills: int, tally: Tally) -> None:
        """Put it in the table; nothing but kills may have been found."""
        tally(name, kills)
        tally("lost", len(self.lost))
        tally("torn", len(self.torn))
        tally("corrupt", len(self.corrupt))
        assert (self.lost, self.torn, self.corrupt) == ([], [], [])


def parts(database: Path) -> list[Path]:
    """Everything that was left half done."""
    return [
        path
        for folder in (database.parent, database.parent / "backups")
        for path in folder.iterdir()
        if ".part" in path.name
    ]


def forget(one: Backup) -> None:
    for path in one.path.parent.glob(f"{one.path.name}*"):
        path.unlink()


# --- Backups ------------------------------------------------------------------------------------


def kill_backups(
    database: Path, kills: int, seed: int, tally: Tally, key: Key | None = None
) -> Found:
    first = backups.back_up(str(database), key=key)
    found, chance = Found(), random.Random(seed)
    for _ in range(kills):
        seconds = chance.uniform(0.005, LONGEST)
        said = killed_after(seconds, backing_up.back_up, database, key)
        found.in_the_middle += bool(parts(database))
        look_at_backups(database, {first.path.name, *said}, found, key)
        backup_care.sweep(str(database))
        found.torn += [path.name for path in parts(database)]
        for one in backups.listed(str(database))[:-1]:
            forget(one)
    assert list(backups.listed(str(database)))[-1].path == first.path
    store = open_store(str(database), ACTOR, key)
    found.corrupt += faults(store)
    store.close()
    found.count("backups", kills, tally)
    return found


def kill_at_every_step_of_a_backup(database: Path, tally: Tally) -> None:
    first = backups.back_up(str(database))
    found, said = Found(), list[str]()
    for step in count(1):
        said = killed_after(LONG, backing_up.back_up_to, database, step)
        look_at_backups(database, {first.path.name, *said}, found, None)
        if said:
            break
        backup_care.sweep(str(database))
        found.torn += [path.name for path in parts(database)]
    assert step > LEAST_STEPS
    found.count("backups", step - 1, tally)


def look_at_backups(database: Path, said: set[str], found: Found, key: Key | None) -> None:
    """What was said to be made is there; what has the name of a backup is one, with a manifest."""
    listed = {one.path.name: one for one in backups.listed(str(database))}
    found.lost += said - set(listed)
    for name, one in listed.items():
        if one.manifest is None or not backups.read_back(one, key).checked:
            found.torn.append(name)


@pytest.mark.trust
def test_a_backup_that_is_killed_before_any_step_leaves_none_by_halves(
    database: Path, tally: Tally
) -> None:
    kill_at_every_step_of_a_backup(database, tally)


def test_a_killed_backup_leaves_earlier_ones_and_none_by_halves(
    database: Path, tally: Tally
) -> None:
    kill_backups(database, 4, 1, tally)


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_backups_that_are_killed_often_leave_none_by_halves(database: Path, tally: Tally) -> None:
    assert kill_backups(database, 60, 2, tally).in_the_middle, (
        "no kill met one: this proved nothing"
    )


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 14))
def test_backups_that_are_killed_two_hundred_times_leave_none_by_halves(
    database: Path, seed: int, tally: Tally
) -> None:
    assert kill_backups(database, 50, seed, tally).in_the_middle


# --- Restores -----------------------------------------------------------------------------------


def change(database: Path, code: str, key: Key | None) -> None:
    store = open_store(str(database), ACTOR, key)
    with store.change(f"Make it {code}") as session:
        session.query(m.Team).delete()
        session.add(m.Team(code=code, name=code, district="West"))
    store.close()


def teams(database: Path, key: Key | None, found: Found) -> list[str]:
    try:
        store = open_store(str(database), ACTOR, key)
    except DeskError as error:
        found.corrupt.append(str(error))
        return []
    found.corrupt += faults(store)
    with store.read() as session:
        there = [team.code for team in session.query(m.Team)]
    store.close()
    return there


def old_and_new(database: Path, key: Key | None) -> tuple[str, ...]:
    """Two backups of different records; gives their names."""
    made = []
    for code in ("OLD", "NEW"):
        change(database, code, key)
        made.append(backups.back_up(str(database), key=key, why=Why.REKEY).path.name)
    return tuple(made)


def kill_restores(
    database: Path, kills: int, seed: int, tally: Tally, key: Key | None = None
) -> Found:
    names = old_and_new(database, key)
    found, chance = Found(), random.Random(seed)
    for _ in range(kills):
        seconds = chance.uniform(0.005, LONGEST)
        killed_after(seconds, backing_up.put_back, database, names, key)
        found.in_the_middle += bool(parts(database))
        look_at_data(database, found, key)
    found.count("restores", kills, tally)
    return found


def kill_at_every_step_of_a_restore(database: Path, tally: Tally, key: Key | None = None) -> None:
    old, _new = old_and_new(database, key)
    found, journal = Found(), database.with_name(f"{database.name}-journal")
    for step in count(1):
        # Before each the same, or the steps have other numbers: a file that was written to.
        journal.write_bytes(b"")
        said = killed_after(LONG, backing_up.put_back_to, database, old, step, key)
        look_at_data(database, found, key)
        if said:
            break
    assert step > LEAST_STEPS
    found.count("restores", step - 1, tally)


def look_at_data(database: Path, found: Found, key: Key | None) -> None:
    """The data file is there, sound, and one of the two; nothing that is kept is half."""
    if not database.exists():
        found.lost.append("the data file")
        return
    there = teams(database, key, found)
    if there not in (["OLD"], ["NEW"]):
        found.torn.append(f"the data file: {there}")
    look_at_kept(database, found, key)


def look_at_kept(database: Path, found: Found, key: Key | None) -> None:
    """Both backups are as they were; what was replaced is whole, or has no manifest yet."""
    backup_care.sweep(str(database))
    found.torn += [path.name for path in parts(database)]
    listed = backups.listed(str(database))
    known = [one for one in listed if one.why is Why.REKEY]
    if len(known) != 2 or not all(backups.read_back(one, key).checked for one in known):
        found.lost.append("a backup")
    for one in listed:
        if one in known:
            continue
        if not backups.read_back(one, key).checked:
            found.torn.append(one.path.name)
        forget(one)
        assert not manifest_path(one.path).exists()


@pytest.mark.trust
@pytest.mark.timeout(300)
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_restore_that_is_killed_before_any_step_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, key: Key | None, tally: Tally
) -> None:
    database = tmp_path / "desk.db"
    create_store(str(database), ACTOR, key).close()
    if key is not None:
        cipher_ring.keep(database, RING)
    kill_at_every_step_of_a_restore(database, tally, key)


def test_a_killed_restore_leaves_the_old_file_or_the_new_one(database: Path, tally: Tally) -> None:
    kill_restores(database, 4, 1, tally)


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_restores_that_are_killed_often_leave_the_old_file_or_the_new_one(
    database: Path, tally: Tally
) -> None:
    assert kill_restores(database, 60, 2, tally).in_the_middle, "no kill met one"


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_restores_of_an_encrypted_file_that_are_killed_leave_the_old_or_the_new_one(
    tmp_path: Path, tally: Tally
) -> None:
    database = tmp_path / "desk.db"
    create_store(str(database), ACTOR, KEY).close()
    cipher_ring.keep(database, RING)
    kill_restores(database, 20, 3, tally, KEY)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 14))
def test_restores_that_are_killed_two_hundred_times_leave_the_old_file_or_the_new_one(
    database: Path, seed: int, tally: Tally
) -> None:
    assert kill_restores(database, 50, seed, tally).in_the_middle
