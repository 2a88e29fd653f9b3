"""What the import does in the worker: the window goes on, and whoever cancels is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.services import patrol_log
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.tasks import Tasks
from tests.ui.importing import seen_import as seen
from tests.ui.importing.seen_import import BAD, GOOD
from tests.ui.pages.seen import CTRL, press

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    """The window with a worker that works beside it."""
    with seen.open_frame(replace(desk, tasks=Tasks()), team, qtbot) as opened:
        rest(opened, qtbot)
        yield opened


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)


def patrols(window: MainWindow) -> int:
    with window.desk.store.read() as session:
        return patrol_log.count(session, window.desk.team.id, Filter())


def test_a_reading_that_is_given_up_leaves_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("\n".join(",".join(row) for row in (seen.HEADINGS, *GOOD[1:])), "utf-8")
    window.importing.read(file)
    assert seen.view(window).title.text() == "Reading “log.csv”"
    press(KEY.Key_Escape)
    assert not window.importing.open
    rest(window, qtbot)
    assert not window.importing.open
    assert window.tabs.isVisible()


def test_what_is_typed_is_shown_until_it_is_understood(window: MainWindow, qtbot: QtBot) -> None:
    seen.pasted(window, (*GOOD, *BAD))
    rest(window, qtbot)
    press(KEY.Key_F8, "1")
    press("432", KEY.Key_Return)
    assert seen.states(window)[3] == "typed"
    assert "1432" in seen.shown(window)[3]
    # Enter has gone on meanwhile.
    assert seen.table(window).current_id == 6
    rest(window, qtbot)
    assert seen.states(window)[3] == "new"
    assert seen.table(window).current_id == 6


def test_import_waits_for_what_was_typed_last(window: MainWindow, qtbot: QtBot) -> None:
    seen.pasted(window, (*GOOD, BAD[0]))
    rest(window, qtbot)
    press(KEY.Key_F8, "1")
    press("432", KEY.Key_Return)
    press(KEY.Key_Return, held=CTRL)
    rest(window, qtbot)
    assert not window.importing.open
    assert patrols(window) == len(GOOD) + 1


def test_whoever_cancels_too_late_sees_what_is_so(window: MainWindow, qtbot: QtBot) -> None:
    seen.pasted(window, GOOD)
    rest(window, qtbot)
    press(KEY.Key_Return, held=CTRL)
    page = window.importing.page
    assert page is not None
    assert page.writing
    press(KEY.Key_Escape)
    rest(window, qtbot)
    assert window.importing.open
    written = patrols(window)
    assert written in {0, len(GOOD)}
    assert seen.states(window).count("same") == written
    press(KEY.Key_Escape)
    assert not window.importing.open


def test_the_window_stays_open_while_it_writes(window: MainWindow, qtbot: QtBot) -> None:
    seen.pasted(window, GOOD)
    rest(window, qtbot)
    press(KEY.Key_Return, held=CTRL)
    assert not window.close()
    rest(window, qtbot)
    assert patrols(window) == len(GOOD)
    assert QApplication.focusWidget() is not None
