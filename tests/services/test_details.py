"""What IT is told holds what IT needs, and no name of anybody."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db.faults import Kind, Trouble, said_plainly
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.services import details
from snt_desk.services.details import Case
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR

PLANTED = ("Okafor", "Ridley", "Calloway", "Woodhall", "Welwyn")


@pytest.fixture
def damaged(store: Store, team: TeamName, database: Path) -> Path:
    """The team's file in a folder with the account's name in it, with its middle lost."""
    store.close()
    home = database.parent / "Users" / "hannah.okafor" / "data"
    home.mkdir(parents=True)
    file = home / "okafor.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 3 :] = b"\0" * (len(content) - len(content) // 3)
    file.write_bytes(content)
    return file


def met(file: Path) -> Case:
    with pytest.raises(DeskError) as refused, said_plainly():
        open_store(str(file), ACTOR).close()
    return Case(refused.value, str(file))


def test_it_holds_what_it_needs(damaged: Path, tmp_path: Path) -> None:
    log = tmp_path / "snt-desk.log"
    log.write_text("2026-11-30 INFO snt_desk: started\n")
    case = met(damaged)
    text = details.written(case, {"Qt": "6.11.3"}, log)
    for wanted in (
        f"reference: {case.reference}",
        "kind: damaged",
        "error: SQLITE_CORRUPT",
        "Qt: 6.11.3",
        f"Python: {platform.python_version()}",
        f"SQLite: {sqlite.sqlite_version}",
        f"size: {damaged.stat().st_size:,} bytes",
        "page size: 4096",
        "quick_check: ",
        "snt_desk: started",
    ):
        assert wanted in text, text
    assert text.startswith("What happened\n")


def test_it_names_nobody(damaged: Path, tmp_path: Path) -> None:
    log = tmp_path / "snt-desk.log"
    log.write_text(
        f"2026-11-30 INFO opened {damaged}\n"
        f"2026-11-30 INFO C:\\Users\\hannah.okafor\\AppData\\desk.db is gone\n"
        f"2026-11-30 INFO {getpass.getuser()} on {platform.node()} began\n"
    )
    text = details.written(met(damaged), {}, log)
    assert "INFO opened <path>" in text
    for name in (*PLANTED, "hannah", "okafor", "Users", str(tmp_path)):
        assert name not in text, name
    for name in (getpass.getuser(), platform.node()):
        assert len(name) < 3 or f" {name} " not in text


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    case = Case(Trouble(Kind.MISSING, "There is no data file"), str(tmp_path / "x" / "desk.db"))
    text = details.written(case, {})
    assert "not there" in text
    assert "its folder is not there" in text
    assert "error: none" in text


def test_the_name_of_the_error_is_what_sqlite_or_the_system_calls_it() -> None:
    inner = sqlite.OperationalError("the text decides nothing")
    inner.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    outer = Trouble(Kind.FAILING, "The disk does not take the change")
    outer.__cause__ = inner
    assert Case(outer, "desk.db").name == "SQLITE_IOERR_FSYNC"
    outer.__cause__ = PermissionError(13, "Permission denied")
    assert Case(outer, "desk.db").name == "PermissionError 13"


def test_in_short_it_says_the_same_at_once(damaged: Path) -> None:
    said = details.in_short(met(damaged))
    assert said[0].endswith("error SQLITE_CORRUPT")
    assert "page size: 4096" in said
