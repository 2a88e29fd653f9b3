"""Nothing is written past the journal, and the journal cannot be changed unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from snt_desk.db import chain, engine, journal
from snt_desk.db.models import Member, Setting
from snt_desk.db.opening import open_store
from tests.db.rows import add_member, all_rows, breaks, fill, raw, scalar
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from snt_desk.db.store import Store


# --- What is refused --------------------------------------------------------------------------


def test_a_write_by_the_orm_outside_a_change_is_refused(store: Store, database: Path) -> None:
    before = all_rows(database)
    writer = engine.writer(database)
    with pytest.raises(DBAPIError, match="write outside a change"), Session(writer) as session:
        session.add(Setting(key="shift", value="1"))
        session.commit()
    writer.dispose()
    assert all_rows(database) == before


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO settings (key, value) VALUES ('shift', '1')",
        "REPLACE INTO codes (list, code, label, position) VALUES ('x', 'x', 'x', 1)",
        "UPDATE codes SET label = 'x'",
        "DELETE FROM codes",
    ],
)
def test_raw_sql_outside_a_change_is_refused(store: Store, database: Path, sql: str) -> None:
    before = all_rows(database)
    with raw(database) as connection, pytest.raises(Exception, match="write outside a change"):
        connection.execute(sql)
    assert all_rows(database) == before


def test_many_rows_at_once_outside_a_change_are_refused(store: Store, database: Path) -> None:
    before = all_rows(database)
    with raw(database) as connection, pytest.raises(Exception, match="write outside a change"):
        connection.executemany(
            "INSERT INTO settings (key, value) VALUES (?, '1')", [("shift",), ("rest",)]
        )
    assert all_rows(database) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE changes SET label = 'x'",
        "UPDATE changes SET hash = NULL",
        "DELETE FROM changes",
        "REPLACE INTO changes SELECT * FROM changes",
        "UPDATE images SET after = '{}'",
        "UPDATE images SET salt = NULL",
        "UPDATE images SET digest = NULL",
        "UPDATE images SET row = row + 1, before = NULL, after = NULL, salt = NULL",
        "DELETE FROM images",
        "DELETE FROM images WHERE id = (SELECT max(id) FROM images)",
    ],
)
def test_the_journal_only_grows(store: Store, database: Path, sql: str) -> None:
    with raw(database) as connection, pytest.raises(Exception, match="the journal only grows"):
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(sql)
    assert breaks(database) == []


# --- Wiping -----------------------------------------------------------------------------------

WIPE = "UPDATE images SET before = NULL, after = NULL, salt = NULL"


def test_an_image_can_be_wiped_and_the_chain_still_holds(store: Store, database: Path) -> None:
    with store.change("Log patrol") as session:
        fill(session)
    with raw(database) as connection:
        connection.execute(WIPE + " WHERE \"table\" = 'members'")
    assert scalar(database, "SELECT count(*) FROM images WHERE after LIKE '%Okafor%'") == 0
    assert breaks(database) == []


def test_undo_passes_over_a_wiped_image(store: Store, database: Path) -> None:
    with store.change("Add members") as session:
        kept = add_member(session, "1234AB").id
        add_member(session, "5678CD")
    with store.change("Rename") as session:
        session.execute(update(Member).values(last_name="Obi"))
    with raw(database) as connection:
        connection.execute(WIPE + f" WHERE \"table\" = 'members' AND row = {kept}")
    store.undo()
    store.undo()
    with store.read() as session:
        assert session.execute(select(Member.collar, Member.last_name)).all() == [("1234AB", "Obi")]
    assert breaks(database) == []


# --- Tampering --------------------------------------------------------------------------------

TAMPERED = {
    "an image is edited": (
        "UPDATE images SET after = replace(after, 'Ngozi', 'Amara') WHERE id = {i}"
    ),
    "an image is edited and passed off as wiped": (
        "UPDATE images SET salt = NULL, after = replace(after, 'Ngozi', 'Amara') WHERE id = {i}"
    ),
    "two images swap their content": (
        "UPDATE images SET (after, salt, digest) ="
        " (SELECT after, salt, digest FROM images AS o WHERE o.id = {i} + {j} - images.id)"
        " WHERE id IN ({i}, {j})"
    ),
    "two images swap their places": (
        "UPDATE images SET id = CASE id WHEN {i} THEN -{j} ELSE -{i} END WHERE id IN ({i}, {j});"
        "UPDATE images SET id = -id WHERE id < 0"
    ),
    "an image is moved to another change": "UPDATE images SET change_id = 1 WHERE id = {i}",
    "an image is deleted": "DELETE FROM images WHERE id = {i}",
    "an image is slipped in": (
        'INSERT INTO images (change_id, "table", row, after)'
        ' SELECT change_id, "table", row, after FROM images WHERE id = {i}'
    ),
    "an image is slipped in as wiped": (
        'INSERT INTO images (change_id, "table", row)'
        ' SELECT change_id, "table", row FROM images WHERE id = {i}'
    ),
    "an image loses its digest": "UPDATE images SET digest = NULL WHERE id = {i}",
    "a change is deleted": (
        "DELETE FROM images WHERE change_id = 2; DELETE FROM changes WHERE id = 2"
    ),
    "a change is deleted and its images stay": "DELETE FROM changes WHERE id = 2",
    "the newest change is deleted and its images stay": "DELETE FROM changes WHERE id >= 4",
    "a change is renumbered": (
        "UPDATE changes SET id = 9 WHERE id = 3;UPDATE images SET change_id = 9 WHERE change_id = 3"
    ),
    "two changes swap numbers": (
        "UPDATE changes SET id = 9 WHERE id = 3; UPDATE changes SET id = 3 WHERE id = 2;"
        "UPDATE changes SET id = 2 WHERE id = 9"
    ),
    "a change is slipped in": (
        "INSERT INTO changes (at, user, collar, desk, kind, label, recipient)"
        " SELECT at, user, collar, desk, kind, label, recipient FROM changes WHERE id = 2"
    ),
    **{
        f"a change's {column} is edited": f"UPDATE changes SET {column} = 'undo' WHERE id = 2"
        for column in (
            *("at", "user", "collar", "desk", "kind", "label", "recipient"),
            *("category", "subject", "reason"),
        )
    },
    **{
        f"a note's {column} is taken away": f"UPDATE changes SET {column} = NULL WHERE id = 5"
        for column in ("category", "subject", "reason")
    },
    "a note's recipient is edited": "UPDATE changes SET recipient = 'own copy' WHERE id = 5",
    "an image's digest is of another kind": "UPDATE images SET digest = 'x' WHERE id = {i}",
    "an image's salt is of another kind": "UPDATE images SET salt = 'x' WHERE id = {i}",
    "a change's label is of another kind": "UPDATE changes SET label = x'ff' WHERE id = 3",
    "a change's hash is of another kind": "UPDATE changes SET hash = x'ff' WHERE id = 3",
    "a note is deleted": "DELETE FROM changes WHERE id = 5",
    "a note is passed off as a change": "UPDATE changes SET kind = 'change' WHERE id = 5",
    "the last change is renumbered": "UPDATE changes SET id = 9 WHERE id = 6",
    "a change's hash is edited": "UPDATE changes SET hash = 'f' || hash WHERE id = 3",
    "the newest change's hash is taken away": "UPDATE changes SET hash = NULL WHERE id = 6",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_is_found(store: Store, database: Path, sql: str) -> None:
    for collar in ("1234AB", "5678CD", "9012EF"):
        with store.change(f"Add {collar}") as session:
            add_member(session, collar)
            session.add(Setting(key=collar, value="1"))
    store.note(
        "Give it out", "disclosure", recipient="IT", subject="members/1234AB", reason="Audit"
    )
    store.note("Look at it", "consultation", subject="members/1234AB")
    store.close()
    assert breaks(database) == []
    first = "SELECT min(id) FROM images WHERE change_id = 3 AND \"table\" = 'members'"
    image = scalar(database, first)
    with raw(database) as connection:
        for name in journal.triggers():
            connection.execute(f'DROP TRIGGER "{name}"')
        before = connection.execute("SELECT * FROM images").fetchall()
        before += connection.execute("SELECT * FROM changes").fetchall()
        connection.executescript(sql.format(i=image, j=image + 1))
        after = connection.execute("SELECT * FROM images").fetchall()
        after += connection.execute("SELECT * FROM changes").fetchall()
    assert before != after
    assert breaks(database)


def test_a_tail_that_is_cut_off_is_found_by_the_anchor(store: Store, database: Path) -> None:
    reader = engine.reader(database)
    anchors = []
    for collar in ("1234AB", "5678CD"):
        with store.change(f"Add {collar}") as session:
            add_member(session, collar)
        with reader.connect() as connection:
            anchors.append(journal.anchor(connection))
    reader.dispose()
    assert breaks(database, *anchors) == []
    with raw(database) as connection:
        for name in journal.triggers():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM images WHERE change_id = 3")
        connection.execute("DELETE FROM changes WHERE id = 3")
    assert breaks(database) == []
    assert breaks(database, anchors[0]) == []
    assert len(breaks(database, *anchors)) == 1


def test_notes_that_are_cut_off_are_found_by_the_anchor(store: Store, database: Path) -> None:
    store.note("Look at it", "consultation", subject="contacts/K1")
    with store.read() as session:
        anchor = journal.anchor(session.connection())
    with raw(database) as connection:
        for name in journal.triggers():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM changes WHERE kind = 'note'")
    assert breaks(database) == []
    assert breaks(database, anchor) == [
        "Change 2 of the journal is gone, or is not what was noted elsewhere."
    ]


def test_the_check_goes_in_steps_and_others_write_between_them(
    store: Store, database: Path
) -> None:
    for collar in ("1234AB", "5678CD", "9012EF"):
        with store.change(f"Add {collar}") as session:
            add_member(session, collar)
    with store.read() as session:
        walk = chain.Walk(session.connection())
    steps = 0
    while not walk.over:
        with store.read() as session:
            assert walk.step(session.connection(), 2).found == ()
        with store.change("Write meanwhile") as session:
            session.add(Setting(key=f"meanwhile {steps}", value="1"))
        steps += 1
    assert steps > 2
    assert walk.changes == 4


def test_the_anchor_is_that_of_the_last_change_that_is_closed(store: Store) -> None:
    with store.read() as session:
        before = journal.anchor(session.connection())
    with store.change("Add member") as session:
        add_member(session, "1234AB")
        assert journal.anchor(session.connection()) == before
    with store.read() as session:
        after = journal.anchor(session.connection())
    assert (before[:2], after[:2]) == ("1:", "2:")


def test_every_change_of_a_new_database_is_in_the_chain(database: Path) -> None:
    assert scalar(database, "SELECT count(*) FROM changes") == 1
    assert scalar(database, "SELECT count(*) FROM context") == 0
    assert breaks(database) == []


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_a_journal_that_cannot_be_is_found_and_not_stumbled_over(
    store: Store, database: Path, kind: str
) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.close()
    guard = "guard_changes_update"
    with raw(database) as connection:
        connection.execute(f'DROP TRIGGER "{guard}"')
        connection.execute("UPDATE changes SET kind = ? WHERE id = 2", (kind,))
        connection.execute(journal.triggers()[guard])
    open_store(str(database), ACTOR).close()
    assert len(breaks(database)) == 1
