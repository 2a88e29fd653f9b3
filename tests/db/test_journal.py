"""The journal sees every write, loses none, and cannot be changed unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from snt_desk.db import engine, journal
from snt_desk.db.models import Base, Member, Patrol, Setting
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, all_rows, fill, raw, scalar
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from snt_desk.db.store import Store


def breaks(path: Path, *kept: str) -> list[str]:
    reader = engine.reader(path)
    with reader.connect() as connection:
        found = list(journal.breaks(connection, kept))
    reader.dispose()
    return found


def images_since(path: Path, image: int) -> list[tuple[str, str]]:
    with raw(path) as connection:
        return [
            (table, "delete" if after is None else "insert" if before is None else "update")
            for table, before, after in connection.execute(
                'SELECT "table", before, after FROM images WHERE id > ? ORDER BY id', (image,)
            )
        ]


def newest_image(path: Path) -> int:
    return int(scalar(path, "SELECT max(id) FROM images"))


# --- What is noted ----------------------------------------------------------------------------


def test_every_table_but_the_journals_own_is_noted(database: Path) -> None:
    ours = set(Base.metadata.tables) - {"changes", "images", "context"}
    with raw(database) as connection:
        found = connection.execute(
            "SELECT tbl_name, name FROM sqlite_schema"
            " WHERE type = 'trigger' AND name LIKE 'journal%'"
        ).fetchall()
    assert sorted(found) == sorted(
        (table, f"journal_{table}_{event}")
        for table in ours
        for event in ("insert", "update", "delete")
    )


def test_no_noted_table_holds_what_json_cannot_give_back() -> None:
    kinds = {column.type.python_type for table in journal.NOTED for column in table.columns}
    assert not kinds & {bytes, float}


@pytest.mark.parametrize("table", journal.NOTED, ids=lambda table: table.name)
def test_every_column_of_every_table_is_in_its_images(table: Any) -> None:
    [sql] = [
        sql for name, sql in journal.triggers().items() if name == f"journal_{table.name}_update"
    ]
    for column in table.columns:
        assert f'OLD."{column.name}" IS NOT NEW."{column.name}"' in sql
        assert f"'{column.name}', OLD.\"{column.name}\"" in sql
        assert f"'{column.name}', NEW.\"{column.name}\"" in sql


def test_cascades_are_noted_and_undone(store: Store, database: Path) -> None:
    with store.change("Log patrol") as session:
        patrol_id = fill(session).id
    before, mark = all_rows(database), newest_image(database)
    with store.change("Delete patrol") as session:
        session.execute(delete(Patrol).where(Patrol.id == patrol_id))
    assert sorted(images_since(database, mark)) == [
        ("leg_officers", "delete"),
        ("leg_officers", "delete"),
        ("leg_officers", "delete"),
        ("leg_partners", "delete"),
        ("legs", "delete"),
        ("legs", "delete"),
        ("outcomes", "delete"),
        ("patrols", "delete"),
        ("visits", "delete"),
    ]
    store.undo()
    assert all_rows(database) == before


def test_replace_is_noted_as_a_delete_and_an_insert(store: Store, database: Path) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    before, mark = all_rows(database), newest_image(database)
    with store.change("Replace member") as session:
        session.execute(
            text(
                "REPLACE INTO members (collar, first_name, last_name, version)"
                " VALUES ('1234AB', 'Amara', 'Obi', 1)"
            )
        )
    assert images_since(database, mark) == [("members", "delete"), ("members", "insert")]
    store.undo()
    assert all_rows(database) == before


def test_a_member_who_is_on_a_patrol_can_be_replaced_and_it_is_undone(
    store: Store, database: Path
) -> None:
    with store.change("Log patrol") as session:
        fill(session)
    before = all_rows(database)
    with store.change("Replace member") as session:
        session.execute(
            text(
                "REPLACE INTO members (id, collar, first_name, last_name)"
                " SELECT id, collar, 'Amara', 'Obi' FROM members"
            )
        )
    store.undo()
    assert all_rows(database) == before


def test_an_upsert_is_noted_as_an_update(store: Store, database: Path) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    mark = newest_image(database)
    with store.change("Mend member") as session:
        session.execute(
            text(
                "INSERT INTO members (collar, first_name, last_name) VALUES ('1234AB', 'A', 'B')"
                " ON CONFLICT (collar) DO UPDATE SET first_name = excluded.first_name"
            )
        )
    assert images_since(database, mark) == [("members", "update")]


def test_bulk_statements_are_noted_row_by_row(store: Store, database: Path) -> None:
    mark = newest_image(database)
    with store.change("Add members") as session:
        session.execute(
            insert(Member),
            [{"collar": f"{n}", "first_name": "Ngozi", "last_name": "Obi"} for n in range(3)],
        )
        session.execute(update(Member).values(email="snt@example.org"))
        session.execute(delete(Member).where(Member.collar == "2"))
    assert images_since(database, mark) == [
        *[("members", "insert")] * 3,
        *[("members", "update")] * 3,
        ("members", "delete"),
    ]


def test_an_update_that_changes_nothing_is_not_noted(store: Store, database: Path) -> None:
    with store.change("Log patrol") as session:
        fill(session)
    mark = newest_image(database)
    changes = scalar(database, "SELECT count(*) FROM changes")
    with store.change("Nothing new") as session:
        session.execute(update(Member).values(first_name=Member.first_name, email=None))
    assert images_since(database, mark) == []
    assert scalar(database, "SELECT count(*) FROM changes") == changes
    assert store.undo_label == "Log patrol"


def test_a_change_says_who_made_it_and_where(store: Store, database: Path) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    with raw(database) as connection:
        who = connection.execute(
            "SELECT user, collar, desk, kind, label FROM changes ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert who == (ACTOR.user, ACTOR.collar, ACTOR.desk, "change", "Add member")


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


def test_a_note_that_changes_rows_is_a_programming_error(store: Store, database: Path) -> None:
    before = all_rows(database)
    with pytest.raises(RuntimeError), store.change("Export", kind="note") as session:
        add_member(session, "1234AB")
    assert all_rows(database) == before


# --- Undo, redo, barriers ---------------------------------------------------------------------


def test_undo_and_redo_go_back_and_forth_and_are_changes_themselves(
    store: Store, database: Path
) -> None:
    empty = all_rows(database)
    with store.change("Log patrol") as session:
        fill(session)
    full = all_rows(database)
    assert store.undo() == "Log patrol"
    assert all_rows(database) == empty
    assert (store.undo_label, store.redo_label) == (None, "Log patrol")
    assert store.redo() == "Log patrol"
    assert all_rows(database) == full
    assert (store.undo_label, store.redo_label) == ("Log patrol", None)
    with raw(database) as connection:
        kinds = connection.execute("SELECT kind, reverts FROM changes WHERE id > 1").fetchall()
    assert kinds == [("change", None), ("undo", 2), ("redo", 3)]


def test_undo_works_across_restarts(store: Store, database: Path) -> None:
    empty = all_rows(database)
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    again = open_store(str(database), ACTOR)
    assert again.undo_label == "Log patrol"
    again.undo()
    again.close()
    assert all_rows(database) == empty


def test_nothing_to_undo_is_said(store: Store) -> None:
    with pytest.raises(DeskError, match="nothing to undo"):
        store.undo()
    with pytest.raises(DeskError, match="nothing to do again"):
        store.redo()


def test_a_change_that_touched_no_row_does_not_clear_redo(store: Store) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.undo()
    with store.change("Look and save"):
        pass
    assert (store.undo_label, store.redo_label) == (None, "Add member")
    store.redo()


def test_a_new_change_clears_redo(store: Store) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    store.undo()
    with store.change("Add another") as session:
        add_member(session, "5678CD")
    assert (store.undo_label, store.redo_label) == ("Add another", None)


@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after a restart"])
def test_a_barrier_stops_undo(store: Store, database: Path, *, restart: bool) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    with store.change("Undone") as session:
        add_member(session, "5678CD")
    store.undo()
    with store.change("Send October", kind="barrier"):
        pass
    if restart:
        store.close()
        store = open_store(str(database), ACTOR)
    assert (store.undo_label, store.redo_label) == (None, None)
    with pytest.raises(DeskError):
        store.undo()
    with store.change("Add after") as session:
        add_member(session, "9012EF")
    assert store.undo() == "Add after"
    store.close()


def test_a_note_is_kept_and_undo_does_not_see_it(store: Store, database: Path) -> None:
    with store.change("Add member") as session:
        add_member(session, "1234AB")
    with store.change("Export patrols", kind="note", recipient="Bridge Housing"):
        pass
    assert store.undo_label == "Add member"
    last = "SELECT label || ' to ' || recipient FROM changes ORDER BY id DESC LIMIT 1"
    assert scalar(database, last) == "Export patrols to Bridge Housing"


def test_text_of_any_kind_survives_undo(store: Store, database: Path) -> None:
    odd = "a\0b\x1f\u2028\ufffe\U0010ffff' \" \\ 警察 {}"
    with store.change("Add member") as session:
        add_member(session, "1234AB", last_name=odd)
    before = all_rows(database)
    with store.change("Delete member") as session:
        session.execute(delete(Member))
    store.undo()
    assert all_rows(database) == before
    with store.read() as session:
        assert session.scalars(select(Member.last_name)).all() == [odd]


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
    "the newest change is deleted and its images stay": "DELETE FROM changes WHERE id = 4",
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
        for column in ("at", "user", "collar", "desk", "kind", "label", "recipient")
    },
    "a change's hash is edited": "UPDATE changes SET hash = 'f' || hash WHERE id = 3",
    "the newest change's hash is taken away": "UPDATE changes SET hash = NULL WHERE id = 4",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_is_found(store: Store, database: Path, sql: str) -> None:
    for collar in ("1234AB", "5678CD", "9012EF"):
        with store.change(f"Add {collar}") as session:
            add_member(session, collar)
            session.add(Setting(key=collar, value="1"))
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
