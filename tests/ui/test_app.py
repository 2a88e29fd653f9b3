"""How the program starts: the frame first, then the data; and what becomes of a refusal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.ui import app
from snt_desk.ui.crash import Crash
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and log in a folder of the test; its faults are pytest's."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(Crash, "install", lambda _: None)


def test_the_frame_loads_no_database() -> None:
    script = "import sys, snt_desk.ui.app; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_pythons_own_import_may_stand_in_for_that_of_this_version_of_qt() -> None:
    """PySide puts its own in its place; what is imported by Python's alone works all the same."""
    script = (
        "import builtins\n"
        "from snt_desk.ui import PLAIN_IMPORT, filling\n"
        "theirs = builtins.__import__\n"
        "assert PLAIN_IMPORT.__module__ == 'builtins'\n"
        "assert theirs is not PLAIN_IMPORT\n"
        "with filling.imported_plainly():\n"
        "    assert builtins.__import__ is PLAIN_IMPORT\n"
        "    import snt_desk.db.opening\n"
        "    from PySide6.QtWidgets import QApplication, QLabel\n"
        "assert builtins.__import__ is theirs\n"
        "from PySide6.QtGui import QStandardItemModel\n"
        "running = QApplication([])\n"
        "assert QLabel('Out').text() == 'Out' and QStandardItemModel().rowCount() == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_every_tab_has_its_page() -> None:
    assert [page.title for page in app.pages()] == list(app.TABS)


def test_before_there_is_data_the_tabs_can_be_seen_and_no_command_given(
    qtbot: QtBot, preferences: Preferences
) -> None:
    window = MainWindow(preferences, app.TABS)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    assert window.tabs.titles == list(app.TABS)
    assert not window.menuBar().isEnabled()


@pytest.mark.usefixtures("_home", "qapp")
def test_data_that_cannot_be_opened_ends_the_window_and_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="There is no data file"):
        app.run(str(tmp_path / "nowhere.db"))


@pytest.mark.usefixtures("_home", "qapp")
def test_a_first_start_that_nobody_can_see_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with pytest.raises(DeskError, match="There is no data file"):
        app.run("")
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("_home")
def test_the_window_opens_the_data_and_lets_go_of_it(
    qapp: QApplication, database: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    store.close()
    seen: list[str] = []
    take = MainWindow.take

    def take_and_close(window: MainWindow, *what: Any) -> None:
        take(window, *what)
        seen.append(window.header.file)
        window.close()

    monkeypatch.setattr(MainWindow, "take", take_and_close)
    for _ in range(2):
        assert app.run(str(database)) == 0
    assert seen == [database.name] * 2


@pytest.mark.parametrize("more", [0, 1])
def test_a_window_larger_than_the_screen_fills_it_and_another_stays_as_it_is(
    qtbot: QtBot, tmp_path: Path, more: int
) -> None:
    window = MainWindow(Preferences(tmp_path / "settings.json"), app.TABS)
    qtbot.addWidget(window)
    window.setMinimumSize(0, 0)
    room = window.screen().availableSize()
    # As much as fits with a frame of that breadth round it, or a pixel more.
    window.resize(room.width() - 8, room.height() - 36 + more)
    app.fit_on_screen(window)
    assert window.isMaximized() == bool(more)
    assert window.height() == room.height() - 36
