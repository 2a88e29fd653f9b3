"""Which faults of the database a person can mend, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db.faults import DAMAGED, said_plainly, sentence_for
from snt_desk.errors import DeskError


@pytest.mark.parametrize(
    "name", ["SQLITE_CORRUPT", "SQLITE_CORRUPT_INDEX", "SQLITE_CORRUPT_VTAB", "SQLITE_NOTADB"]
)
def test_only_a_damaged_file_is_called_damaged(name: str) -> None:
    said = sentence_for(name)
    assert said is not None
    assert said.title == DAMAGED.title


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("SQLITE_BUSY", "Another program"),
        ("SQLITE_BUSY_SNAPSHOT", "Another program"),
        ("SQLITE_LOCKED", "Another program"),
        ("SQLITE_FULL", "full"),
        ("SQLITE_READONLY", "only be read"),
        ("SQLITE_READONLY_DIRECTORY", "only be read"),
        ("SQLITE_READONLY_DBMOVED", "only be read"),
        ("SQLITE_IOERR_WRITE", "disk"),
        ("SQLITE_IOERR_FSYNC", "disk"),
        ("SQLITE_CANTOPEN", "opened"),
        ("SQLITE_PERM", "opened"),
        ("SQLITE_AUTH", "opened"),
    ],
)
def test_another_fault_is_not_called_damage(name: str, word: str) -> None:
    said = sentence_for(name)
    assert said is not None
    assert word in said.title
    assert said.title != DAMAGED.title


@pytest.mark.parametrize(
    "name",
    ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_TOOBIG", "SQLITE", ""],
)
def test_a_bug_stays_a_bug(name: str) -> None:
    assert sentence_for(name) is None


def test_each_telling_is_an_error_of_its_own() -> None:
    assert sentence_for("SQLITE_FULL") is not sentence_for("SQLITE_FULL")


def test_a_fault_keeps_its_cause_and_a_bug_goes_through() -> None:
    cause = sqlite.OperationalError("the text decides nothing")
    cause.sqlite_errorname = "SQLITE_FULL"
    with pytest.raises(DeskError, match="full") as said, said_plainly():
        raise OperationalError("INSERT", {}, cause)
    assert isinstance(said.value.__cause__, DBAPIError)
    bug = sqlite.OperationalError("database or disk is full")
    bug.sqlite_errorname = "SQLITE_ERROR"
    with pytest.raises(OperationalError), said_plainly():
        raise OperationalError("INSERT", {}, bug)


def test_a_fault_that_the_driver_tells_itself_is_said_as_well(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("This is a letter and no database. " * 100)
    connection = sqlite.connect(str(file))
    with pytest.raises(DeskError, match=DAMAGED.title), said_plainly():
        connection.execute("SELECT 1 FROM images")
    connection.close()
