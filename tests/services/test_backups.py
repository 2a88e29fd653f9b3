"""A backup is whole and checked before it has its name, and the newest is found again."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import backups
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR


def test_a_backup_stands_beside_the_data_and_opens_as_it_was(
    store: Store, database: Path, team: TeamName
) -> None:
    made = backups.back_up(str(database))
    assert made.path.parent == database.parent / "backups"
    assert backups.last(str(database)) == made
    copy = open_store(str(made.path), ACTOR)
    with copy.read() as session:
        assert session.query(m.Team).one().code == team.code
    copy.close()


def test_it_says_when_it_was_made(database: Path, store: Store) -> None:
    made = backups.back_up(str(database))
    assert made.words == f"Backed up today {clock.wall(made.made)}, checked"
    earlier = made.made - timedelta(days=3)
    os.utime(made.path, (earlier.timestamp(), earlier.timestamp()))
    found = backups.last(str(database))
    assert found is not None
    day = clock.short_day(clock.local_day(earlier))
    assert found.words == f"Backed up {day} {clock.wall(earlier)}, checked"


def test_progress_is_told_and_can_end_it(database: Path, store: Store) -> None:
    seen: list[tuple[int, int]] = []
    backups.back_up(str(database), report=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    there = sorted((database.parent / "backups").iterdir())
    with pytest.raises(KeyboardInterrupt):
        backups.back_up(str(database), report=stop)
    assert sorted((database.parent / "backups").iterdir()) == there


def test_without_a_backup_there_is_none(database: Path) -> None:
    assert backups.last(str(database)) is None
    (database.parent / "backups").mkdir()
    (database.parent / "backups" / "another-2026.db").write_bytes(b"")
    assert backups.last(str(database)) is None


def test_a_damaged_file_is_not_backed_up(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 4))
    with pytest.raises(DeskError):
        backups.back_up(str(database))
    assert list((database.parent / "backups").iterdir()) == []


def test_a_server_is_not_backed_up_from_here() -> None:
    assert backups.last("postgresql://desk") is None
    with pytest.raises(DeskError, match="server"):
        backups.back_up("postgresql://desk")


def test_the_copy_is_one_view_of_the_data_while_another_program_writes(
    database: Path, store: Store
) -> None:
    # What the fingerprints compare is held still from the first page to the last count.
    def write(_done: int, _total: int) -> None:
        other = sqlite.connect(str(database), timeout=0)
        with pytest.raises(sqlite.OperationalError, match="locked"):
            other.execute("BEGIN EXCLUSIVE")
        other.close()

    assert backups.back_up(str(database), report=write).path.exists()
