"""Every tab, form, panel and menu over a team whose every text is hostile: words, and nothing else.

A table within tables, taken for markup once, holds a window up for minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPushButton,
    QTextEdit,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.ui import app, theme
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.theme import Appearance
from tests.trust.figures import Tally
from tests.ui import poisoned
from tests.ui.conftest import CannedAsk, clear_away

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MOST_SECONDS = 5.0
"""For the whole walk; one nested table as markup takes longer than that."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("poisoned") / f"{poisoned.MARK}.db"
    poisoned.made(path).close()
    return path


@pytest.fixture
def window(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    from snt_desk.db.opening import open_store
    from tests.fixtures_store import ACTOR

    monkeypatch.setattr(clock, "now", lambda: poisoned.OCTOBER)
    theme.use(app.application(), Appearance("light"))
    store = open_store(str(database), ACTOR)
    made = app.open_window(
        app.desk_over(store, Preferences(tmp_path / "settings.json"), CannedAsk()), str(database)
    )
    made.activateWindow()
    yield made
    made.close()
    clear_away(app.application())
    store.close()


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    until = time.monotonic() + 10
    while window.desk.tasks.busy and time.monotonic() < until:
        QTest.qWait(1)
    QApplication.processEvents()


def keys(window: MainWindow, *pressed: str) -> None:
    for one in pressed:
        QTest.keySequence(window.windowHandle(), one)
    settle(window)


def press(words: str) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        found = [
            one
            for one in window.findChildren(QAbstractButton)
            if one.isVisible() and without_mnemonic(one.text()) == words
        ]
        found[0].click()
        settle(window)

    return do


def paste(window: MainWindow) -> None:
    rows = "\n".join(f"{one}\t0930\t1100\tfoot\t{one}\t{one}" for one in poisoned.POISONS)
    window.desk.paste(Pasted(f"Date\tStart\tEnd\tHow\tCrew\tPlace\n{rows}", (), "patrols"))
    settle(window)


def tool(words: str) -> Callable[[MainWindow], None]:
    """A line of the Tools menu: what lies over the tabs."""

    def do(window: MainWindow) -> None:
        [action] = [
            one
            for one in window.menuBar().findChildren(QAction)
            if without_mnemonic(one.text()).startswith(words) and one.isVisible()
        ]
        action.trigger()
        settle(window)

    return do


TOOLS = ("Residents’ details", "Backups", "Encryption and lock", "Journal", "Deleted records")


WALK: tuple[tuple[str, tuple[str | Callable[[MainWindow], None], ...]], ...] = (
    ("Roster", ("Down", "Right", "Return", press("People"), "Down", "Return", "Ctrl+H", "Ctrl+H")),
    (
        "Patrols",
        ("Down", "Return", "Ctrl+H", "Ctrl+H", "Ctrl+N", "Ctrl+M", "Ctrl+M", "Ctrl+Shift+A"),
    ),
    (
        "Priorities",
        (
            *("Down", "Return", "Ctrl+H", "Ctrl+H", "Ctrl+N"),
            *(press("Rounds"), "Ctrl+N", "Tab", "Tab", "Tab", "R", "Ctrl+S"),
        ),
    ),
    ("Partners", ("Down", "Return", "Ctrl+H", "Ctrl+H", "Ctrl+T", press("Organisations"), "Down")),
    (
        "Community",
        (
            *(
                "Down",
                "Return",
                "Ctrl+H",
                "Ctrl+H",
                press("Residents"),
                "Ctrl+F",
                "Return",
                "Ctrl+D",
            ),
            *(press("Messages"), "Ctrl+F", "Return", "Down", "Ctrl+Shift+D", "Escape"),
        ),
    ),
    ("Return", ("Down", "Ctrl+Shift+W", "Ctrl+Shift+R")),
    ("Patrols", (*map(tool, TOOLS), "Down", paste, "F8")),
)
"""The tabs, and what is done on each; what stands there is looked over after every step."""


@pytest.mark.trust
def test_hostile_texts_are_words_wherever_they_are_shown(window: MainWindow, tally: Tally) -> None:
    settle(window)
    # What this thread has worked: how busy the machine is with others does not count.
    begun, seen, looking = time.thread_time(), 0, 0.0
    for tab, done in WALK:
        window.visit_title(tab)
        settle(window)
        most = poisoned.shown(window)
        for one in done:
            if callable(one):
                one(window)
            else:
                keys(window, one)
            window.grab()
            looked = time.thread_time()
            assert list(poisoned.offences()) == [], (tab, one)
            most = max(most, poisoned.shown(window))
            looking += time.thread_time() - looked
        assert most > 0, f"nothing hostile is seen on {tab}"
        seen += most
    for menu in window.menuBar().findChildren(QMenu):
        menu.aboutToShow.emit()
    assert list(poisoned.offences()) == []
    took = time.thread_time() - begun - looking
    tally("hostile texts", seen)
    assert took <= MOST_SECONDS


def test_a_dialog_says_hostile_words_as_they_are(window: MainWindow, qtbot: QtBot) -> None:
    from snt_desk.ui.ask import Ask
    from snt_desk.ui.later import later

    found: list[list[str]] = []

    def look() -> None:
        found.append([*poisoned.offences()])
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    for poison in poisoned.POISONS:
        later(window, look)
        Ask().tell(poison, poison)
        later(window, look)
        assert not Ask().confirm(poison, poison, poison)
    assert found == [[]] * 2 * len(poisoned.POISONS)


def a_label(window: MainWindow) -> QLabel:
    return QLabel(poisoned.POISONS[0], window)


def a_button(window: MainWindow) -> QPushButton:
    return QPushButton(poisoned.POISONS[0], window)


def a_tip(window: MainWindow) -> QPushButton:
    made = QPushButton("Plain", window)
    made.setToolTip(poisoned.POISONS[0])
    return made


def an_action(window: MainWindow) -> QAction:
    made = QAction(poisoned.POISONS[0], window)
    window.addAction(made)
    return made


def a_document(window: MainWindow) -> QTextEdit:
    made = QTextEdit(window)
    made.setHtml("<img src='x'>")
    return made


@pytest.mark.parametrize("plant", [a_label, a_button, a_tip, an_action, a_document])
def test_what_is_planted_is_found(plant: Callable[[Any], object], qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMainWindow

    window = QMainWindow()
    qtbot.addWidget(window)
    assert list(poisoned.offences()) == []
    planted = plant(window)
    assert list(poisoned.offences())
    del planted
    QToolTip.hideText()
