"""Backups are swept, thinned, carried to a second place, and put back for trial."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from snt_desk.db import models as m
from snt_desk.db import putting_back
from snt_desk.db.backup import manifest_path
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.backups import Care, Why, read_care
from snt_desk.domain.thinning import LEAST
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backup_list, backup_rehearsal, backups
from snt_desk.services.backup_rehearsal import NotNow, Order
from snt_desk.services.backups import State
from snt_desk.services.team import TeamName
from tests.db.rows import raw
from tests.fixtures_store import ACTOR

DAY = timedelta(days=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the computer's clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def add_teams(store: Store, *codes: str) -> None:
    with store.change("Add teams") as session:
        session.add_all(m.Team(code=code, name=code, district="West") for code in codes)


def begin_anew(database: Path) -> None:
    """Begin another data file with the same name."""
    create_store(str(database), ACTOR).close()


def names_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


# --- Changed ------------------------------------------------------------------------------------


def test_what_was_not_changed_needs_no_backup(store: Store, database: Path) -> None:
    assert backup_care.changed(store, str(database))
    backups.back_up(str(database))
    assert not backup_care.changed(store, str(database))
    store.keep_draft("patrol", "half a sentence")
    assert not backup_care.changed(store, str(database))
    add_teams(store, "ONE")
    assert backup_care.changed(store, str(database))
    backups.back_up(str(database))
    store.undo()
    assert backup_care.changed(store, str(database))


# --- Sweeping -----------------------------------------------------------------------------------


def test_what_was_left_half_done_is_swept_and_nothing_else(database: Path, store: Store) -> None:
    made = backups.back_up(str(database))
    folder = made.path.parent
    stays = names_in(folder) | {"letter.part", "other-2026-07-14-170200Z.db.part", "notes.json"}
    for name in ("letter.part", "other-2026-07-14-170200Z.db.part", "notes.json"):
        (folder / name).write_bytes(b"of somebody else")
    half = "desk-2026-07-14-170200Z.db"
    for name in (f"{half}.part", f"{half}.part-journal", f"{half}.json", f"{half}.json.part"):
        (folder / name).write_bytes(b"half")
    (folder / ".trial-abc").mkdir()
    (folder / ".trial-abc" / "desk.db").write_bytes(b"half")
    putting_back.part_of(database).write_bytes(b"half")
    backup_care.sweep(str(database))
    assert names_in(folder) == stays
    assert not putting_back.part_of(database).exists()


def test_a_copy_that_an_older_program_left_beside_the_data_comes_into_the_list(
    database: Path, store: Store
) -> None:
    beside = database.with_name("desk.db.before-4")
    shutil.copyfile(database, beside)
    database.with_name("desk.db.before-9").write_bytes(b"no database")
    with raw(database) as connection:
        [when] = connection.execute("SELECT max(at) FROM changes").fetchone()
    backup_care.adopt(str(database))
    [found] = backups.listed(str(database))
    assert (found.why, found.made) == (Why.UPGRADE, clock.read_moment(when))
    assert backups.read_back(found).checked
    assert not beside.exists()
    assert database.with_name("desk.db.before-9").exists()


# --- Thinning -----------------------------------------------------------------------------------


def made_over(
    days: range, database: Path, at: Callable[[datetime], None], now: datetime
) -> list[Path]:
    """A backup on each of these days ago, the oldest first; copies of one, so that it is quick."""
    made = []
    for day in days:
        at(now - day * DAY)
        made.append(backups.back_up(str(database)).path)
    return made


def test_old_ones_go_with_their_manifests(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> None:
    now = clock.now()
    made = made_over(range(20, -1, -1), database, at, now)
    gone = backup_care.thin(str(database), now)
    assert gone
    assert set(gone) < set(made[:-14])
    assert not any(path.exists() or manifest_path(path).exists() for path in gone)
    assert {one.path for one in backups.listed(str(database))} == set(made) - set(gone)
    assert backup_care.thin(str(database), now) == []


def test_when_the_disk_says_it_was_written_does_not_matter(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> None:
    now = clock.now()
    made = made_over(range(3), database, at, now)
    for path in made:
        os.utime(path, (0, 0))
    assert backup_care.thin(str(database), now) == []


def nearly_all_lost(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> tuple[list[Path], datetime]:
    """Twenty days of backups, and then nearly no records any more; the backups, and now."""
    now = clock.now()
    add_teams(store, *(f"T{number}" for number in range(400)))
    made = made_over(range(20, 0, -1), database, at, now)
    with store.change("Lose nearly all") as session:
        session.query(m.Team).filter(m.Team.code != "T1").delete()
        session.query(m.Code).delete()
    return made, now


def test_more_than_half_of_the_records_gone_holds_the_good_ones(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> None:
    made, now = nearly_all_lost(store, database, at)
    at(now)
    backups.back_up(str(database))
    held = backup_care.remembered(str(database)).held
    assert "More than half of the records are gone" in held
    assert backup_care.thin(str(database), now) == []
    assert all(path.exists() for path in made)
    backup_care.let_go(str(database))
    assert backup_care.thin(str(database), now)


def test_a_hold_that_could_not_be_written_holds_all_the_same(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> None:
    made, now = nearly_all_lost(store, database, at)
    # Where a folder is in the way nothing can be written, for root either.
    in_the_way = database.parent / "backups" / "desk-care.json.part"
    in_the_way.mkdir()
    at(now)
    with pytest.raises(DeskError, match="The backups cannot be looked after"):
        backups.back_up(str(database))
    assert not backup_care.remembered(str(database)).held
    with pytest.raises(DeskError, match="The backups cannot be looked after"):
        backup_care.thin(str(database), now)
    assert all(path.exists() for path in made)
    in_the_way.rmdir()
    # The next one is like the one before: what is gone was gone already.
    at(now + timedelta(minutes=30))
    backups.back_up(str(database))
    assert backup_care.thin(str(database), now) == []
    assert "More than half" in backup_care.remembered(str(database)).held
    assert all(path.exists() for path in made)


def test_the_backups_of_another_file_of_that_name_push_none_out(
    store: Store, database: Path, at: Callable[[datetime], None]
) -> None:
    now = clock.now()
    made = made_over(range(60, 50, -1), database, at, now)
    store.close()
    database.rename(database.with_name("put away.db"))
    begin_anew(database)
    others = made_over(range(40, -1, -1), database, at, now)
    gone = backup_care.thin(str(database), now)
    assert set(others) & set(gone)
    assert len(set(made) - set(gone)) >= LEAST
    # The newest of it too: that is what somebody would look for.
    assert made[-1].exists()


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"proved": 3}', b'{"held": 1}', b"\xff"])
def test_what_cannot_be_read_of_what_is_remembered_holds_all(said: bytes) -> None:
    assert read_care(said).held


def test_what_is_remembered_is_read_as_it_was_written() -> None:
    care = Care(clock.now(), clock.now() - DAY, "found", "held", clock.now() + DAY, 7)
    assert read_care(care.written()) == care
    assert read_care(Care().written()) == Care()


# --- The second place ---------------------------------------------------------------------------


@pytest.fixture
def stick(tmp_path: Path, database: Path, store: Store) -> Path:
    """A second place, chosen after the first backup."""
    backups.back_up(str(database))
    place = tmp_path / "stick"
    place.mkdir()
    backup_care.choose(str(database), place)
    return place


def inside(stick: Path) -> Path:
    [folder] = stick.iterdir()
    return folder


def test_every_backup_goes_to_the_second_place_and_is_listed_once(
    stick: Path, database: Path
) -> None:
    backups.back_up(str(database))
    stands = backup_care.carry_out(str(database), stick)
    assert not stands.away
    own = backups.listed(str(database))
    assert stands.newest == own[0].made
    assert names_in(inside(stick)) == {
        name for one in own for name in (one.path.name, manifest_path(one.path).name)
    }
    both = backups.listed(str(database), stick)
    assert [one.path for one in both] == [one.path for one in own]
    assert all(len(one.also) == 1 for one in both)


def test_a_place_that_is_away_is_said_and_caught_up_later(
    stick: Path, database: Path, tmp_path: Path
) -> None:
    stick.rename(tmp_path / "pulled out")
    made = backups.back_up(str(database))
    assert backup_care.carry_out(str(database), stick).words == f"{stick} is not there now."
    # An empty drive of the same letter is not the one that was chosen.
    stick.mkdir()
    assert backup_care.carry_out(str(database), stick).away
    stick.rmdir()
    (tmp_path / "pulled out").rename(stick)
    assert backup_care.carry_out(str(database), stick).newest == made.made


def test_what_was_left_half_done_there_is_swept(stick: Path, database: Path) -> None:
    half = inside(stick) / "desk-2026-07-14-170200Z.db.part"
    half.write_bytes(b"half")
    (inside(stick) / "desk-2026-07-14-170200Z.db.json").write_bytes(b"half")
    backup_care.carry_out(str(database), stick)
    assert not [name for name in names_in(inside(stick)) if "170200Z" in name]


def test_a_copy_there_that_was_changed_is_put_right_from_here(stick: Path, database: Path) -> None:
    backup_care.carry_out(str(database), stick)
    [one] = inside(stick).glob("*.db")
    one.write_bytes(one.read_bytes()[:-4096])
    backup_care.carry_out(str(database), stick)
    [found] = backups.listed(str(database), stick)
    assert one.read_bytes() == found.path.read_bytes()


def test_where_the_one_here_is_damaged_the_one_there_is_offered(
    stick: Path, database: Path
) -> None:
    backup_care.carry_out(str(database), stick)
    [own] = backups.listed(str(database))
    own.path.write_bytes(b"\0" * own.size)
    good = backups.newest_good(str(database), stick)
    assert good is not None
    assert good.path.parent == inside(stick)


def test_with_only_the_second_place_left_its_backups_are_found(stick: Path, database: Path) -> None:
    backup_care.carry_out(str(database), stick)
    shutil.rmtree(database.parent / "backups")
    [found] = backups.listed(str(database), stick)
    assert found.outside
    assert backups.read_back(found).state is State.CHECKED


def test_another_desks_backups_there_are_not_ours(stick: Path, database: Path) -> None:
    backup_care.carry_out(str(database), stick)
    other = stick / f"{backup_list.OUTSIDE}00000000"
    shutil.copytree(inside(stick), other)
    for path in other.glob("*.json"):
        [manifest] = [backups.listed(str(database))[0].manifest]
        assert manifest is not None
        path.write_bytes(path.read_bytes().replace(manifest.origin.encode(), b"0" * 64))
    assert len(backups.listed(str(database), stick)) == 1


def test_the_first_place_is_no_second_one(store: Store, database: Path) -> None:
    made = backups.back_up(str(database))
    with pytest.raises(DeskError, match="first place"):
        backup_care.choose(str(database), made.path.parent)


def test_once_a_week_it_is_said_that_there_is_no_second_place(store: Store, database: Path) -> None:
    now = clock.now()
    assert backup_care.reminder(str(database), None, now) == ""
    backups.back_up(str(database))
    assert "Choose a second place" in backup_care.reminder(str(database), None, now)
    assert backup_care.reminder(str(database), None, now + 6 * DAY) == ""
    assert backup_care.reminder(str(database), None, now + 7 * DAY)
    assert backup_care.reminder(str(database), Path("H:/"), now + 30 * DAY) == ""


# --- The rehearsal ------------------------------------------------------------------------------


def rehearse(database: Path) -> Care:
    return backup_rehearsal.rehearse(Order(str(database), ACTOR))


def test_the_newest_backup_is_put_back_for_trial_and_said_to_be_proved(
    store: Store, database: Path, team: TeamName
) -> None:
    backups.back_up(str(database))
    assert backup_rehearsal.due(str(database), clock.now())
    care = rehearse(database)
    assert care.found == ""
    assert care == backup_care.remembered(str(database))
    assert not backup_rehearsal.due(str(database), clock.now() + 6 * DAY)
    assert backup_rehearsal.due(str(database), clock.now() + 7 * DAY)
    # Also under a clock that was wrong.
    assert backup_rehearsal.due(str(database), clock.now() - DAY)
    [found] = backups.listed(str(database))
    assert found.manifest is not None
    assert found.manifest.proved == care.proved
    assert not [name for name in names_in(found.path.parent) if name.startswith(".trial")]


def test_a_damaged_backup_fails_it(store: Store, database: Path, team: TeamName) -> None:
    made = backups.back_up(str(database))
    with made.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"scribble")
    care = rehearse(database)
    assert "It is not as it was" in care.found
    assert care.proved is None


def test_a_backup_that_is_not_as_the_records_are_fails_it(
    store: Store, database: Path, team: TeamName
) -> None:
    backups.back_up(str(database))
    with raw(database) as connection:
        # Behind the journal's back: to every other look the two are the same.
        name = "journal_teams_update"
        [sql] = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE teams SET name = 'Elsewhere'")
        connection.execute(sql)
    assert rehearse(database).found == "The rows of teams are not those of the records."


def test_where_the_records_have_changed_since_nothing_is_said(
    store: Store, database: Path, team: TeamName
) -> None:
    with pytest.raises(NotNow):
        rehearse(database)
    backups.back_up(str(database))
    add_teams(store, "NEW")
    with pytest.raises(NotNow):
        rehearse(database)
    assert backup_care.remembered(str(database)) == Care()


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        (Trouble(Kind.FULL, "The disk is full"), False),
        (Trouble(Kind.GONE, "The data file cannot be opened"), False),
        (Trouble(Kind.DAMAGED, "Your data file cannot be read"), True),
    ],
)
def test_a_trial_that_could_not_be_says_nothing_of_the_backup(
    store: Store,
    database: Path,
    team: TeamName,
    monkeypatch: pytest.MonkeyPatch,
    said: Trouble,
    *,
    is_found: bool,
) -> None:
    backups.back_up(str(database))

    def stop(*_: object) -> None:
        raise said

    monkeypatch.setattr(backups, "restore", stop)
    if is_found:
        assert rehearse(database).found == str(said)
    else:
        with pytest.raises(NotNow):
            rehearse(database)
        assert backup_care.remembered(str(database)) == Care()


def test_it_runs_in_a_process_of_its_own_while_the_desk_has_the_file(
    store: Store, database: Path, team: TeamName
) -> None:
    backups.back_up(str(database))
    done = subprocess.run(
        [sys.executable, "-m", "snt_desk", backup_rehearsal.ARGUMENT],
        input=Order(str(database), ACTOR).line(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (backup_rehearsal.DONE, b"", b"")
    assert backup_care.remembered(str(database)).proved
