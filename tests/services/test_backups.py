"""A backup is whole and checked before it has its name, and the newest is found again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from snt_desk.db import models as m
from snt_desk.db.backup import manifest_path
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.backups import Why, read_manifest
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backup_list, backups
from snt_desk.services.backups import State
from snt_desk.services.team import TeamName
from tests.fixtures_store import ACTOR


def old_backup(database: Path, name: str = "desk-2026-07-14-170200.db") -> Path:
    """A backup as the program made them before there were manifests."""
    folder = database.parent / "backups"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(database, folder / name)
    return folder / name


def folder(database: Path) -> list[str]:
    return sorted(one.name for one in (database.parent / "backups").iterdir())


# --- Making one ---------------------------------------------------------------------------------


def test_a_backup_stands_beside_the_data_and_opens_as_it_was(
    store: Store, database: Path, team: TeamName
) -> None:
    made = backups.back_up(str(database))
    assert made.path.parent == database.parent / "backups"
    assert backups.last(str(database)) == made
    copy = open_store(str(made.path), ACTOR)
    with copy.read() as session:
        assert session.query(m.Team).one().code == team.code
    copy.close()


def test_its_manifest_says_what_is_in_it(store: Store, database: Path, team: TeamName) -> None:
    made = backups.back_up(str(database), why=Why.IMPORT)
    manifest = read_manifest(manifest_path(made.path).read_bytes())
    assert manifest is not None
    assert manifest == made.manifest
    assert (manifest.made, manifest.why) == (made.made, Why.IMPORT)
    assert (manifest.rows["teams"], manifest.rows["patrols"]) == (1, 0)
    assert manifest.size == made.path.stat().st_size
    with store.read() as session:
        newest = session.connection().exec_driver_sql(
            "SELECT id || ':' || hash FROM changes ORDER BY id DESC LIMIT 1"
        )
        assert manifest.anchor == newest.scalar_one()


@pytest.mark.parametrize("why", [Why.UPGRADE, Why.RESTORE, Why.REKEY])
def test_before_what_cannot_be_undone_every_row_is_compared(
    store: Store, database: Path, team: TeamName, why: Why
) -> None:
    made = backups.back_up(str(database), why=why)
    assert made.manifest is not None
    assert made.manifest.compared


def test_two_in_one_second_have_two_names(
    store: Store, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    first, second = backups.back_up(str(database)), backups.back_up(str(database))
    assert first.path != second.path
    assert backups.listed(str(database)) == (second, first)


def test_it_says_when_it_was_made(
    database: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.back_up(str(database))
    assert made.told == f"Backed up today {clock.wall(made.made)}, checked"
    later = made.made + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    day = clock.short_day(clock.local_day(made.made))
    assert made.told == f"Backed up {day} {clock.wall(made.made)}, checked"
    assert made.words == f"{day} {clock.wall(made.made)}, 0 patrols, 0 priorities"


def test_progress_is_told_and_can_end_it(database: Path, store: Store) -> None:
    seen: list[tuple[int, int]] = []
    backups.back_up(str(database), report=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    there = folder(database)
    with pytest.raises(KeyboardInterrupt):
        backups.back_up(str(database), report=stop)
    assert folder(database) == there


def test_a_damaged_file_is_not_backed_up(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 4))
    with pytest.raises(DeskError, match="Your data file cannot be read"):
        backups.back_up(str(database))
    assert folder(database) == []


@pytest.mark.skipif(sys.platform != "linux", reason="it makes a small disk of memory")
def test_where_there_is_no_room_that_is_said_and_nothing_is_left(
    database: Path, store: Store
) -> None:
    store.close()
    where = database.parent / "backups"
    where.mkdir()
    code = (
        "import os, sys; from snt_desk.errors import DeskError\n"
        "from snt_desk.services import backups\n"
        "try: backups.back_up(sys.argv[1])\n"
        "except DeskError as error: print(error, os.listdir(sys.argv[2]))"
    )
    script = 'mount -t tmpfs -o size=200k none "$1" && exec "$2" -c "$3" "$4" "$1"'
    program = (str(where), sys.executable, code, str(database))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", *program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "There is no room for it." in done.stdout, done.stderr
    assert done.stdout.endswith(" []\n")


def test_a_server_is_not_backed_up_from_here() -> None:
    assert backups.last("postgresql://desk") is None
    with pytest.raises(DeskError, match="server"):
        backups.back_up("postgresql://desk")


def test_the_copy_is_one_view_of_the_data_while_another_program_writes(
    database: Path, store: Store
) -> None:
    # What is compared is held still from the first page to the last count.
    def write(_done: int, _total: int) -> None:
        other = sqlite.connect(str(database), timeout=0)
        with pytest.raises(sqlite.OperationalError, match="locked"):
            other.execute("BEGIN EXCLUSIVE")
        other.close()

    assert backups.back_up(str(database), report=write).path.exists()


def test_a_change_that_wants_the_file_gets_it_and_is_in_the_backup(
    database: Path, store: Store
) -> None:
    waiting, looks = [True], 0

    def busy() -> bool:
        nonlocal looks
        looks += 1
        if looks == 2:
            # The copy has let go: another program could write now.
            with store.change("Add a team") as session:
                session.add(m.Team(code="NEW", name="New", district="West"))
            waiting.clear()
        return bool(waiting)

    made = backups.back_up(str(database), busy=busy)
    assert made.rows["teams"] == 1


# --- The list -----------------------------------------------------------------------------------


def test_without_a_backup_there_is_none(database: Path) -> None:
    assert backups.last(str(database)) is None
    (database.parent / "backups").mkdir()
    (database.parent / "backups" / "another-2026.db").write_bytes(b"")
    assert backups.last(str(database)) is None


def test_one_without_a_manifest_is_listed_and_proved_when_it_is_read(
    database: Path, store: Store, team: TeamName
) -> None:
    path = old_backup(database)
    [found] = backups.listed(str(database))
    assert found.state is State.NOT_PROVED
    assert found.doubt
    # The name had the time on the wall, in summer.
    assert found.made == clock.london(2026, 7, 14, 17, 2)
    assert backups.last(str(database)) is None
    assert backups.newest_good(str(database)) == backups.last(str(database)) is not None
    [proved] = backups.listed(str(database))
    assert proved.path == path
    assert proved.checked
    assert proved.rows["teams"] == 1


def test_the_clock_going_back_does_not_make_an_older_one_the_newest(
    database: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    made = []
    for days in (0, 400, -400, -399):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        made.append(backups.back_up(str(database)))
    assert list(backups.listed(str(database))) == made[::-1]


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


@pytest.mark.parametrize("harm", [spoil, cut])
def test_a_backup_that_is_not_what_it_was_is_shown_and_not_offered(
    database: Path, store: Store, harm: Callable[[Path], None]
) -> None:
    good = backups.back_up(str(database))
    bad = backups.back_up(str(database))
    harm(bad.path)
    assert backups.newest_good(str(database)) == good
    shown = backups.read_back(backups.listed(str(database))[0])
    assert (shown.path, shown.state) == (bad.path, State.DAMAGED)
    with pytest.raises(DeskError, match="cannot be put back"):
        backups.restore(str(database), shown, ACTOR)


def test_what_else_lies_in_the_folder_does_not_disturb_the_list(
    database: Path, store: Store, tmp_path: Path
) -> None:
    good = backups.back_up(str(database))
    there = good.path.parent
    (there / "desk-2026-07-14-170200Z.db").mkdir()
    (there / "desk-2026-07-14-170201Z.db").symlink_to(database)
    (there / "desk-2026-99-14-170200Z.db").write_bytes(b"no such month")
    (there / "desk-0000-01-01-000000Z.db").write_bytes(b"no such year")
    (there / "desk-٢٠٢٦-07-14-170200Z.db").write_bytes(b"other digits")
    (there / "desk-2026-07-14-170200Z.db.part").write_bytes(b"half")
    (there / "desk-2026-07-14-170200Z.db\n").write_bytes(b"a line more")
    (there / "desk2-2026-07-14-170200Z.db").write_bytes(b"of another file")
    (there / "holiday.jpg").write_bytes(b"\xff\xd8")
    os.mkfifo(there / "desk-2026-07-14-170203Z.db")
    assert backups.listed(str(database)) == (good,)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"format": 2}',
        b'{"format": 1, "made": "yesterday"}',
        b"\xff\xfe\x00",
    ],
)
def test_a_manifest_that_is_none_proves_nothing(
    database: Path, store: Store, manifest: bytes
) -> None:
    made = backups.back_up(str(database))
    manifest_path(made.path).write_bytes(manifest)
    [found] = backups.listed(str(database))
    assert found.state is State.NOT_PROVED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", -1),
        ("number", 10**30),
        ("number", True),
        ("anchor", "many:1"),
        ("sha256", "abc"),
        ("rows", {"patrols": "many"}),
        ("why", "because"),
        ("made", "2026-07-14T17:02:00"),
        ("size", None),
    ],
)
def test_a_manifest_that_says_what_cannot_be_proves_nothing(
    database: Path, store: Store, field: str, value: object
) -> None:
    made = backups.back_up(str(database))
    path = manifest_path(made.path)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {field: value}))
    [found] = backups.listed(str(database))
    assert found.state is State.NOT_PROVED


def test_a_foreign_file_with_the_name_of_a_backup_is_not_proved(database: Path) -> None:
    path = old_backup(database)
    path.write_bytes(b"\x89PNG" + os.urandom(5000))
    [found] = backups.listed(str(database))
    assert backups.read_back(found).state is State.DAMAGED
    assert backups.newest_good(str(database)) is None


def test_the_folder_of_a_desk_in_the_second_place_has_its_own_name(tmp_path: Path) -> None:
    assert backup_list.outside(tmp_path, "a1b2c3d4e5").name == "SNT Desk backups a1b2c3d4"


def test_a_moment_of_another_year_says_so() -> None:
    from snt_desk.domain.backups import moment

    assert moment(datetime.fromisoformat("2019-07-14T16:02:00+00:00")) == "Sun 14 Jul 2019 17:02"


def test_tidying_at_the_start_waits_for_a_backup_that_is_being_made(database: Path) -> None:
    sweeping = threading.Thread(target=backup_care.sweep, args=(str(database),))

    def report(_done: int, _total: int) -> None:
        if sweeping.ident is None:
            sweeping.start()
            sweeping.join(0.05)

    made = backups.back_up(str(database), report=report)
    sweeping.join()
    assert backups.read_back(made).checked
