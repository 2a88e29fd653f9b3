"""A sitting: the data is opened and shown, and both can go again without a trace."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from snt_desk.db.journal import triggers
from snt_desk.db.opening import open_store
from snt_desk.ui import weekly_look
from snt_desk.ui.crash import Crash
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting
from tests.db.rows import raw
from tests.fixtures_store import ACTOR, in_use
from tests.ui.conftest import FREEZE, UNFREEZE, CannedAsk
from tests.ui.sittings import (
    PLANTED,
    begun,
    filled,
    lay_over_all,
    press,
    said_anywhere,
    shown,
    visit_all,
)

__all__ = ["filled"]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, log and data in a folder of the test."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.fixture
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there once the data is open is passed over, as in the program."""
    monkeypatch.setattr(gc, "freeze", FREEZE)
    monkeypatch.setattr(gc, "unfreeze", UNFREEZE)


@pytest.fixture
def sitting(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk, _home: None
) -> Iterator[Sitting]:
    """A sitting over that file, begun."""
    made = begun(qtbot, filled, preferences, ask)
    yield made
    made.window.close()
    made.end()


@pytest.mark.usefixtures("_frozen")
def test_when_it_is_shut_nothing_of_the_data_is_left(qtbot: QtBot, sitting: Sitting) -> None:
    visit_all(qtbot, sitting.window)
    assert PLANTED in said_anywhere()
    desk = sitting.desk
    assert desk is not None
    held = [ref(one) for one in (desk, desk.store, *sitting.window.pages)]
    del desk
    sitting.shut()
    assert PLANTED not in said_anywhere()
    assert [type(one()).__name__ for one in held if one() is not None] == []


@pytest.mark.usefixtures("_frozen")
def test_when_it_is_shut_nothing_of_the_pages_over_the_tabs_is_left(
    qtbot: QtBot, sitting: Sitting
) -> None:
    desk, window = sitting.desk, sitting.window
    assert desk is not None
    lay_over_all(qtbot, window)
    held = [ref(one) for one in (desk, desk.store, window.over)]
    del desk
    sitting.shut()
    assert [type(one()).__name__ for one in held if one() is not None] == []


