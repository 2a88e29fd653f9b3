"""A sitting as a test has it: begun over a real file, with what it shows and says."""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.domain import clock
from snt_desk.ui import app
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.several_lists import SeveralLists
from snt_desk.ui.sitting import Sitting
from tests.fixtures_store import ACTOR
from tests.fixtures_team import made_team
from tests.ui.conftest import CannedAsk

PLANTED = "Zephaniah Quillfeather"
OVER_TABS = {
    "Priorities": (
        *("What belongs to &it", "Compare with &police.uk…", "&Journal", "&You said, we did"),
        *("&Residents’ details", "&Backups…", "&Encryption and lock", "Add crime fi&gures…"),
    ),
    "Partners": ("Agenda and &minutes…",),
    "Community": ("Calendar of &messages",),
}
"""The lines of the menus that lay a page over the tabs, by the tab; an import does so as well."""


@pytest.fixture
def filled(database: Path) -> Path:
    """A team's file, closed, with a name in it that stands nowhere else."""
    store = open_store(str(database), ACTOR)
    made_team(store)
    with store.change("Plant a name") as session:
        session.query(m.Priority).one().title = PLANTED
        session.query(m.Partner).one().name = PLANTED
        session.query(m.Member).filter_by(collar="1432").one().last_name = PLANTED
        team = session.query(m.Team).one()
        start = clock.now() + timedelta(days=1)
        session.add(
            m.Meeting(ref="M1", team_id=team.id, kind="tasking", title=PLANTED, start=start)
        )
    store.close()
    return database


def begun(qtbot: QtBot, where: Path, preferences: Preferences, ask: CannedAsk) -> Sitting:
    """A sitting over that file, once it is open or says why not."""
    window = MainWindow(preferences, app.TABS)
    qtbot.addWidget(window)
    made = Sitting(str(where), window, preferences, ask)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.desk is not None or window.instead.screen is not None)
    return made


def visit_all(qtbot: QtBot, window: MainWindow) -> None:
    """Build every page with all its lists and forms, and let each read what it shows."""
    for title in window.tabs.titles:
        window.visit_title(title)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    for lists in window.findChildren(SeveralLists):
        for table in lists.bar.news:
            lists.bar.show_list(table)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)


def lay_over_all(qtbot: QtBot, window: MainWindow) -> None:
    """Open every page that lies over the tabs, and let each do what it does in the worker."""
    seen = set()
    for title, lines in OVER_TABS.items():
        window.visit_title(title)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        for words in lines:
            action = next(one for one in window.findChildren(QAction) if one.text() == words)
            action.trigger()
            qtbot.waitUntil(lambda: not window.desk.tasks.busy)
            seen.add(window.over.page)
            # What is under the next line is asked of the record in hand on the tab.
            assert window.over.leave()
    window.desk.paste(Pasted("Date\tStart\tEnd\n1/11/2026\t0930\t1100", (), "patrols"))
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    seen.add(window.over.page)
    assert None not in seen
    assert len(seen) == sum(map(len, OVER_TABS.values())) + 1


def said_anywhere() -> str:
    """Everything that any widget or action says, and every row of every model."""
    said: list[str] = []
    for widget in QApplication.allWidgets():
        said += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
        for name in ("text", "toPlainText", "currentText", "placeholderText", "title"):
            ask = getattr(widget, name, None)
            if callable(ask):
                said.append(str(ask()))
        said += [one.text() for one in widget.actions()]
    for thing in gc.get_objects():
        if isinstance(thing, QAction) and isValid(thing):
            said.append(thing.text())
        if isinstance(thing, QAbstractTableModel) and isValid(thing):
            said += [
                str(thing.data(thing.index(row, column), Qt.ItemDataRole.DisplayRole))
                for row in range(thing.rowCount())
                for column in range(thing.columnCount())
            ]
    return "\n".join(said)


def press(words: str) -> None:
    """Press the button of the screen that says so."""
    found = [
        one
        for one in QApplication.allWidgets()
        if isinstance(one, QPushButton) and one.isVisible() and one.accessibleName() == words
    ]
    assert len(found) == 1, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def shown(window: MainWindow) -> str:
    """What the screen says."""
    screen = window.instead.screen
    assert screen is not None
    return "\n".join(one.text() for one in screen.findChildren(QLabel))
