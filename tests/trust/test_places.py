"""Where the data lies, and what its folder and file may be called."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from snt_desk import paths
from snt_desk.db.opening import create_store
from snt_desk.services import backups
from tests.db.rows import add_member, all_rows
from tests.fixtures_store import ACTOR


def test_the_folder_of_the_data_can_be_named_to_a_clean_up_tool() -> None:
    assert paths.default_database().parent.parts[-2:] == ("SNT Desk", "data")


@pytest.mark.parametrize(
    "name", ["O'Brien's", 'the "old" one', "50 % ; --", "Søn 警察 👮", "a?b#c"]
)
def test_a_backup_has_the_name_of_its_file_whatever_that_is(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and set(name) & set('?:%"<>|*'):
        pytest.skip("no name on Windows")
    database = tmp_path / name / f"{name}.db"
    store = create_store(str(database), ACTOR)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    made = backups.back_up(str(database))
    assert made.path.parent == database.parent / "backups"
    assert made.path.name.startswith(name)
    assert all_rows(made.path) == all_rows(database)
    backups.restore(str(database), made, ACTOR)
    assert all_rows(database)["members", 1]["collar"] == "1234AB"
    assert {path.name for path in tmp_path.iterdir()} == {name}
