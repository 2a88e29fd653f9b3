"""What can still be read of a damaged file is read, row by row, and the file is not touched."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from snt_desk.db import evidence
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.opening import open_to_look
from snt_desk.db.salvage import salvage
from snt_desk.db.store import Store
from tests.db.rows import Rows, add_member, all_rows, fill
from tests.fixtures_store import ACTOR

PAGE = 4096


@pytest.fixture
def filled(store: Store, database: Path) -> Path:
    """A file with some hundred people, who lie on several pages."""
    with store.change("Log patrol") as session:
        fill(session)
    with store.change("Add everybody") as session:
        for number in range(400):
            add_member(session, f"{number:04}ZZ")
    store.close()
    return database


def readable(path: Path) -> Rows:
    store = open_to_look(str(path), ACTOR)
    store.close()
    return all_rows(path)


def test_of_a_sound_file_everything_is_read(filled: Path, tmp_path: Path) -> None:
    done = salvage(filled, tmp_path / "read.db", ACTOR)
    assert done.torn == ()
    assert readable(tmp_path / "read.db") == all_rows(filled)


def test_a_page_that_is_lost_takes_its_own_rows_along_and_no_others(
    filled: Path, tmp_path: Path
) -> None:
    whole, before = filled.read_bytes(), all_rows(filled)
    chance = random.Random(3)
    lost_something = 0
    for number in range(5):
        content = bytearray(whole)
        at = PAGE * chance.randrange(2, len(content) // PAGE)
        content[at : at + PAGE] = chance.randbytes(PAGE)
        filled.write_bytes(content)
        into = tmp_path / f"read{number}.db"
        try:
            done = salvage(filled, into, ACTOR)
        except Trouble:
            # The page said what is where.
            continue
        assert filled.read_bytes() == content
        found = readable(into)
        for (table, row), cells in before.items():
            if table in done.rows and table not in done.torn:
                assert found[table, row] == cells
        lost_something += bool(done.torn)
    assert lost_something


def test_a_file_that_ends_too_early_is_read_as_far_as_it_goes(filled: Path, tmp_path: Path) -> None:
    filled.write_bytes(filled.read_bytes()[: -8 * PAGE])
    assert "page_count: SQLITE_CORRUPT" in evidence.answers(filled)
    done = salvage(filled, tmp_path / "read.db", ACTOR)
    assert done.torn
    assert done.rows["members"] > 100
    members = [row for table, row in readable(tmp_path / "read.db") if table == "members"]
    assert len(members) == done.rows["members"]


@pytest.mark.parametrize("content", [b"", b"a letter" * 2000, b"SQLite format 3\0" + b"\0" * 9000])
def test_where_nothing_can_be_read_there_is_no_new_file(content: bytes, tmp_path: Path) -> None:
    damaged = tmp_path / "desk.db"
    damaged.write_bytes(content)
    with pytest.raises(Trouble, match="Nothing of the file can be read") as said:
        salvage(damaged, tmp_path / "read.db", ACTOR)
    assert said.value.kind is Kind.DAMAGED
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk.db"]
