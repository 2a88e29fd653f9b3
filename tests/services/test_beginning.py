"""The first start: what is one, and what is made of the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from snt_desk.db.opening import create_store, open_store
from snt_desk.errors import DeskError
from snt_desk.services import backups, beginning, county, demo, team
from snt_desk.services.beginning import Answers
from tests.db.rows import add_member, collars
from tests.fixtures_store import ACTOR


def test_the_countys_teams_have_names_and_codes_of_their_own() -> None:
    teams = county.teams()
    assert len({one.code for one in teams}) == len(teams) == 33
    assert len({one.words for one in teams}) == 33
    assert all(one.code and one.name and one.district for one in teams)


def test_where_nothing_ever_was_is_a_first_start(tmp_path: Path) -> None:
    assert beginning.is_first(str(tmp_path / "data" / "desk.db"))
    assert not beginning.is_first("postgresql+psycopg://obi@server/desk")


@pytest.mark.parametrize("trace", ["desk.db", "desk.db.lock", "desk.db-journal", "desk.db.keys"])
def test_where_something_was_is_none(tmp_path: Path, trace: str) -> None:
    (tmp_path / trace).write_bytes(b"")
    assert not beginning.is_first(str(tmp_path / "desk.db"))


def test_where_backups_lie_is_none(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(str(path), ACTOR).close()
    backups.back_up(str(path))
    for one in (path, path.with_name("desk.db.lock"), path.with_name("desk.db-journal")):
        one.unlink(missing_ok=True)
    assert not beginning.is_first(str(path))


def test_a_team_of_the_county_becomes_the_desks(tmp_path: Path) -> None:
    store = beginning.begin(Answers(str(tmp_path / "data" / "desk.db"), "NHE-2"), ACTOR)
    with store.read() as session:
        chosen = team.of_desk(session)
    assert chosen is not None
    assert (chosen.code, chosen.name, chosen.district) == ("NHE-2", "Hitchin Rural", "North Herts")
    store.close()


def test_without_a_team_there_is_data_all_the_same(tmp_path: Path) -> None:
    store = beginning.begin(Answers(str(tmp_path / "desk.db")), ACTOR)
    with store.read() as session:
        assert team.of_desk(session) is None
    store.close()


def test_a_beginning_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unpack"):
        beginning.begin(Answers(str(tmp_path / "desk.db"), "XXX-9"), ACTOR)
    assert [one.name for one in tmp_path.iterdir()] == []


def test_the_demo_team_is_made_once(tmp_path: Path) -> None:
    where = tmp_path / "demo.db"
    beginning.make_demo(str(where), ACTOR)
    made = where.read_bytes()
    beginning.make_demo(str(where), ACTOR)
    assert where.read_bytes() == made
    store = open_store(str(where), ACTOR)
    with store.read() as session:
        assert demo.is_demo(session)
    store.close()


def test_a_folder_is_doubted_for_what_is_wrong_with_it(tmp_path: Path) -> None:
    assert beginning.doubt_about(tmp_path / "new" / "folder", "desk.db") == ""
    assert "Dropbox copies" in beginning.doubt_about(tmp_path / "Dropbox", "desk.db")
    (tmp_path / "desk.db").write_bytes(b"")
    assert "There is a desk.db already" in beginning.doubt_about(tmp_path, "desk.db")


def test_a_backup_is_put_back_where_there_is_no_data(tmp_path: Path) -> None:
    old = tmp_path / "old" / "desk.db"
    store = create_store(str(old), ACTOR)
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    made = backups.back_up(str(old))
    stick = tmp_path / "stick"
    stick.mkdir()
    for one in made.path.parent.iterdir():
        shutil.copy(one, stick)
    new = tmp_path / "new" / "desk.db"
    beginning.put_back(str(new), stick / made.path.name, ACTOR)
    store = open_store(str(new), ACTOR)
    assert collars(store) == ["1234AB"]
    store.close()
    with pytest.raises(DeskError, match="no backup of SNT Desk"):
        beginning.put_back(str(tmp_path / "x" / "desk.db"), old, ACTOR)
