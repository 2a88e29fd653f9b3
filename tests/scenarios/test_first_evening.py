"""A sergeant's first evening with the desk, by keys alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.cli import main
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import patrol_log, returns, roster
from snt_desk.services.patrol_log import Filter
from snt_desk.ui.main_window import MainWindow
from tests.ui.conftest import CannedAsk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.pressed = 0

    def _where(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.pressed += 1
        held = modifier or Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._where(), key, held)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        QTest.keyClicks(self._where(), text)

    def fill(self, *texts: str) -> None:
        """Type into one field after another."""
        for text in texts:
            self.type(text)
            self.press(Key.Key_Tab)


def patrols_in(window: MainWindow) -> int:
    with window.desk.store.read() as session:
        return patrol_log.count(session, window.desk.team.id, Filter())


def test_a_member_a_patrol_undo_redo_and_the_return_by_keys_alone(
    qtbot: QtBot, window: MainWindow, ask: CannedAsk, database: Path, tmp_path: Path
) -> None:
    keys = Keys(window)
    window.activateWindow()

    # Ctrl+2: the roster. A new constable.
    keys.press(Key.Key_2, CTRL)
    keys.press(Key.Key_N, CTRL)
    keys.fill("2218", "Kwame", "Osei", "pc", "", "1/1")
    keys.press(Key.Key_S, CTRL)
    with window.desk.store.read() as session:
        people = roster.everyone(session, window.desk.team.id, clock.today())
    assert "2218" in {one.collar for one in people}
    assert window.desk.store.undo_label == "Add PC Osei"

    # Ctrl+3: the log. A patrol of last month, on foot; the mouse is never touched.
    keys.press(Key.Key_3, CTRL)
    keys.press(Key.Key_N, CTRL)
    month = Month.of(clock.today()).plus(-1)
    day = month.first + timedelta(days=9)
    before = keys.pressed
    keys.press(Key.Key_F)
    keys.press(Key.Key_Tab)
    keys.fill(f"{day:%d/%m}", "930", "+90")
    keys.type("osei")
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Tab)
    keys.fill("pear", "reass")
    keys.press(Key.Key_S, CTRL)
    took = keys.pressed - before
    assert patrols_in(window) == 1
    assert window.desk.store.undo_label == "Log foot patrol, Peartree"
    assert took <= 36, f"{took} key presses"

    keys.press(Key.Key_Z, CTRL)
    assert patrols_in(window) == 0
    keys.press(Key.Key_Y, CTRL)
    assert patrols_in(window) == 1

    # Ctrl+7: the return of last month, sent.
    keys.press(Key.Key_7, CTRL)
    folder = tmp_path / "sent"
    folder.mkdir()
    ask.answers += [True, folder]
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    keys.press(Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    stem = f"snt-return_{window.desk.team.code}_{month}_r1"
    assert (folder / f"{stem}.csv").exists()
    with window.desk.store.read() as session:
        [sent] = returns.sent(session, window.desk.team.id, month)
    window.close()
    window.desk.store.close()

    # The command line makes the same file from the same records, but for the number.
    command = ["return", str(month), "--as-at", clock.write_instant(sent.as_at)]
    assert main(["--database", str(database), *command, "--output", str(tmp_path)]) == 0
    by_command = (tmp_path / f"{stem[:-1]}2.csv").read_bytes()
    by_window = (folder / f"{stem}.csv").read_bytes()
    assert by_command.replace(f"{month},2,".encode(), f"{month},1,".encode()) == by_window
