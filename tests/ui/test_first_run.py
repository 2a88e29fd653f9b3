"""The first start: three questions, none of which has to be answered, and the other ways in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from snt_desk import paths
from snt_desk.db.opening import create_store
from snt_desk.services import backups
from snt_desk.ui import app, theme
from snt_desk.ui.first_run import FirstRun
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting
from tests.fixtures_store import ACTOR
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import nameless, shared_letters
from tests.ui.sittings import press, shown

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.usefixtures("_home"),
]


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, log and data in folders of the test."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))


@pytest.fixture
def sitting(qtbot: QtBot, ask: CannedAsk) -> Iterator[Sitting]:
    """A desk that is started without a file, for the first time."""
    made = started(qtbot, ask)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window)
    yield made
    made.window.close()
    made.end()


def started(qtbot: QtBot, ask: CannedAsk) -> Sitting:
    preferences = Preferences(paths.settings_file())
    window = MainWindow(preferences, app.TABS)
    qtbot.addWidget(window)
    made = Sitting("", window, preferences, ask)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.desk is not None or window.instead.screen is not None)
    return made


def screen_of(sitting: Sitting) -> FirstRun:
    screen = sitting.window.instead.screen
    assert isinstance(screen, FirstRun)
    return screen


def mark_in(tick: QWidget) -> bool:
    """Whether a mark stands in its square, and not only a colour."""
    square = tick.grab().toImage()
    mark = theme.colour("on_accent").rgb()
    return any(square.pixel(x, y) == mark for x in range(6, 16) for y in range(6, 20))


def open_data(qtbot: QtBot, sitting: Sitting) -> None:
    qtbot.waitUntil(lambda: sitting.desk is not None, timeout=20_000)


def test_enter_begins_with_what_stands_there(qtbot: QtBot, sitting: Sitting) -> None:
    focus = QApplication.focusWidget()
    assert focus is screen_of(sitting).begin
    QTest.keyClick(focus, Qt.Key.Key_Return)
    open_data(qtbot, sitting)
    assert Path(sitting.where) == paths.default_database()
    assert paths.default_database().exists()
    assert sitting.window.menuBar().isVisible()


def test_by_keys_alone_a_team_and_a_number_are_given(qtbot: QtBot, sitting: Sitting) -> None:
    screen = screen_of(sitting)
    QTest.keyClick(sitting.window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    for words in ("Hitchin Rural, North Herts", "1432"):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    screen.begin.setFocus()
    QTest.keyClick(screen.begin, Qt.Key.Key_Return)
    open_data(qtbot, sitting)
    assert sitting.desk is not None
    assert sitting.desk.team.code == "NHE-2"
    assert sitting.desk.store.actor.collar == "1432"
    assert sitting.window.header.team == "Hitchin Rural"


def test_a_team_that_was_left_open_is_chosen_in_the_window(qtbot: QtBot, sitting: Sitting) -> None:
    press("Begin")
    open_data(qtbot, sitting)
    assert sitting.window.header.team == "No team yet"
    press("Which team?")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    before = sitting.desk
    chosen(menu, "North Herts", "Hitchin Rural, NHE-2")
    qtbot.waitUntil(lambda: sitting.desk not in {None, before})
    assert sitting.window.header.team == "Hitchin Rural"
    assert sitting.desk is not None
    assert sitting.desk.store.undo_label is None


def test_the_team_of_a_desk_can_be_another(qtbot: QtBot, sitting: Sitting) -> None:
    screen_of(sitting).team.set_value("NHE-2")
    press("Begin")
    open_data(qtbot, sitting)
    before = sitting.desk
    tools = menu_called(sitting.window.menuBar(), "&Tools")
    tools.aboutToShow.emit()
    chosen(menu_called(tools, "Team of this &desk"), "Watford", "Watford North, WAT-2")
    qtbot.waitUntil(lambda: sitting.desk not in {None, before})
    assert sitting.window.header.team == "Watford North"
    tools = menu_called(sitting.window.menuBar(), "&Tools")
    tools.aboutToShow.emit()
    within = menu_called(tools, "Team of this &desk")
    at_top = [(one.text(), one.isChecked()) for one in within.actions() if one.isCheckable()]
    assert at_top == [("Hitchin Rural, NHE-2", False), ("Watford North, WAT-2", True)]


def menu_called(outer: QMenu | QMenuBar, title: str) -> QMenu:
    found = next(one.menu() for one in outer.actions() if one.text() == title)
    assert isinstance(found, QMenu)
    return found


def chosen(menu: QMenu, district: str, team: str) -> None:
    within = menu_called(menu, district)
    next(one for one in within.actions() if one.text() == team).trigger()


def test_a_bad_place_is_said_and_not_taken(
    qtbot: QtBot, sitting: Sitting, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "OneDrive - Example"]
    press("Change where the data lives")
    assert "OneDrive copies" in screen_of(sitting).box.words
    ask.answers = [tmp_path / "mine"]
    press("Change where the data lives")
    assert screen_of(sitting).box.words == ""
    press("Begin")
    open_data(qtbot, sitting)
    assert Path(sitting.where) == tmp_path / "mine" / "desk.db"
    # The next start without a file opens this one.
    assert paths.chosen_database() == tmp_path / "mine" / "desk.db"


def test_a_second_place_is_kept(
    qtbot: QtBot, sitting: Sitting, ask: CannedAsk, tmp_path: Path
) -> None:
    ask.answers = [tmp_path / "stick"]
    press("Choose a second place for backups")
    press("Begin")
    open_data(qtbot, sitting)
    kept = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    assert kept["second_backup"] == str(tmp_path / "stick")


def test_encryption_is_offered_not_chosen_and_leads_to_its_first_step(
    qtbot: QtBot, sitting: Sitting
) -> None:
    screen = screen_of(sitting)
    assert not screen.encrypt.isChecked()
    screen.encrypt.setFocus()
    QTest.keyClick(screen.encrypt, Qt.Key.Key_Space)
    assert mark_in(screen.encrypt)
    # Enter goes on to "Begin", and begins.
    QTest.keyClick(screen.encrypt, Qt.Key.Key_Return)
    QTest.keyClick(screen.begin, Qt.Key.Key_Return)
    open_data(qtbot, sitting)
    assert sitting.window.over.widget is not None


def test_a_team_that_is_not_of_the_county_is_said(qtbot: QtBot, sitting: Sitting) -> None:
    screen = screen_of(sitting)
    screen.team.setEditText("Atlantis")
    press("Begin")
    assert "There is no such team" in screen.box.words
    assert sitting.desk is None


def test_a_demo_team_can_be_looked_at_and_is_not_remembered(qtbot: QtBot, sitting: Sitting) -> None:
    press("Look at a demo team")
    open_data(qtbot, sitting)
    assert Path(sitting.where) == paths.demo_database()
    assert sitting.preferences.settings.file == ""


def test_a_backup_can_be_put_back(
    qtbot: QtBot, sitting: Sitting, ask: CannedAsk, tmp_path: Path
) -> None:
    old = tmp_path / "old" / "desk.db"
    create_store(str(old), ACTOR).close()
    made = backups.back_up(str(old))
    ask.answers = [old]
    press("Put back a backup…")
    qtbot.waitUntil(lambda: "no backup" in screen_of(sitting).box.words)
    ask.answers = [made.path]
    press("Put back a backup…")
    open_data(qtbot, sitting)
    assert Path(sitting.where) == paths.default_database()


def test_another_file_can_be_opened(
    qtbot: QtBot, sitting: Sitting, ask: CannedAsk, database: Path
) -> None:
    ask.answers = [database]
    press("Open another file…")
    open_data(qtbot, sitting)
    assert sitting.preferences.settings.file == str(database)


def test_data_that_has_gone_is_no_first_start(qtbot: QtBot, ask: CannedAsk) -> None:
    first = started(qtbot, ask)
    press("Begin")
    open_data(qtbot, first)
    first.shut()
    first.window.close()
    first.end()
    for one in paths.default_database().parent.glob("desk.db*"):
        one.unlink()
    again = started(qtbot, ask)
    assert not isinstance(again.window.instead.screen, FirstRun)
    assert "Your data file is not there" in shown(again.window)
    again.end()


def test_everything_has_a_name_and_a_letter_of_its_own(sitting: Sitting) -> None:
    screen = screen_of(sitting)
    assert nameless(screen) == []
    assert shared_letters(screen) == []
