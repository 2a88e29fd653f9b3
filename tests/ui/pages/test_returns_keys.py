"""A return is sent by keys alone, in the real window, with the presses counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock, measures
from snt_desk.domain.clock import Month
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols, returns
from snt_desk.services.team import TeamName
from snt_desk.ui import app
from snt_desk.ui.ask import Ask
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.preferences import Preferences
from tests.fixtures_store import ACTOR

LAST_MONTH = Month.of(clock.today()).plus(-1)
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
RECORDED = frozenset({"people", "patrols", measures.QUALITY})
MOST_PRESSES = 7


class Hands:
    """Presses real keys where the focus is, and counts them; a letter counts as one."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.presses = 0
        self._qtbot = qtbot
        self._window = window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.presses += 1
        QTest.keyClick(focus, key, held)
        self._qtbot.waitUntil(lambda: not self._window.desk.tasks.busy)

    def answer_next(self, *keys: Qt.Key) -> None:
        """Press these in the next dialog, once it has the focus."""
        waiting = QTimer(self._window)

        def look() -> None:
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is None or focus is None or not dialog.isAncestorOf(focus):
                return
            waiting.stop()
            for key in keys:
                self.presses += 1
                QTest.keyClick(QApplication.focusWidget() or dialog, key)

        waiting.timeout.connect(look)
        waiting.start()


@pytest.fixture
def window(
    qtbot: QtBot, database: Path, store: Store, team: TeamName, tmp_path: Path
) -> Iterator[MainWindow]:
    """The real window with real questions; last month has a patrol, all else is answered."""
    start = LAST_MONTH.span.start
    leg = LegDraft("foot", start, start + 60 * clock.MINUTE, "B1", ("1432",))
    with store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, team.id, PatrolDraft(legs=(leg,)))
        for section in measures.SECTIONS.keys() - RECORDED - {"engagement"}:
            returns.say_none(session, team.id, LAST_MONTH, section)
    store.close()
    preferences = Preferences(tmp_path / "config" / "settings.json")
    preferences.keep_states({"returns/folder": str(tmp_path).encode()})
    opened = open_store(str(database), ACTOR)
    made = app.open_window(app.desk_over(opened, preferences, Ask()), str(database))
    qtbot.waitExposed(made)
    yield made
    made.close()
    opened.close()


def test_a_return_is_sent_by_keys_alone(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """To the tab, to the list, the last section answered, send, and the question answered."""
    hands = Hands(qtbot, window)
    hands.press(Qt.Key.Key_7, CTRL)
    page = window.page
    assert isinstance(page, ReturnPage)
    hands.press(Qt.Key.Key_N, CTRL)
    while page.side.checks.current_id != "section:engagement":
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.answer_next(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_S, CTRL_SHIFT)
    assert (tmp_path / f"snt-return_WHA-1_{LAST_MONTH}_r1.csv").is_file()
    assert page.side.month.currentText() == f"{LAST_MONTH.shown}: sent r1"
    assert hands.presses <= MOST_PRESSES, hands.presses


def test_a_whole_month_is_looked_over_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    """F6 leads to every part; a figure's records and the way back; months; the three views."""
    hands = Hands(qtbot, window)
    hands.press(Qt.Key.Key_7, CTRL)
    page = window.page
    assert isinstance(page, ReturnPage)
    pane = page.pane
    assert pane.figures.table.hasFocus()
    pane.figures.select("patrols.patrol_time.mode.foot")
    hands.press(Qt.Key.Key_F, CTRL_SHIFT)
    assert pane.figures.table.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert pane.figures.patrols.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_PageDown, CTRL)
    assert pane.heading.text() == LAST_MONTH.plus(1).shown
    hands.press(Qt.Key.Key_PageUp, CTRL)
    assert pane.heading.text() == LAST_MONTH.shown
    hands.press(Qt.Key.Key_F2)
    assert pane.words.figure.hasFocus()
    hands.press(Qt.Key.Key_R, CTRL_SHIFT)
    assert pane.sent.list.hasFocus()
    hands.press(Qt.Key.Key_F, CTRL)
    assert pane.bar.words.hasFocus()
    seen = set()
    for _ in range(12):
        hands.press(Qt.Key.Key_F6)
        seen.add(QApplication.focusWidget())
    assert {page.side.checks, pane.figures.table, pane.figures.patrols} <= seen
