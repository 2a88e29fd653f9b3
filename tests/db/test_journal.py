"""The journal sees every write, and undo puts back exactly what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from snt_desk.db import journal
from snt_desk.db.models import Base, Member, Patrol
from snt_desk.db.opening import open_store
from snt_desk.errors import DeskError
from tests.db.rows import add_member, all_rows, fill, raw, scalar
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from snt_desk.db.store import Store


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
    ours = set(Base.metadata.tables) - {"changes", "images", "context", "drafts"}
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


def test_a_note_that_changes_rows_is_a_programming_error(store: Store, database: Path) -> None:
    before = all_rows(database)
    with pytest.raises(RuntimeError), store.change("Export", kind="note") as session:
        add_member(session, "1234AB")
    assert all_rows(database) == before
