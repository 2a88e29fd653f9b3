"""What is erased is gone from every byte of the file, and the journal still verifies."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from snt_desk.db import cipher, erasing, journal, wiping
from snt_desk.db.cipher import Key
from snt_desk.db.health import faults
from snt_desk.db.models import Change, Member, Partner, Patrol, Setting
from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, add_patrol, add_team, all_rows, raw, scalar
from tests.fixtures_store import ACTOR

NAME = "Xanthippe"


def patrol_by(store: Store, note: str) -> int:
    """A patrol that one change has logged, with its crew in another."""
    with store.change("Add a member") as session:
        add_team(session)
        add_member(session, "1234AB")
    with store.change("Log patrol") as session:
        team = session.scalars(select(Member)).one()
        patrol = add_patrol(session, add_team(session, "SECOND"), [[team]], note=note)
        session.flush()
        return patrol.id


def erase(store: Store, patrol: int) -> None:
    """Take the name out of a patrol's note, and wipe every image that has it."""
    with store.erase("Redact", subject="patrols/P", reason="asked") as session:
        connection = session.connection()
        session.execute(update(Patrol).where(Patrol.id == patrol).values(note="gone"))
        older = [
            image.id
            for image in erasing.images(connection, ["patrols"])
            if image.row == patrol and NAME in f"{image.before} {image.after}"
        ]
        # Its own image is not sealed yet: it is wiped when it is.
        journal.wipe(connection, older[:-1])


def in_file(path: Path) -> bool:
    return any(
        NAME.encode() in one.read_bytes() or NAME.lower().encode() in one.read_bytes().lower()
        for one in path.parent.iterdir()
    )


def breaks(store: Store) -> list[str]:
    with store.read() as session:
        return list(journal.breaks(session.connection()))


def test_every_byte_of_it_is_gone_and_the_chain_verifies(store: Store, database: Path) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    with store.read() as session:
        anchor = journal.anchor(session.connection())
    assert in_file(database)
    erase(store, patrol)
    owed = store.owes_scrub
    store.scrub()
    assert (owed, store.owes_scrub) == (True, False)
    assert not in_file(database)
    assert scalar(database, "PRAGMA integrity_check") == "ok"
    assert list(faults(store)) == []
    with store.read() as session:
        assert list(journal.breaks(session.connection(), [anchor])) == []


def test_what_an_erasure_does_leaves_no_image_and_is_no_step(store: Store, database: Path) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    erase(store, patrol)
    assert store.undo_label == "Log patrol"
    images = (
        "SELECT count(*) FROM images WHERE change_id = (SELECT max(id) FROM changes)"
        " AND coalesce(before, after, salt) IS NULL AND digest IS NOT NULL"
    )
    assert scalar(database, images) == 1
    assert breaks(store) == []


def test_undo_leaves_what_was_wiped_as_it_is_with_all_its_parts(
    store: Store, database: Path
) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    erase(store, patrol)
    with pytest.raises(DeskError, match="no longer be undone"):
        # The patrol's team came with it, and would go.
        store.undo()
    before = all_rows(database)
    assert before["patrols", patrol]["note"] == "gone"
    assert any(table == "leg_officers" for table, _ in before)
    assert breaks(store) == []


def test_undo_of_what_a_wiped_record_does_not_need_goes_on(store: Store, database: Path) -> None:
    patrol = patrol_by(store, "Quiet.")
    with store.change("Change the note") as session:
        session.execute(update(Patrol).where(Patrol.id == patrol).values(note=f"Met {NAME}."))
        session.add(Setting(key="k", value="1"))
    erase(store, patrol)
    store.undo()
    rows = all_rows(database)
    assert rows["patrols", patrol]["note"] == "gone"
    assert not [key for key in rows if key[0] == "settings"]
    store.redo()
    rows = all_rows(database)
    assert rows["patrols", patrol]["note"] == "gone"
    assert [key for key in rows if key[0] == "settings"]
    assert breaks(store) == []


def test_nothing_else_may_change_rows_under_a_note(store: Store) -> None:
    with (
        pytest.raises(RuntimeError, match="note changed rows"),
        store.change("Export", kind="note", recipient="own copy") as session,
    ):
        session.add(Setting(key="k", value="1"))


def test_an_erasure_that_fails_leaves_everything(store: Store, database: Path) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    before = all_rows(database)
    with pytest.raises(ZeroDivisionError), store.erase("E", subject="x", reason="y") as session:
        session.execute(update(Patrol).where(Patrol.id == patrol).values(note="gone"))
        raise ZeroDivisionError
    assert all_rows(database) == before
    assert not store.owes_scrub