@pytest.fixture
def _crash(sitting: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody catches is said above the page, as in the program."""
    crash = Crash(tmp_path, sitting.ask.tell)
    # Each desk has another.
    crash.beside = lambda error: sitting.window.cares.saying.say(error)  # noqa: PLW0108  # as above
    monkeypatch.setattr(sys, "excepthook", crash.take)


@pytest.mark.usefixtures("_crash")
def test_when_it_is_shut_nothing_is_left_of_what_could_not_be_done(
    qtbot: QtBot, sitting: Sitting, ask: CannedAsk, tmp_path: Path
) -> None:
    desk, window = sitting.desk, sitting.window
    assert desk is not None
    in_the_way = tmp_path / "police.uk"
    in_the_way.write_bytes(b"")
    ask.answers = [in_the_way]
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: bool(window.cares.saying.words))
    held = [ref(one) for one in (desk, desk.store)]
    del desk
    sitting.shut()
    assert [type(one()).__name__ for one in held if one() is not None] == []


@pytest.mark.usefixtures("_crash")
def test_nothing_is_left_of_data_that_is_found_to_be_damaged(
    qtbot: QtBot, sitting: Sitting, filled: Path
) -> None:
    desk, window = sitting.desk, sitting.window
    assert desk is not None
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    held = [ref(one) for one in (desk, desk.store)]
    del desk
    os.truncate(filled, 4096 * 3)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.instead.screen is not None)
    assert "damaged" in shown(window)
    assert [type(one()).__name__ for one in held if one() is not None] == []


def test_no_page_goes_on_reading_once_it_is_shown(qtbot: QtBot, sitting: Sitting) -> None:
    assert sitting.desk is not None
    store, window = sitting.desk.store, sitting.window
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    with store.read() as session:
        session.connection()
        # What goes on reading is counted.
        assert in_use(store) == 1
    still: dict[str, int] = {}
    for title in window.tabs.titles:
        window.visit_title(title)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        still[title] = in_use(store)
    assert len(still) == len(window.tabs.titles) > 1
    assert {title: count for title, count in still.items() if count} == {}


def test_shut_it_holds_no_file_and_can_be_opened_again(
    qtbot: QtBot, sitting: Sitting, filled: Path
) -> None:
    sitting.shut()
    open_store(str(filled), ACTOR).close()
    for _ in range(2):
        sitting.open_again()
        assert sitting.window.page.title == "Patrols"
        assert sitting.window.menuBar().isVisible()


def test_a_screen_stands_in_place_of_menus_tabs_and_pages(qtbot: QtBot, sitting: Sitting) -> None:
    screen = QLabel("Nobody is here")
    sitting.show(screen)
    window = sitting.window
    assert screen.isVisible()
    assert not window.menuBar().isVisible()
    assert not window.tabs.isVisible()
    assert sitting.desk is None
    sitting.open_again()
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    assert window.menuBar().isVisible()
    assert window.tabs.isVisible()
    assert window.instead.screen is None


def test_what_was_typed_is_there_again_after_it_was_shut(qtbot: QtBot, sitting: Sitting) -> None:
    sitting.window.doing.add_in_a_line()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "foot Peartree 0930")
    sitting.shut()
    sitting.open_again()
    assert sitting.desk is not None
    kept = sitting.desk.store.draft("patrol")
    assert kept is not None
    assert "foot Peartree 0930" in kept.value


@pytest.mark.usefixtures("_home")
def test_what_keeps_it_from_being_opened_is_a_screen_and_can_be_tried_again(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    away = filled.rename(filled.with_name("elsewhere.db"))
    sitting = begun(qtbot, filled, preferences, ask)
    assert "Your data file is not there" in shown(sitting.window)
    first = sitting.window.instead.screen
    press("Try again")
    qtbot.waitUntil(lambda: sitting.window.instead.screen not in {None, first})
    assert "Your data file is not there" in shown(sitting.window)
    away.rename(filled)
    press("Try again")
    qtbot.waitUntil(lambda: sitting.desk is not None)
    sitting.end()


@pytest.mark.usefixtures("_home")
def test_a_file_that_somebody_has_can_be_looked_at(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    theirs = open_store(str(filled), ACTOR)
    sitting = begun(qtbot, filled, preferences, ask)
    assert "Your data file is in use" in shown(sitting.window)
    press("Open to read")
    qtbot.waitUntil(lambda: sitting.desk is not None)
    assert sitting.desk is not None
    assert sitting.desk.store.only_looks
    theirs.close()
    sitting.end()


@pytest.mark.usefixtures("_home")
def test_a_screen_closes_the_window(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    sitting = begun(qtbot, tmp_path / "nowhere.db", preferences, ask)
    press("Close SNT Desk")
    assert not sitting.window.isVisible()
    sitting.end()


def test_a_question_that_is_open_is_given_up_before_the_pages_go(
    qtbot: QtBot, sitting: Sitting
) -> None:
    dialog = QDialog(sitting.window)
    answers: list[int] = []
    sitting.soon(lambda: answers.append(len(answers)))
    dialog.exec()
    qtbot.waitUntil(lambda: answers == [0])
    assert QApplication.activeModalWidget() is None


# --- Once a week ------------------------------------------------------------------------------


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the data is looked through as soon as it is open."""
    monkeypatch.setattr(weekly_look, "WAIT_MS", 0)


def rename_past_the_journal(filled: Path) -> None:
    """Change a row as another program would: no page is damaged, and yet it was never saved."""
    name, sql = next(
        (name, sql) for name, sql in triggers().items() if 'UPDATE ON "members"' in sql
    )
    with raw(filled) as connection:
        connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE members SET last_name = 'Ashworth-Pell'")
        connection.execute(sql)
    lock = filled.with_name("desk.db.lock")
    said = json.loads(lock.read_text(encoding="utf-8"))
    lock.write_text(json.dumps(said | {"checked": None}), encoding="utf-8")


@pytest.mark.usefixtures("_home", "_at_once")
def test_data_that_is_not_as_it_was_saved_is_closed_and_said(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    rename_past_the_journal(filled)
    sitting = begun(qtbot, filled, preferences, ask)
    qtbot.waitUntil(lambda: sitting.window.instead.screen is not None, timeout=20_000)
    assert "Part of your data file is damaged" in shown(sitting.window)
    assert "The table members is not as the journal says" in shown(sitting.window)
    assert sitting.desk is None
    sitting.end()


@pytest.mark.usefixtures("_home", "_at_once")
def test_sound_data_is_noted_as_looked_through_and_work_goes_on(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    lock = filled.with_name("desk.db.lock")
    lock.unlink()
    sitting = begun(qtbot, filled, preferences, ask)
    assert sitting.desk is not None
    store = sitting.desk.store
    assert store.checked is None
    qtbot.waitUntil(lambda: store.checked is not None, timeout=20_000)
    assert sitting.desk is not None
    sitting.end()
    assert "checked" in json.loads(lock.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("_home", "_at_once")
def test_a_look_that_is_broken_off_leaves_no_copy_of_the_data(
    qtbot: QtBot, filled: Path, preferences: Preferences, ask: CannedAsk
) -> None:
    filled.with_name("desk.db.lock").unlink()
    sitting = begun(qtbot, filled, preferences, ask)
    [look] = sitting.findChildren(weekly_look.WeeklyLook)
    qtbot.waitUntil(lambda: look.busy)
    copy = filled.with_name("desk.db.checking")
    copy.write_bytes(filled.read_bytes())
    sitting.shut()
    assert not copy.exists()
    sitting.end()
