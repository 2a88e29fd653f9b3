"""Beside whoever has the file every tab can be read; nothing can be written, and it is said why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.journal import Actor
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.ui.looking import OFF
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.sitting import Sitting
from tests.fixtures_team import made_team
from tests.ui.conftest import CannedAsk
from tests.ui.sittings import begun, press, said_anywhere, visit_all

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@dataclass
class Beside:
    """Two desks on one file: theirs works, ours looks."""

    theirs: Store
    ours: Sitting

    @property
    def window(self) -> MainWindow:
        return self.ours.window


@pytest.fixture
def beside(
    qtbot: QtBot,
    database: Path,
    preferences: Preferences,
    ask: CannedAsk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Beside]:
    """A window that was opened to look only, while somebody else has the file."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    theirs = open_store(str(database), Actor("obi", "", "PC-0099"))
    made_team(theirs)
    ours = begun(qtbot, database, preferences, ask)
    press("Open to read")
    qtbot.waitUntil(lambda: ours.desk is not None)
    ours.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is ours.window)
    yield Beside(theirs, ours)
    ours.window.close()
    ours.end()
    theirs.close()


def lines(window: MainWindow) -> dict[str, bool]:
    """Every line of the menus that can be seen: whether it can be chosen."""
    found = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        for line in menu.actions():
            if line.isVisible() and line.text():
                words = line.text().replace("&", "").partition("\t")[0]
                found[words] = line.isEnabled()
    return found


def test_it_says_who_has_the_file_and_that_it_is_only_looked_at(beside: Beside) -> None:
    [words] = beside.window.notices.words
    assert words.startswith(f"{OFF}. obi on PC-0099, since ")
    assert "Nothing can be changed, exported or printed" in words


def test_what_writes_is_off_on_every_tab_and_the_rest_is_not(qtbot: QtBot, beside: Beside) -> None:
    window = beside.window
    off = {"New", "Save", "Delete", "Undo", "Redo", "Import…", "Paste rows…", "Back up now"}
    on = {"Copy", "Filter", "History", "Read again", "Close SNT Desk", "Help for this page"}
    for title in window.tabs.titles:
        window.visit_title(title)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        offered = lines(window)
        assert {words for words in off & offered.keys() if offered[words]} == set()
        assert {words for words in on & offered.keys() if not offered[words]} == set()
        pressable = [
            one.accessibleName()
            for one in window.findChildren(QAbstractButton)
            if one.property("writes") and one.isEnabled()
        ]
        assert pressable == []


def test_what_writes_is_off_on_every_view_of_a_tab(qtbot: QtBot, beside: Beside) -> None:
    window = beside.window
    window.visit_title("Priorities")
    seen: list[object] = []
    while window.page not in seen:
        seen.append(window.page)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        buttons = window.findChildren(QAbstractButton)
        assert not [one for one in buttons if one.property("writes") and one.isEnabled()]
        QTest.keySequence(window.windowHandle(), "Ctrl+Tab")
    assert len(seen) > 1


def test_what_writes_is_off_in_what_is_made_later(qtbot: QtBot, beside: Beside) -> None:
    window = beside.window
    for title in ("Partners", "Community"):
        window.visit_title(title)
        [lists] = [one for one in window.findChildren(SeveralLists) if one.isVisible()]
        for table in lists.bar.news:
            lists.bar.show_list(table)
            qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        buttons = window.findChildren(QAbstractButton)
        assert not [one for one in buttons if one.property("writes") and one.isEnabled()]


def test_a_button_that_writes_stays_off_whatever_its_page_thinks(beside: Beside) -> None:
    beside.window.visit_title("Roster")
    marked = [one for one in beside.window.findChildren(QAbstractButton) if one.property("writes")]
    assert marked
    for one in marked:
        one.setEnabled(True)
        assert not one.isEnabled()
        assert one.toolTip() == OFF


def test_keys_write_nothing_either(qtbot: QtBot, beside: Beside) -> None:
    before = beside.theirs.undo_label
    window = beside.window
    for title in window.tabs.titles:
        window.visit_title(title)
        for keys in ("Ctrl+N", "Ctrl+S", "Ctrl+Z", "Ctrl+I", "Ctrl+Shift+A", "Ctrl+D"):
            QTest.keySequence(window.windowHandle(), keys)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert window.over.widget is None
    assert beside.theirs.undo_label == before


def test_the_store_refuses_what_no_button_offers(beside: Beside) -> None:
    assert beside.ours.desk is not None
    store = beside.ours.desk.store
    for way in (
        lambda: store.keep_draft("patrol", "x"),
        store.undo,
        lambda: store.note("Export", "disclosure", recipient="nobody"),
    ):
        with pytest.raises(DeskError, match="opened to look only"):
            way()


def test_what_the_other_saves_is_there_when_the_window_is_active_again(
    qtbot: QtBot, beside: Beside
) -> None:
    window = beside.window
    window.visit_title("Priorities")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    rename(beside, "Quillfeather's yard")
    assert "Quillfeather's yard" not in said_anywhere()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert "Quillfeather's yard" in said_anywhere()
    rename(beside, "Zephaniah's yard")
    QTest.keySequence(window.windowHandle(), "F5")
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert "Zephaniah's yard" in said_anywhere()


def rename(beside: Beside, title: str) -> None:
    with beside.theirs.change("Rename the priority") as session:
        session.query(m.Priority).one().title = title


def test_it_can_be_opened_for_work_once_the_other_has_closed_it(
    qtbot: QtBot, beside: Beside
) -> None:
    press("Try to open for work")
    qtbot.waitUntil(lambda: beside.window.instead.screen is not None)
    beside.theirs.close()
    press("Try again")
    qtbot.waitUntil(lambda: beside.ours.desk is not None)
    assert beside.ours.desk is not None
    assert not beside.ours.desk.store.only_looks
    assert beside.window.notices.words == []
    assert lines(beside.window)["New"]


def test_every_tab_can_be_read(qtbot: QtBot, beside: Beside) -> None:
    visit_all(qtbot, beside.window)
    said = said_anywhere()
    assert all(one in said for one in ("Woodhall shops", "The Council"))
