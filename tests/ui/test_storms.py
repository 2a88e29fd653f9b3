"""A fault in every cell, in painting, in slots and threads: it is said once, and work goes on."""

# ruff: noqa: ARG002, N802  # Qt decides what an override is called and given

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui.ask import Ask
from snt_desk.ui.crash import TITLE, Crash
from snt_desk.ui.later import later
from snt_desk.ui.tasks import Progress, Tasks
from tests.trust.figures import Tally

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

Index = QModelIndex | QPersistentModelIndex
CELLS = (40, 8)
REPAINTS = 25


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


class Broken(QAbstractTableModel):
    """Every cell of it is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def rowCount(self, parent: object = None) -> int:
        return CELLS[0]

    def columnCount(self, parent: object = None) -> int:
        return CELLS[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.asked += 1
        raise ValueError("PCSO Calloway, 7214")


class Unpaintable(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise ZeroDivisionError("PCSO Calloway")


class Said:
    """Counts the dialogs that are open at once, while what is broken goes on being painted."""

    def __init__(self) -> None:
        self.times = 0
        self.most = 0
        self.repaint: Callable[[], None] = lambda: None

    def tell(self, title: str, detail: str) -> None:
        assert title == TITLE
        self.times += 1
        owner = QObject()
        later(owner, self._look, 50)
        Ask().tell(title, detail)

    def _look(self) -> None:
        for _ in range(5):
            self.repaint()
            QApplication.processEvents()
        boxes = [one for one in QApplication.topLevelWidgets() if one.isModal() and one.isVisible()]
        self.most = max(self.most, len(boxes))
        QTest.keyClick(boxes[0], Qt.Key.Key_Escape)


@pytest.mark.usefixtures("hooks")
def test_a_storm_in_every_cell_and_in_painting_is_one_dialog(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture, tally: Tally
) -> None:
    said = Said()
    crash = Crash(tmp_path, said.tell)
    crash.install()
    window = QWidget()
    column = QVBoxLayout(window)
    model, table, painted, press = Broken(), QTableView(), Unpaintable(), QPushButton("Save")
    table.setModel(model)
    for one in (table, painted, press):
        column.addWidget(one)
    qtbot.addWidget(window)
    pressed: list[str] = []
    press.clicked.connect(lambda: pressed.append("Save"))

    def repaint() -> None:
        table.viewport().update()
        painted.update()

    said.repaint = repaint
    window.resize(900, 900)
    window.show()
    for _ in range(REPAINTS):
        repaint()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: said.times > 0)
    # The desk goes on.
    press.click()
    assert pressed == ["Save"]
    reports = [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()]
    caplog.clear()
    tally("unhandled", said.most - 1)
    assert model.asked > 1000
    assert (said.times, said.most) == (1, 1)
    assert len(reports) <= 3
    assert not [one for one in reports if "Calloway" in one]


@pytest.mark.usefixtures("hooks")
def test_a_storm_of_threads_and_slots_is_one_dialog(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    crash = Crash(tmp_path, lambda title, _detail: said.append(title))
    crash.install()

    failed: list[int] = []

    def fail() -> None:
        failed.append(1)
        raise KeyError("PCSO Calloway")

    threads = [threading.Thread(target=fail) for _ in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    owner = QObject()
    for _ in range(50):
        timer = QTimer(owner, singleShot=True)
        timer.timeout.connect(fail)
        timer.start(0)
    qtbot.waitUntil(lambda: len(failed) == 100 and bool(said))
    # What was noted last has had its turn as well.
    QApplication.processEvents()
    caplog.clear()
    assert said == [TITLE]


class Kept(QWidget):
    """A widget in a circle: only the collector lets it go."""

    def __init__(self, gone_in: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: gone_in.append(threading.current_thread().name))


def test_no_widget_is_collected_by_the_worker(qtbot: QtBot) -> None:
    gone_in: list[str] = []
    tasks, owner = Tasks(), QObject()

    def work(progress: Progress) -> None:
        for _ in range(200):
            circle: list[object] = []
            circle.append(circle)
            progress.report(0, 1)

    usual = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    try:
        for _ in range(30):
            tasks.run(work, lambda _: None, owner=owner)
            for _ in range(3):
                Kept(gone_in)
            QApplication.processEvents()
        qtbot.waitUntil(lambda: not tasks.busy)
    finally:
        gc.set_threshold(*usual)
    gc.collect()
    assert tasks.stop()
    assert set(gone_in) == {threading.main_thread().name}
    assert len(gone_in) == 90
