"""What is wrong inside a file is found and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from snt_desk.db import journal
from snt_desk.db.health import faults
from snt_desk.db.models import Return
from snt_desk.db.opening import open_store, open_to_look
from tests.db.rows import NINE, add_member, fill, raw, scalar
from tests.fixtures_store import ACTOR

if TYPE_CHECKING:
    from pathlib import Path

    from snt_desk.db.store import Store


@pytest.fixture
def filled(store: Store, database: Path) -> Path:
    with store.change("Log patrol") as session:
        fill(session)
    store.close()
    return database


def tamper(path: Path, sql: str) -> None:
    """Change the file behind the journal's back, and put its triggers back."""
    with raw(path) as connection:
        for name in journal.triggers():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.executescript(sql)
        for made in journal.triggers().values():
            connection.execute(made)


def found(path: Path) -> list[str]:
    # To look: the desk itself does not open a file that its quick look finds damaged.
    store = open_to_look(str(path), ACTOR)
    said = list(faults(store))
    store.close()
    return said


def test_a_sound_file_has_no_faults(filled: Path) -> None:
    assert found(filled) == []


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE members SET last_name = 'Obi' WHERE id = 1", "members"),
        ("DELETE FROM outcomes", "outcomes"),
        ("INSERT INTO settings (key, value) VALUES ('shift', '1')", "settings"),
    ],
)
def test_a_row_that_was_changed_behind_the_journals_back_is_found(
    filled: Path, sql: str, table: str
) -> None:
    tamper(filled, sql)
    assert found(filled) == [f"The table {table} is not as the journal says."]


def test_a_link_to_nothing_is_found(filled: Path) -> None:
    tamper(filled, "DELETE FROM members WHERE id = 2")
    assert "Row 2 of leg_officers points to a row of members that is gone." in found(filled)


AN_EMPTY_INDEX = b"\x0a\0\0\0\0\x10\0\0"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bytes(8), "The file cannot be read to its end."),
        (AN_EMPTY_INDEX, "The file is damaged: row 1 missing from index ix_legs_first"),
    ],
)
def test_a_page_that_is_lost_is_found(filled: Path, content: bytes, sentence: str) -> None:
    page = scalar(filled, "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_legs_first'")
    with filled.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(content.ljust(4096, b"\0"))
    assert sentence in found(filled)


def test_text_that_is_no_text_any_more_is_found(filled: Path) -> None:
    tamper(filled, "UPDATE members SET last_name = CAST(x'ff' AS TEXT) WHERE id = 1")
    assert found(filled) == ["The table members cannot be read to its end."]


def test_a_label_that_is_no_text_any_more_is_found(filled: Path) -> None:
    tamper(filled, "UPDATE changes SET label = CAST(x'ff' AS TEXT) WHERE id = 1")
    assert "The journal cannot be read to its end." in found(filled)


def test_an_image_that_is_no_json_any_more_is_found(filled: Path) -> None:
    tamper(filled, "UPDATE images SET after = '{' WHERE id = (SELECT max(id) FROM images)")
    [said] = found(filled)
    assert "is not as it was noted" in said


def test_a_table_of_which_an_image_was_wiped_is_taken_as_it_is(filled: Path) -> None:
    with raw(filled) as connection:
        connection.execute(
            "UPDATE images SET before = NULL, after = NULL, salt = NULL WHERE \"table\" = 'members'"
        )
    assert found(filled) == []


def test_changes_that_were_cut_off_after_a_return_was_sent_are_found(
    filled: Path,
) -> None:
    store = open_store(str(filled), ACTOR)
    with store.change("Send October", kind="barrier") as session:
        anchor = journal.anchor(session.connection())
        session.add(
            Return(
                team_id=1,
                month="2026-10",
                revision=1,
                as_at=NINE,
                sent=NINE,
                sha256="0" * 64,
                anchor=anchor,
            )
        )
    with store.change("Add member") as session:
        add_member(session, "9012EF")
    store.close()
    assert found(filled) == []
    tamper(
        filled,
        "DELETE FROM images WHERE change_id = 2; DELETE FROM changes WHERE id = 2",
    )
    assert "Change 2 of the journal is gone, or is not what was noted elsewhere." in found(filled)


def test_the_journal_of_a_server_is_not_asked_for(postgres_url: str) -> None:
    from snt_desk.db.opening import create_store

    shared = create_store(postgres_url, ACTOR)
    assert list(faults(shared)) == []
    shared.close()