def test_a_scrub_that_is_given_up_leaves_a_whole_file_and_is_still_owed(
    store: Store, database: Path
) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    with store.change("Fill") as session:
        session.add_all(Setting(key=f"k{n}", value="v" * 500) for n in range(2000))
    erase(store, patrol)
    told = []

    def give_up(done: int, total: int) -> None:
        told.append((done, total))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.scrub(give_up)
    assert told
    assert store.owes_scrub
    assert list(faults(store)) == []
    store.scrub()
    assert not in_file(database)


def test_whoever_reads_while_the_file_is_written_anew_waits_and_reads_it(store: Store) -> None:
    patrol = patrol_by(store, f"Met {NAME}.")
    erase(store, patrol)
    begun, go, order = threading.Event(), threading.Event(), []

    def report(_done: int, _total: int) -> None:
        begun.set()
        go.wait(10)

    def scrub() -> None:
        store.scrub(report)
        order.append("written")

    def read() -> None:
        with store.read() as session:
            order.append(session.get_one(Patrol, patrol).note or "")

    threads = [threading.Thread(target=one) for one in (scrub, read)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    assert order == []
    go.set()
    for thread in threads:
        thread.join()
    assert sorted(order) == ["gone", "written"]


def test_a_scrub_without_room_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, disk_with: Callable[[int], object]
) -> None:
    monkeypatch.setattr("snt_desk.db.erasing.shutil.disk_usage", lambda _path: disk_with(1000))
    with pytest.raises(DeskError, match="too little room"):
        store.scrub()


@pytest.fixture
def disk_with() -> Callable[[int], object]:
    usage = shutil.disk_usage("/")
    return lambda free: usage._replace(free=free)


def test_a_record_is_found_in_all_its_lives(store: Store) -> None:
    with store.change("One") as session:
        team = add_team(session)
        session.add(Partner(ref="O1", team_id=team.id, name="A", kind="other"))
        session.add(Partner(ref="O2", team_id=team.id, name="B", kind="other"))
    with store.change("Two") as session:
        session.execute(update(Partner).where(Partner.ref == "O1").values(name="C"))
    with store.change("Gone") as session:
        session.delete(session.scalars(select(Partner).filter_by(ref="O1")).one())
    with store.read() as session:
        assert len(erasing.of_records(session.connection(), "partners", ["O1"])) == 3
        assert len(erasing.of_records(session.connection(), "partners", ["O2"])) == 1


# --- Words of an entry ------------------------------------------------------------------------


def told(store: Store, label: str = f"Call {NAME}") -> int:
    """An entry with the name in its words, and one after it."""
    with store.change(label, category="alteration", reason=f"{NAME} asked") as session:
        session.add(Setting(key="k", value="1"))
        session.flush()
    with store.read() as session:
        change = session.scalars(select(Change.id).where(Change.label == label)).one()
    with store.change("Another") as session:
        session.add(Setting(key="other", value="1"))
    return change


def test_words_that_are_wiped_are_gone_and_vouched_for(store: Store, database: Path) -> None:
    change = told(store)
    store.erase_words(change, reason="due")
    store.scrub()
    assert not in_file(database)
    assert breaks(store) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE changes SET user = 'nobody' WHERE id = {}",
        "UPDATE changes SET label = 'Another' WHERE id = {}",
        "UPDATE changes SET recipient = '' WHERE subject = 'changes/{}'",
        "DELETE FROM images WHERE change_id = {}",
    ],
)
def test_what_is_left_of_the_entry_is_held_as_before(
    store: Store, database: Path, tampering: str
) -> None:
    change = told(store)
    store.erase_words(change, reason="due")
    with raw(database) as connection:
        connection.execute("BEGIN")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(tampering.format(change))
        connection.execute("COMMIT")
    assert breaks(store) != []


def test_nobody_wipes_words_beside_an_entry_that_vouches(store: Store) -> None:
    change = told(store)
    with (
        pytest.raises(IntegrityError, match="only grows"),
        store.erase("Sly", subject="changes/0", reason="x") as session,
    ):
        wiping.wipe_words(session.connection(), change)
    assert breaks(store) == []


def test_an_encrypted_file_is_written_anew_too(tmp_path: Path) -> None:
    path, key = tmp_path / "secret.db", Key(bytes(range(32)))
    store = create_store(str(path), ACTOR, key)
    patrol = patrol_by(store, f"Met {NAME}.")
    erase(store, patrol)
    store.scrub()
    assert list(faults(store)) == []
    store.close()
    with raw(path) as connection:
        cipher.unlock(connection, key)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        terms = connection.execute("SELECT term FROM search_terms").fetchall()
    assert (NAME.lower(),) not in terms
    assert not in_file(path)
