"""The journal over the tabs: read, filtered, exported, checked, and what is gone brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from snt_desk.db import journal as db_journal
from snt_desk.db import models as m
from snt_desk.db import schema
from snt_desk.db.opening import create_store, open_to_look
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.services import backups, patrols, priorities, returns
from snt_desk.services.team import TeamName
from snt_desk.ui.ask import Given
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.journal import JournalPage
from tests.db.rows import raw
from tests.fixtures_store import ACTOR
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import nameless, press, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
FOOT = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
PATROL = PatrolDraft((FOOT,), note="Quiet.")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    """The frame over the team, with the journal over the tabs."""
    opened = frame.made(replace(desk, team=team))
    qtbot.addWidget(opened)
    with qtbot.waitActive(opened):
        opened.show()
        opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


def write(store: Store, team: TeamName) -> str:
    """A patrol is logged and deleted, a resident written down."""
    with store.change("Log foot patrol, Peartree") as session:
        ref = patrols.log(session, team.id, PATROL)
    with store.change("Delete foot patrol, Peartree") as session:
        patrols.delete(session, ref)
    with store.change("Write down a contact") as session:
        session.add(
            m.Contact(
                ref="K1",
                team_id=team.id,
                received=london(2026, 11, 22, 9),
                channel="email",
                subject="Bikes",
                resident_name="Ama Boateng",
                status="open",
            )
        )
    return ref


def opened(window: MainWindow) -> JournalPage:
    press(KEY.Key_J, held=CTRL)
    page = window.over.page
    assert isinstance(page, JournalPage)
    return page


def what(page: JournalPage) -> list[str]:
    return [page.rows.cells(at)[2].text for at in range(page.rows.rowCount())]


def reading(page: JournalPage) -> str:
    return page.pane.text.toPlainText()


def button(window: MainWindow, says: str) -> QPushButton:
    found = window.findChildren(QPushButton)
    return next(one for one in found if one.isVisible() and one.accessibleName() == says)


def labels(store: Store, kind: str) -> list[str]:
    with store.read() as session:
        query = text("SELECT label FROM changes WHERE kind = :kind ORDER BY id")
        return list(session.scalars(query, {"kind": kind}))


def test_ctrl_j_shows_the_newest_first_and_the_first_one_in_full(
    window: MainWindow, team: TeamName
) -> None:
    write(window.desk.store, team)
    page = opened(window)
    assert what(page)[:3] == [
        *("Write down a contact", "Delete foot patrol, Peartree", "Log foot patrol, Peartree"),
    ]
    assert page.table.hasFocus()
    assert "Resident name: Ama Boateng" in reading(page)
    press(KEY.Key_Down, KEY.Key_Down)
    assert "Leg 1: On foot, Peartree, Sun 22 Nov 2026 09:00 to 10:00" in reading(page)
    assert "1234AB (adeyemi)" in reading(page)


def test_a_resident_is_noted_when_his_details_are_seen_once_a_visit(
    window: MainWindow, team: TeamName
) -> None:
    store = window.desk.store
    write(store, team)
    opened(window)
    press(KEY.Key_Down, KEY.Key_Up, KEY.Key_Down, KEY.Key_Up)
    assert len(labels(store, "note")) == 1
    press(KEY.Key_Escape)
    opened(window)
    assert labels(store, "note") == ["Look at a resident’s details in the journal"] * 2


def test_a_look_that_cannot_be_noted_is_not_to_be_had(
    window: MainWindow, team: TeamName, database: Path, qtbot: QtBot
) -> None:
    write(window.desk.store, team)
    looking = open_to_look(str(database), ACTOR)
    page = JournalPage("")
    widget = page.build(Desk(looking, window.desk.tasks, window.desk.ask, window.desk.preferences))
    qtbot.addWidget(widget)
    assert what(page)[0] == "Write down a contact"
    assert "Boateng" not in reading(page)
    assert page.pane.box.words
    looking.close()


def test_where_nothing_was_deleted_it_says_so(window: MainWindow) -> None:
    page = opened(window)
    page.chips.gone.click()
    assert what(page) == []
    assert "Nothing has been deleted" in words(window)


def test_entries_are_filtered_by_kind_person_and_words(window: MainWindow, team: TeamName) -> None:
    write(window.desk.store, team)
    page = opened(window)
    page.chips.kind.choose("erasure")
    assert what(page) == ["Delete foot patrol, Peartree"]
    page.chips.clear()
    press("peartree")
    assert page.chips.words.text() == "peartree"
    assert len(what(page)) == 2
    press("zz")
    assert "No entry matches" in words(window)
    button(window, "Clear filters").click()
    assert len(what(page)) > 3


def test_what_was_deleted_is_a_line_of_the_menu_and_comes_back_by_a_key(
    window: MainWindow, team: TeamName
) -> None:
    store = window.desk.store
    ref = write(store, team)
    QTest.keyClick(window, KEY.Key_T, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, KEY.Key_L)
    page = window.over.page
    assert isinstance(page, JournalPage)
    assert what(page) == ["Delete foot patrol, Peartree"]
    assert "Foot patrol, Peartree" in [one.text for one in page.pane.list.lines.lines]
    page.table.setFocus()
    press(KEY.Key_F2)
    assert store.undo_label == "Bring back foot patrol, Peartree"
    assert "Brought back foot patrol, Peartree" in page.box.words
    with store.read() as session:
        assert patrols.opened(session, ref) == PATROL
    assert page.pane.gone == ()
    press(KEY.Key_F2)
    assert labels(store, "change").count("Bring back foot patrol, Peartree") == 1
    press(KEY.Key_Escape)
    assert len(what(opened(window))) > 3, "the journal is whole again"


def test_what_it_belonged_to_is_offered_with_it(
    window: MainWindow, team: TeamName, ask: CannedAsk
) -> None:
    store = window.desk.store
    with store.change("Adopt") as session:
        bikes = priorities.add(
            session, team.id, PriorityDraft("Bikes", "off_road_bikes", raised=date(2026, 11, 1))
        )
    with store.change("Log") as session:
        ref = patrols.log(session, team.id, replace(PATROL, purpose="priority", priority=bikes))
    with store.change("Delete patrol") as session:
        patrols.delete(session, ref)
    with store.change("Delete priority") as session:
        priorities.delete(session, bikes)
    page = opened(window)
    press(KEY.Key_Down)
    ask.answers = [False]
    press(KEY.Key_F2)
    assert page.pane.gone
    ask.answers = [True]
    button(window, "Bring back").click()
    assert store.undo_label == "Bring back 1 priority, 1 patrol"
    with store.read() as session:
        assert patrols.opened(session, ref).priority == bikes


def test_what_is_in_the_way_is_said_beside_it(window: MainWindow, team: TeamName) -> None:
    store = window.desk.store
    ref = write(store, team)
    page = opened(window)
    press(KEY.Key_Down)
    gone = list(page.pane.gone)
    with store.change("Log another") as session:
        session.add(m.Patrol(ref=ref, team_id=team.id, purpose="other", visible=True))
    page.pane.bring_back_asked.emit(gone)
    assert "Another patrol has its place now" in page.pane.box.words


def test_what_is_shown_is_exported_and_that_is_noted(
    window: MainWindow, team: TeamName, ask: CannedAsk, tmp_path: Path
) -> None:
    store = window.desk.store
    write(store, team)
    page = opened(window)
    page.chips.kind.choose("erasure")
    page.table.setFocus()
    ask.answers = [Given(tmp_path / "journal.csv", "the Information Commissioner")]
    press(KEY.Key_E, held=CTRL)
    body = (tmp_path / "journal.csv").read_text(encoding="utf-8-sig")
    assert body.startswith("OFFICIAL: Journal of Welwyn Hatfield North SNT")
    assert body.count("\n") == 3
    assert labels(store, "note")[-1] == "Export 1 entry of the journal"
    assert "Exported 1 entry to journal.csv" in page.box.words


def disarm(other: Any) -> None:
    """Take the triggers away, as somebody would who has the file and another program."""
    other.execute("BEGIN")
    for name in db_journal.triggers():
        other.execute(f'DROP TRIGGER "{name}"')
    other.execute("COMMIT")


def test_the_check_says_how_far_it_looked(window: MainWindow, team: TeamName) -> None:
    write(window.desk.store, team)
    page = opened(window)
    button(window, "Check the journal").click()
    assert page.box.words == "6 entries, chain whole. No backup and no return keeps an anchor yet."


def test_the_check_counts_the_backups_and_returns_whose_anchors_hold(
    window: MainWindow, team: TeamName, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    store = window.desk.store
    write(store, team)
    backups.back_up(str(database))
    with store.read() as session:
        draft = returns.draft(session, team, Month(2026, 10), london(2026, 11, 1))
    returns.send(store, draft, tmp_path, "the Local Policing Command")
    page = JournalPage(str(database))
    qtbot.addWidget(page.build(window.desk))
    page.check()
    assert page.box.words.endswith("The anchors of 1 backup and 1 return hold.")
    # Whoever cuts off the newest entries cannot take them from the backup.
    with raw(database) as other:
        disarm(other)
        for table in ("images", "changes"):
            column = "change_id" if table == "images" else "id"
            other.execute(f"DELETE FROM {table} WHERE {column} > 4")
    page.check()
    assert "is gone, or is not what was noted elsewhere" in page.box.words


def test_the_check_names_the_first_entry_that_does_not_hold(
    window: MainWindow, team: TeamName, database: Path
) -> None:
    store = window.desk.store
    write(store, team)
    with raw(database) as other:
        disarm(other)
        other.execute("UPDATE changes SET recipient = 'nobody' WHERE id = 3")
    page = opened(window)
    page.check()
    assert page.box.words.startswith("Entry 3 is not as it was sealed: Log foot patrol, Peartree, ")


def test_when_it_is_left_nothing_of_it_stays_in_the_window(
    window: MainWindow, team: TeamName
) -> None:
    write(window.desk.store, team)
    page = opened(window)
    press(KEY.Key_Escape)
    assert page.rows.rowCount() == 0
    assert "Boateng" not in reading(page)
    assert window.tabs.isVisible()


def test_only_the_entries_that_are_seen_are_read(window: MainWindow, database: Path) -> None:
    with raw(database) as other:
        columns = "(at, user, collar, desk, kind, label, recipient)"
        one = f"INSERT INTO changes {columns} VALUES (?, ?, ?, ?, ?, ?, ?)"
        row = ("2026-11-01T10:00:00+00:00", "adeyemi", "", "PC-0042", "note", "Look", "")
        other.execute("BEGIN")
        other.executemany(one, [row] * 20_000)
        other.execute("COMMIT")
    page = opened(window)
    assert page.rows.rowCount() > 20_000
    press(KEY.Key_End)
    assert what_at(page, page.rows.rowCount() - 1) == f"Make the database, version {schema.HEAD}"
    assert len(page.rows._blocks) < 10  # noqa: SLF001  # how little was read


def what_at(page: JournalPage, at: int) -> str:
    return page.rows.cells(at)[2].text


def test_every_control_has_a_name_and_a_letter_of_its_own(
    window: MainWindow, team: TeamName
) -> None:
    write(window.desk.store, team)
    page = opened(window)
    press(KEY.Key_Down)
    assert nameless(window.over.widget or window) == []
    letters = [
        QKeySequence.mnemonic(one.text()).toString()
        for one in page.widget.findChildren(QPushButton)
        if one.isVisible()
    ]
    given = [one for one in letters if one]
    assert len(given) == len(set(given))
    assert not {one[-1] for one in given} & set("FEVGRTH")


def test_on_a_server_it_says_what_is_missing(
    window: MainWindow, postgres_url: str, qtbot: QtBot
) -> None:
    shared = create_store(postgres_url, ACTOR)
    shared.note("Look at a resident’s details", "consultation", subject="contacts/K1")
    page = JournalPage("")
    widget = page.build(Desk(shared, window.desk.tasks, window.desk.ask, window.desk.preferences))
    qtbot.addWidget(widget)
    assert what(page) == ["Look at a resident’s details"]
    assert "On a server the journal holds what was seen and given out" in page.box.words
    assert "not sealed" in reading(page)
    page.check()
    assert "On a server" in page.box.words
    shared.close()
