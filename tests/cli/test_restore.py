"""The commands that put a backup back and that check: what they say, and what they give."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from snt_desk.cli import main
from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.services import backups
from tests.db.rows import raw
from tests.fixtures_store import ACTOR

Said = pytest.CaptureFixture[str]


def run(database: Path, *command: str) -> int:
    return main(["--database", str(database), *command])


def add_team(database: Path, code: str) -> None:
    store = open_store(str(database), ACTOR)
    with store.change(f"Add {code}") as session:
        session.add(m.Team(code=code, name=code, district="West"))
    store.close()


def teams(database: Path) -> int:
    with raw(database) as connection:
        [count] = connection.execute("SELECT count(*) FROM teams").fetchone()
        return int(count)


def test_a_backup_is_put_back_and_the_replaced_file_named(database: Path, capsys: Said) -> None:
    assert run(database, "backup") == 0
    made = capsys.readouterr().out.strip()
    add_team(database, "NEW")
    assert run(database, "restore", made) == 0
    said = capsys.readouterr()
    assert teams(database) == 0
    assert teams(Path(said.out.strip())) == 1
    assert said.err.startswith("Put back the backup of ")
    assert "0 patrols" in said.err
    assert run(database, "check") == 0


def test_where_there_is_no_data_file_it_is_made(
    database: Path, tmp_path: Path, capsys: Said
) -> None:
    assert run(database, "backup", str(tmp_path / "named.db")) == 0
    capsys.readouterr()
    new = tmp_path / "new folder" / "desk.db"
    assert run(new, "restore", str(tmp_path / "named.db")) == 0
    assert capsys.readouterr().out == ""
    assert run(new, "check") == 0


def test_a_plain_copy_of_a_closed_file_is_a_backup_too(
    database: Path, tmp_path: Path, capsys: Said
) -> None:
    shutil.copyfile(database, tmp_path / "copy.db")
    add_team(database, "NEW")
    assert run(database, "restore", str(tmp_path / "copy.db")) == 0
    assert teams(database) == 0


def test_while_a_window_has_the_file_it_is_refused(database: Path, capsys: Said) -> None:
    assert run(database, "backup") == 0
    made = capsys.readouterr().out.strip()
    store = open_store(str(database), ACTOR)
    before = database.read_bytes()
    assert run(database, "restore", made) == 1
    assert "The data file is in use: adeyemi on PC-0042" in capsys.readouterr().err
    assert database.read_bytes() == before
    store.close()


def nothing(path: Path) -> None:
    path.unlink()


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG" * 5000)


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 99")


def planted(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("CREATE TRIGGER help AFTER INSERT ON teams BEGIN SELECT 1; END")


def damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(bytes(4096 * 30))


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (nothing, "There is no backup there"),
        (a_folder, "There is no backup there"),
        (a_picture, "This backup cannot be put back: It cannot be read."),
        (an_empty_file, "This backup cannot be put back: It cannot be read."),
        (damaged, "This backup cannot be put back: It cannot be read."),
        (newer, "This file is from a newer SNT Desk"),
        (planted, "This file was not made by SNT Desk alone"),
    ],
)
def test_what_is_no_backup_of_ours_is_refused_in_a_sentence(
    database: Path, tmp_path: Path, capsys: Said, harm: Callable[[Path], None], sentence: str
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(database, copy)
    harm(copy)
    before = database.read_bytes()
    assert run(database, "restore", str(copy)) == 1
    assert capsys.readouterr().err.startswith(f"snt-desk: {sentence}")
    assert database.read_bytes() == before


def test_the_data_file_is_no_backup_of_itself(database: Path, capsys: Said) -> None:
    assert run(database, "restore", str(database)) == 1
    assert "That is the data file itself" in capsys.readouterr().err


def test_a_server_is_not_restored_from_here(database: Path, capsys: Said) -> None:
    assert main(["--database", "postgresql://nobody@nowhere/desk", "restore", str(database)]) == 1
    assert "server" in capsys.readouterr().err


# --- What backups remember of the journal -------------------------------------------------------


def cut_the_newest_change(database: Path) -> None:
    with raw(database) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM images WHERE change_id = (SELECT max(id) FROM changes)")
        connection.execute("DELETE FROM teams")
        connection.execute("DELETE FROM changes WHERE id = (SELECT max(id) FROM changes)")
        from snt_desk.db import journal

        for sql in journal.triggers().values():
            connection.execute(sql)


def test_a_journal_whose_end_was_cut_off_is_found_out_by_a_backup(
    database: Path, capsys: Said
) -> None:
    add_team(database, "NEW")
    backups.back_up(str(database))
    cut_the_newest_change(database)
    assert run(database, "check") == 1
    assert "of the journal is gone" in capsys.readouterr().out


def test_changes_that_a_restore_gave_up_are_not_missed(database: Path, capsys: Said) -> None:
    first = backups.back_up(str(database))
    for code in ("ONE", "TWO"):
        add_team(database, code)
        backups.back_up(str(database))
    backups.restore(str(database), first, ACTOR)
    assert run(database, "check") == 0
    add_team(database, "THREE")
    backups.back_up(str(database))
    assert run(database, "check") == 0
    cut_the_newest_change(database)
    assert run(database, "check") == 1
