"""What can be learnt of a file that cannot be opened, with not a byte of it changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from snt_desk.db import evidence, schema
from snt_desk.db.store import Store
from snt_desk.domain import clock
from tests.db.rows import fill


@pytest.fixture
def filled(store: Store, database: Path) -> Path:
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    return database


def test_the_header_is_said_field_by_field(filled: Path) -> None:
    said = evidence.header(filled)
    assert "page size: 4096" in said
    assert "application id: 0x534e5444" in said
    assert "text encoding: UTF-8" in said
    assert any(one.startswith("user version: ") for one in said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no bytes at all"),
        (b"\0" * 4096, "100 bytes, all of them zero"),
        (b"PK\3\4 a spreadsheet", "no SQLite header; the first four bytes are 50 4b 03 04"),
        (b"SQLite format 3\0 cut", "an SQLite header that ends after 20 bytes"),
    ],
)
def test_what_is_no_header_is_said_too(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "desk.db"
    file.write_bytes(content)
    assert evidence.header(file) == [said]


def test_what_is_not_there_is_no_second_fault(tmp_path: Path) -> None:
    assert evidence.stat(tmp_path / "gone.db") is None
    assert evidence.header(tmp_path / "gone.db") == ["cannot be read: FileNotFoundError 2"]
    assert evidence.answers(tmp_path / "gone.db") == ["cannot be opened: SQLITE_CANTOPEN"]


def test_sqlite_is_asked_as_far_as_it_answers(filled: Path) -> None:
    whole = filled.read_bytes()
    assert evidence.answers(filled)[-1] == "quick_check: ok"
    filled.write_bytes(whole[: len(whole) // 2])
    assert "user_version: SQLITE_CORRUPT" in evidence.answers(filled)
    assert f"user version: {schema.HEAD}" in evidence.header(filled)


def test_the_changes_after_a_moment_are_counted_where_the_journal_can_be_read(
    filled: Path,
) -> None:
    now = clock.now()
    # That of making the file, and the patrol.
    assert evidence.changes_since(filled, now - timedelta(hours=1)) == 2
    assert evidence.changes_since(filled, now + timedelta(hours=1)) == 0
    filled.write_bytes(filled.read_bytes()[:-4096])
    assert evidence.changes_since(filled, now + timedelta(hours=1)) == 0
    filled.write_bytes(b"a letter")
    assert evidence.changes_since(filled, now) is None


def test_nothing_of_it_changes_the_file(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:-4096])
    journal = filled.with_name(f"{filled.name}-journal")
    journal.write_bytes(b"left by a power cut")
    before = filled.read_bytes(), journal.read_bytes(), sorted(filled.parent.iterdir())
    evidence.header(filled)
    evidence.answers(filled)
    evidence.changes_since(filled, clock.now())
    assert before == (filled.read_bytes(), journal.read_bytes(), sorted(filled.parent.iterdir()))
