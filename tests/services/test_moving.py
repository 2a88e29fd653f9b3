"""Data that lies where it should not comes to this computer, and nothing is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from snt_desk.db import places, schema
from snt_desk.db.faults import Trouble
from snt_desk.db.opening import create_store, open_store, open_to_look
from snt_desk.db.places import OnNetwork
from snt_desk.domain.backups import read_name
from snt_desk.errors import DeskError
from snt_desk.services import encryption, moved_copies, moving, old_copies
from snt_desk.ui.pages.retention import words
from tests.db.rows import add_member, all_rows, collars, titled
from tests.fixtures_store import ACTOR


@pytest.fixture
def theirs(database: Path) -> Path:
    """A file with a member in it, in a folder that a service copies."""
    folder = database.parent / "OneDrive - Example" / "SNT"
    folder.mkdir(parents=True)
    path = folder / "desk.db"
    shutil.move(database, path)
    store = open_store(str(path), ACTOR)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    return path


def on_network(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the system say that a folder is on a network drive: there is none here."""
    point = str(folder).replace(" ", "\\040")
    said = f"/dev/sda1 / ext4 rw 0 0\n//fs01/snt {point} cifs rw 0 0\n"
    monkeypatch.setattr(places, "mounts", lambda: said)


def test_it_stands_in_the_new_place_and_the_old_file_is_put_aside(
    theirs: Path, tmp_path: Path
) -> None:
    before = all_rows(theirs)
    moved = moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    assert moved.path == tmp_path / "data" / "desk.db"
    assert moved.renamed
    assert not theirs.exists()
    assert all_rows(moved.path) == before == all_rows(theirs.with_name("desk.db.moved"))
    note = theirs.with_name("desk.db.moved.txt").read_text(encoding="utf-8")
    assert str(moved.path) in note
    [kept] = (tmp_path / "data" / "backups").glob("*.db")
    assert read_name("desk", kept.name) is not None
    opened = open_store(str(moved.path), ACTOR)
    assert collars(opened) == ["1234AB"]
    opened.close()


def test_nothing_that_is_there_is_replaced(theirs: Path, tmp_path: Path) -> None:
    target = tmp_path / "data" / "desk.db"
    create_store(str(target), ACTOR).close()
    before = target.read_bytes()
    moved = moving.to_this_computer(str(theirs), target, ACTOR)
    assert moved.path.name == "desk-2.db"
    assert target.read_bytes() == before


def test_what_somebody_has_open_is_not_moved(theirs: Path, tmp_path: Path) -> None:
    other = open_store(str(theirs), ACTOR)
    with titled("The data file is in use"):
        moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    other.close()
    assert theirs.exists()
    assert not (tmp_path / "data" / "desk.db").exists()


def test_a_damaged_file_is_not_moved(theirs: Path, tmp_path: Path) -> None:
    with theirs.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 8192)
    before = theirs.read_bytes()
    with pytest.raises(DeskError):
        moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    assert theirs.read_bytes() == before
    assert not (tmp_path / "data" / "desk.db").exists()


def test_it_is_not_moved_to_where_it_should_not_be_either(theirs: Path, tmp_path: Path) -> None:
    with titled("New data cannot be kept in a synchronised folder"):
        moving.to_this_computer(str(theirs), tmp_path / "Dropbox" / "desk.db", ACTOR)
    assert theirs.exists()


def test_where_it_cannot_be_renamed_that_is_said(theirs: Path, tmp_path: Path) -> None:
    theirs.with_name("desk.db.moved").mkdir()
    moved = moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    assert not moved.renamed
    assert theirs.exists()


# --- Where new data may be ---------------------------------------------------------------------


def test_new_data_is_not_made_in_a_folder_that_a_service_copies(tmp_path: Path) -> None:
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    with titled("New data cannot be kept in a synchronised folder"):
        create_store(str(folder / "desk.db"), ACTOR)
    assert list(folder.iterdir()) == []


def test_nor_where_such_a_service_has_left_its_mark(tmp_path: Path) -> None:
    folder = tmp_path / "Work" / "SNT"
    folder.mkdir(parents=True)
    (tmp_path / "Work" / ".owncloudsync.log").touch()
    with pytest.raises(DeskError, match="ownCloud copies"):
        create_store(str(folder / "desk.db"), ACTOR)


def test_new_data_is_not_made_on_a_network_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_network(monkeypatch, tmp_path)
    with pytest.raises(DeskError, match="a Windows share"):
        create_store(str(tmp_path / "data" / "desk.db"), ACTOR)
    assert list(tmp_path.iterdir()) == []


def test_old_data_on_a_network_drive_is_looked_at_only(
    theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_network(monkeypatch, theirs.parent)
    before = theirs.read_bytes()
    with pytest.raises(OnNetwork) as said:
        open_store(str(theirs), ACTOR)
    assert isinstance(said.value, Trouble)
    looking = open_to_look(str(theirs), ACTOR)
    assert collars(looking) == ["1234AB"]
    looking.close()
    assert theirs.read_bytes() == before


def test_old_data_in_a_folder_that_a_service_copies_is_opened(theirs: Path) -> None:
    store = open_store(str(theirs), ACTOR)
    assert collars(store) == ["1234AB"]
    store.close()


def test_the_command_line_says_where_new_data_cannot_be(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "snt_desk", "--database", folder / "d.db", "demo", "--no-window"],
        cwd=Path(schema.__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be kept in a synchronised folder" in done.stderr


def test_what_was_left_behind_is_named_as_a_copy_that_is_still_there(
    theirs: Path, tmp_path: Path
) -> None:
    moved = moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    left = theirs.with_name("desk.db.moved")
    assert moved_copies.of(str(moved.path)) == (left,)
    assert left in encryption.plain_copies(str(moved.path))
    store = open_store(str(moved.path), ACTOR)
    assert old_copies.every(store, str(moved.path), None).moved == (left,)
    assert old_copies.old(store, str(moved.path), None).moved == ()
    with store.erase("Anonymise", subject="contacts/ONE", reason="due"):
        pass
    store.scrub()
    old = old_copies.old(store, str(moved.path), None)
    store.close()
    assert old.moved == (left,)
    assert str(left) in words.copies(old)
    left.unlink()
    assert moved_copies.of(str(moved.path)) == ()


def test_a_file_whose_own_note_names_another_is_not_taken_for_it(
    theirs: Path, tmp_path: Path
) -> None:
    moved = moving.to_this_computer(str(theirs), tmp_path / "data" / "desk.db", ACTOR)
    other = tmp_path / "letters.moved"
    other.write_bytes(theirs.with_name("desk.db.moved").read_bytes())
    moved.path.with_name("desk.db.came-from.txt").write_text(str(other), encoding="utf-8")
    assert moved_copies.of(str(moved.path)) == ()
    other.with_name("letters.moved.txt").write_text("moved to /elsewhere/desk.db", encoding="utf-8")
    assert moved_copies.of(str(moved.path)) == ()
    assert other not in encryption.plain_copies(str(moved.path))
