"""Tools > Backups, by keys: what there is, what is in each, the second place, the way back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.backups import Care, Why
from snt_desk.services import backup_care, backups
from snt_desk.services.team import TeamName
from snt_desk.ui import app
from snt_desk.ui.desk import Aside, Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.listing import Line
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.backups import BackupsPage
from snt_desk.ui.preferences import Preferences
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import click, nameless, press, shared_letters, words

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

_LONG_MS = 30_000
"""A file is compared row by row before and after, on a machine that may have more to do."""


def add_team(store: Store, code: str) -> None:
    with store.change(f"Add {code}") as session:
        session.add(m.Team(code=code, name=code, district="West"))


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, database: Path) -> Iterator[MainWindow]:
    pages = [frame.PlacesPage(title, frozenset({"places"})) for title in frame.TITLES]
    made = MainWindow(desk.preferences, frame.TITLES)
    made.take(
        replace(desk, team=team), pages, Header("The team", "", "desk.db", where=str(database))
    )
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: pages[1].log == ["build"])
    yield made
    made.close()
    made.deleteLater()


def opened(window: MainWindow) -> BackupsPage:
    lines = frame.menus(window)["&Tools"].actions()
    next(one for one in lines if one.text() == "&Backups…").trigger()
    found = window.over.page
    assert isinstance(found, BackupsPage)
    return found


def lines(page: BackupsPage) -> list[str]:
    return [one.spoken for one in page.list.lines.lines if isinstance(one, Line)]


# --- The list -----------------------------------------------------------------------------------


def test_the_newest_stands_first_with_what_is_in_it_and_why(
    window: MainWindow, store: Store, database: Path
) -> None:
    backups.back_up(str(database), why=Why.IMPORT)
    newest = backups.back_up(str(database), why=Why.CLOSE)
    page = opened(window)
    when, holds = newest.words.split(", ", 1)
    assert lines(page)[0] == f"{when}, {holds}, on closing"
    assert "before an import" in lines(page)[1]


def test_without_one_the_page_says_what_to_do_and_does_it(
    window: MainWindow, database: Path
) -> None:
    page = opened(window)
    assert "No backup yet" in words(page.widget)
    click(page.first_button)
    assert len(lines(page)) == len(backups.listed(str(database))) == 1


def test_one_that_is_not_what_it_was_says_so_and_is_not_offered(
    window: MainWindow, database: Path
) -> None:
    made = backups.back_up(str(database))
    with made.path.open("r+b") as file:
        file.seek(9000)
        file.write(os.urandom(100))
    page = opened(window)
    assert "damaged" in lines(page)[0]
    assert "It is not as it was when it was made." in words(page.pane)
    assert not page.pane.restore_button.isVisible()


def test_what_is_in_it_and_what_was_done_since_is_said(
    window: MainWindow, store: Store, database: Path
) -> None:
    backups.back_up(str(database))
    for code in ("ONE", "TWO"):
        add_team(store, code)
    page = opened(window)
    said = words(page.pane)
    assert "2 changes since, the latest: Add TWO" in said
    assert "1 priorities, as now" in said


def test_enter_goes_to_the_way_back_and_esc_to_the_list_and_to_the_tabs(
    window: MainWindow, database: Path
) -> None:
    backups.back_up(str(database))
    page = opened(window)
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    assert page.pane.restore_button.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    press(Qt.Key.Key_Escape)
    assert window.over.page is None


def test_in_a_low_window_the_way_back_is_brought_into_view(
    window: MainWindow, qtbot: QtBot, database: Path
) -> None:
    backups.back_up(str(database))
    window.resize(960, 420)
    page = opened(window)
    qtbot.waitUntil(lambda: bool(lines(page)))
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    shown = page.pane.restore_button
    qtbot.waitUntil(lambda: shown.hasFocus() and shown.visibleRegion().boundingRect().height() > 20)


def test_every_control_has_a_name_and_a_letter_of_its_own(
    window: MainWindow, database: Path
) -> None:
    backups.back_up(str(database))
    page = opened(window)
    assert nameless(page.widget) == []
    assert shared_letters(window) == []


# --- How they stand -----------------------------------------------------------------------------


def test_held_backups_are_let_go_by_who_says_that_it_is_right(
    window: MainWindow, database: Path
) -> None:
    backups.back_up(str(database))
    backup_care.remember(str(database), Care(held="More than half of the records are gone."))
    window.cares.backing_up.look_again()
    page = opened(window)
    assert "All backups are kept for now" in page.box.words
    [button] = [one for one in page.box.findChildren(QPushButton) if one.isVisible()]
    assert button.text() == "This is right"
    click(button)
    assert page.box.words == ""
    assert backup_care.remembered(str(database)).held == ""


def test_a_second_place_is_chosen_noted_and_filled(
    window: MainWindow, store: Store, database: Path, ask: CannedAsk, tmp_path: Path
) -> None:
    backups.back_up(str(database))
    stick = tmp_path / "stick"
    stick.mkdir()
    page = opened(window)
    ask.answers.append(stick)
    click(page.second_button)
    assert window.desk.preferences.settings.second_backup == str(stick)
    assert len(list(stick.rglob("*.db"))) == 1
    with store.read() as session:
        note = session.query(m.Change).filter_by(kind="note").one()
        assert (note.category, note.recipient) == ("disclosure", str(stick))
    assert f"also in {stick}" in page.standing.text().replace("\u200b", "")
    click(page.forget_button)
    assert window.desk.preferences.settings.second_backup == ""
    assert len(list(stick.rglob("*.db"))) == 1


def test_a_place_that_cannot_be_one_is_said(
    window: MainWindow, database: Path, ask: CannedAsk
) -> None:
    made = backups.back_up(str(database))
    page = opened(window)
    ask.answers.append(made.path.parent)
    click(page.second_button)
    assert "That is the first place" in page.box.words


# --- The way back -------------------------------------------------------------------------------


def test_before_a_restore_it_is_said_what_is_lost(
    window: MainWindow, store: Store, database: Path, ask: CannedAsk
) -> None:
    made = backups.back_up(str(database))
    add_team(store, "ONE")
    wanted: list[Aside] = []
    window.desk.news.aside_wanted.connect(wanted.append)
    page = opened(window)
    ask.answers += [False, True]
    for _ in range(2):
        click(page.pane.restore_button)
    when = made.words.split(",")[0]
    assert ask.asked == [f"Put back the backup of {when}?"] * 2
    assert [one.title for one in wanted] == [f"Putting back the backup of {when}"]


def test_from_list_to_restored_data_without_leaving_the_program(
    qtbot: QtBot,
    database: Path,
    preferences: Preferences,
    ask: CannedAsk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from snt_desk.db.opening import open_store
    from snt_desk.ui.sitting import Sitting
    from tests.fixtures_store import ACTOR
    from tests.fixtures_team import made_team

    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    store = open_store(str(database), ACTOR)
    made_team(store)
    store.close()
    backups.back_up(str(database))
    store = open_store(str(database), ACTOR)
    add_team(store, "LATER")
    store.close()
    window = MainWindow(preferences, app.TABS)
    sitting = Sitting(str(database), window, preferences, ask)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: sitting.desk is not None, timeout=_LONG_MS)
    page = opened(window)
    qtbot.waitUntil(page.pane.restore_button.isVisible, timeout=_LONG_MS)
    ask.answers.append(True)
    before = sitting.desk
    click(page.pane.restore_button)
    qtbot.waitUntil(
        lambda: sitting.desk is not None and sitting.desk is not before, timeout=_LONG_MS
    )
    assert sitting.desk is not None
    with sitting.desk.store.read() as session:
        assert "LATER" not in {team.code for team in session.query(m.Team)}
        assert session.query(m.Team).count()
    assert backups.listed(str(database))[0].why is Why.REPLACED
    # It was put back a moment ago: closing makes a backup of what is there now.
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_LONG_MS)
    sitting.end()
    window.deleteLater()
