"""A file that is out of reach while it is open: it is said, copied elsewhere, and found again."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from snt_desk.db import cipher_ring, patience
from snt_desk.db.faults import Kind, Trouble
from snt_desk.db.health import faults
from snt_desk.db.models import Setting
from snt_desk.db.opening import create_store, open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import all_rows
from tests.fixtures_store import ACTOR
from tests.keyed import KEY, RING


def keep(store: Store, key: str) -> None:
    with store.change(f"Keep {key}") as session:
        session.add(Setting(key=key, value="1"))


def refused(store: Store, kind: Kind) -> Trouble:
    """Try to save; it is refused as being of that kind, and those who worry are told."""
    told: list[Trouble] = []
    store.worry(told.append)
    with pytest.raises(Trouble) as said:
        keep(store, "refused")
    assert said.value.kind is kind
    assert [one.kind for one in told] == [kind]
    return said.value


def test_a_file_that_was_deleted_is_gone_and_put_back_by_a_copy_is_saved_to(
    store: Store, database: Path
) -> None:
    keep(store, "before")
    copy = Path(shutil.copyfile(database, database.with_name("copy.db")))
    database.unlink()
    refused(store, Kind.GONE)
    copy.rename(database)
    keep(store, "after")
    assert list(faults(store)) == []
    store.close()
    again = open_store(str(database), ACTOR)
    assert again.undo_label == "Keep after"
    again.close()


def test_a_file_of_another_day_in_its_place_is_not_saved_to(store: Store, database: Path) -> None:
    older = Path(shutil.copyfile(database, database.with_name("older.db")))
    keep(store, "before")
    before = all_rows(older)
    older.replace(database)
    said = refused(store, Kind.GONE)
    assert said.title == "Another file stands where your data file was"
    assert all_rows(database) == before


def test_a_file_that_was_emptied_is_empty_and_no_fault_of_the_program(
    store: Store, database: Path
) -> None:
    keep(store, "before")
    database.write_bytes(b"")
    refused(store, Kind.EMPTY)
    with pytest.raises(Trouble) as said, store.read() as session:
        session.query(Setting).all()
    assert said.value.kind is Kind.EMPTY
    assert database.read_bytes() == b""


@pytest.mark.parametrize("content", [b"\0" * 40960, b"This is a letter. " * 4096])
def test_a_file_that_was_written_over_is_damaged(
    store: Store, database: Path, content: bytes
) -> None:
    keep(store, "before")
    database.write_bytes(content)
    refused(store, Kind.DAMAGED)
    assert database.read_bytes() == content


def test_the_whole_of_it_is_copied_elsewhere_though_its_place_is_gone(
    store: Store, database: Path, tmp_path: Path
) -> None:
    keep(store, "before")
    before = all_rows(database)
    away = database.rename(tmp_path / "away.db")
    away.unlink()
    elsewhere = tmp_path / "elsewhere" / "copy.db"
    elsewhere.parent.mkdir()
    store.copy_to(elsewhere)
    assert all_rows(elsewhere) == before
    assert list(elsewhere.parent.iterdir()) == [elsewhere]
    copy = open_store(str(elsewhere), ACTOR)
    assert list(faults(copy)) == []
    copy.close()


def test_a_copy_of_an_encrypted_file_is_encrypted_and_its_keys_go_along(tmp_path: Path) -> None:
    file = tmp_path / "desk" / "desk.db"
    file.parent.mkdir()
    cipher_ring.keep(file, RING)
    store = create_store(str(file), ACTOR, KEY)
    keep(store, "before")
    # The stick is pulled, and the keys with it.
    file.parent.rename(tmp_path / "pulled")
    elsewhere = tmp_path / "copy.db"
    store.copy_to(elsewhere, {"patrol": "A gate is wanted"})
    store.close()
    for one in tmp_path.glob("copy*"):
        assert b"A gate is wanted" not in one.read_bytes()
    assert cipher_ring.of(elsewhere) == RING
    copy = open_store(str(elsewhere), ACTOR, KEY)
    kept = copy.draft("patrol")
    assert kept is not None
    assert kept.value == "A gate is wanted"
    assert list(faults(copy)) == []
    copy.close()


def test_a_copy_is_refused_where_it_cannot_be_and_on_the_file_itself(
    store: Store, database: Path, tmp_path: Path
) -> None:
    before = database.read_bytes()
    with pytest.raises(DeskError, match="the place of the data file itself"):
        store.copy_to(database)
    with pytest.raises(DeskError, match="The copy cannot be saved there"):
        store.copy_to(tmp_path / "nowhere" / "copy.db")
    assert database.read_bytes() == before


def test_a_thread_that_must_not_stand_still_does_something_while_it_waits(store: Store) -> None:
    """For another thread it waits as long as it takes, and may be asked whether it waits."""
    inside, done = threading.Event(), threading.Event()
    lived: list[bool] = []

    def hold() -> None:
        with store.change("Hold") as session:
            session.add(Setting(key="held", value="1"))
            inside.set()
            done.wait(5)

    def live(seconds: float) -> None:
        lived.append(patience.is_waiting())
        time.sleep(seconds)
        if len(lived) == 5:
            done.set()

    other = threading.Thread(target=hold)
    other.start()
    inside.wait(5)
    patience.spend(live)
    try:
        keep(store, "waited")
    finally:
        patience.spend(time.sleep)
        other.join()
    assert lived[:5] == [True] * 5
    assert not patience.is_waiting()
