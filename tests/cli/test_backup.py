"""The command that backs up: where the copy goes, what the journal says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from snt_desk.cli import main
from snt_desk.db.opening import open_store
from tests.fixtures_store import ACTOR


def back_up(database: Path, *more: str) -> int:
    return main(["--database", str(database), "backup", *more])


def notes(database: Path) -> list[tuple[str, str]]:
    store = open_store(str(database), ACTOR)
    with store.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT label, recipient FROM changes WHERE kind = 'note'"
        )
        listed = [(label, recipient) for label, recipient in found]
    store.close()
    return listed


def test_a_copy_goes_to_the_folder_beside_the_data(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back_up(database) == 0
    made = Path(capsys.readouterr().out.strip())
    assert made.parent == database.parent / "backups"
    assert notes(made) == [("Back up", "own copy")]


def test_a_copy_goes_where_it_is_wanted(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    assert back_up(database, str(folder), "--recipient", "IT") == 0
    assert back_up(database, str(folder / "named.db")) == 0
    assert len(list(folder.glob("*.db"))) == len(list(folder.glob("*.db.json"))) == 2
    assert notes(folder / "named.db") == [("Back up", "IT"), ("Back up", "own copy")]


@pytest.mark.parametrize("name", ["O'Brien's.db", "a;'--.db", "%20#?.db", "警察 👮.db"])
def test_a_copy_may_be_called_anything(database: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "O'Brien & co"
    folder.mkdir()
    assert back_up(database, str(folder / name)) == 0
    assert {one.name for one in folder.iterdir()} == {name, f"{name}.json"}
    assert notes(folder / name) == [("Back up", "own copy")]


def test_another_file_is_left_alone(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir", encoding="utf-8")
    assert back_up(database, str(letter)) == 1
    assert letter.read_text(encoding="utf-8") == "Dear Sir"
    assert "left alone" in capsys.readouterr().err
    assert notes(database) == []


def test_a_server_is_not_backed_up_from_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", "postgresql://nobody@nowhere/desk", "backup"]) == 1
    assert "server" in capsys.readouterr().err


def test_before_an_import_there_is_a_backup_and_none_before_a_look(
    database: Path, tmp_path: Path
) -> None:
    from snt_desk.domain.backups import Why
    from snt_desk.services import backups

    package = tmp_path / "package"
    assert main(["--database", str(database), "export", str(package)]) == 0
    assert main(["--database", str(database), "import", "--dry-run", str(package)]) == 0
    assert backups.listed(str(database)) == ()
    assert main(["--database", str(database), "import", str(package)]) == 0
    assert [one.why for one in backups.listed(str(database))] == [Why.IMPORT]
    # There is one of this very moment.
    assert main(["--database", str(database), "import", str(package)]) == 0
    assert len(backups.listed(str(database))) == 1
