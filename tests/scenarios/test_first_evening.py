"""A sergeant's first evening with the desk, by keys alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from snt_desk.cli import main
from snt_desk.domain import clock
from snt_desk.domain.clock import Month
from snt_desk.services import patrol_log, returns, roster
from snt_desk.services.patrol_log import Filter
from snt_desk.ui.main_window import MainWindow
from tests.scenarios.keyboard import CTRL, KEY, SHIFT, Keyboard
from tests.ui.conftest import CannedAsk


def patrols_in(window: MainWindow) -> int:
    with window.desk.store.read() as session:
        return patrol_log.count(session, window.desk.team.id, Filter())


def test_a_member_a_patrol_undo_redo_and_the_return_by_keys_alone(
    qtbot: QtBot, window: MainWindow, ask: CannedAsk, database: Path, tmp_path: Path
) -> None:
    keys = Keyboard()
    window.activateWindow()

    # Ctrl+2: the roster. A new constable.
    keys.press(KEY.Key_2, held=CTRL)
    keys.press(KEY.Key_J, held=CTRL | SHIFT)
    keys.fill("2218", "Kwame", "Osei", "pc", "", "1/1")
    keys.press(KEY.Key_S, held=CTRL)
    with window.desk.store.read() as session:
        people = roster.everyone(session, window.desk.team.id, clock.today())
    assert "2218" in {one.collar for one in people}
    assert window.desk.store.undo_label == "Add PC Osei"

    # Ctrl+3: the log. A patrol of last month, on foot; the mouse is never touched.
    keys.press(KEY.Key_3, held=CTRL)
    keys.press(KEY.Key_N, held=CTRL)
    month = Month.of(clock.today()).plus(-1)
    day = month.first + timedelta(days=9)
    before = keys.pressed
    keys.press(KEY.Key_F)
    keys.press(KEY.Key_Tab)
    keys.fill(f"{day:%d/%m}", "930", "+90")
    keys.press("osei")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Tab)
    keys.fill("pear", "reass")
    keys.press(KEY.Key_S, held=CTRL)
    took = keys.pressed - before
    assert patrols_in(window) == 1
    assert window.desk.store.undo_label == "Log foot patrol, Peartree"
    assert took <= 36, f"{took} key presses"

    keys.press(KEY.Key_Z, held=CTRL)
    assert patrols_in(window) == 0
    keys.press(KEY.Key_Y, held=CTRL)
    assert patrols_in(window) == 1

    # Ctrl+7: the return of last month, sent.
    keys.press(KEY.Key_7, held=CTRL)
    folder = tmp_path / "sent"
    folder.mkdir()
    ask.answers += [True, folder]
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    keys.press(KEY.Key_S, held=CTRL | SHIFT)
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
