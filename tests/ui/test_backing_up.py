"""Backups by themselves: half-hourly, before much goes, at the end; and what is said of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.domain.backups import Care, Why
from snt_desk.errors import DeskError
from snt_desk.services import backup_care, backups
from snt_desk.services.team import TeamName
from snt_desk.ui.closing import Closing
from snt_desk.ui.desk import Desk
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.tasks import Tasks
from tests.ui import test_main_window as frame
from tests.ui.conftest import CannedAsk

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def opened(desk: Desk, database: Path, qtbot: QtBot) -> MainWindow:
    pages = [frame.PlacesPage(title, frozenset({"places"})) for title in frame.TITLES]
    made = MainWindow(desk.preferences, frame.TITLES)
    made.take(desk, pages, Header("The team", "", "desk.db", where=str(database)))
    made.show()
    qtbot.waitUntil(lambda: pages[1].log == ["build"])
    return made


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, database: Path) -> Iterator[MainWindow]:
    made = opened(replace(desk, team=team), database, qtbot)
    yield made
    made.close()
    made.deleteLater()


def said(window: MainWindow) -> str:
    return " | ".join(one.text() for one in window.status.findChildren(QLabel) if one.isVisible())


def is_known(window: MainWindow) -> bool:
    return window.cares.backing_up.standing is not None


def change(desk: Desk) -> None:
    with desk.store.change("Add a team") as session:
        session.add(m.Team(code="NEW", name="New", district="West"))


def reasons(database: Path) -> list[Why]:
    return [one.why for one in backups.listed(str(database))]


def test_what_the_rounds_need_is_loaded_by_the_worker(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It once held the window some seconds after the start, under the fingers."""
    rounds = "snt_desk.services.backup_rounds"
    monkeypatch.delitem(sys.modules, rounds, raising=False)
    assert window.cares.backing_up.place.where
    assert rounds not in sys.modules


# --- By themselves ------------------------------------------------------------------------------


def test_half_hourly_what_was_changed_is_backed_up_and_nothing_else(
    window: MainWindow, desk: Desk, database: Path
) -> None:
    window.cares.backing_up.look_after()
    window.cares.backing_up.look_after()
    assert reasons(database) == [Why.WORK]
    change(desk)
    window.cares.backing_up.look_after()
    assert reasons(database) == [Why.WORK, Why.WORK]


@pytest.mark.parametrize(("many", "why"), [(19, []), (20, [Why.DELETE])])
def test_before_many_records_go_there_is_a_backup(
    window: MainWindow, database: Path, many: int, why: list[Why]
) -> None:
    gone: list[int] = []
    window.cares.backing_up.before(many, lambda: gone.append(many))
    assert (gone, reasons(database)) == ([many], why)


def test_what_goes_while_one_is_made_waits_for_one_of_its_own(
    qtbot: QtBot, desk: Desk, team: TeamName, database: Path
) -> None:
    window = opened(replace(desk, team=team, tasks=Tasks()), database, qtbot)
    gone: list[list[Why]] = []
    window.cares.backing_up.begin()
    window.cares.backing_up.before(20, lambda: gone.append(reasons(database)))
    assert gone == []
    qtbot.waitUntil(lambda: gone == [[Why.DELETE, Why.ASKED]])
    window.close()
    window.deleteLater()


def test_where_none_can_be_made_nothing_goes(
    window: MainWindow, database: Path, ask: CannedAsk
) -> None:
    (database.parent / "backups").write_bytes(b"no folder")
    gone: list[int] = []
    with pytest.raises(DeskError, match="backup could not be made"):
        window.cares.backing_up.before(20, lambda: gone.append(20))
    assert gone == []
    (database.parent / "backups").unlink()


def test_one_that_fails_is_said_in_the_status_line_and_the_next_one_heals_it(
    window: MainWindow, desk: Desk, database: Path
) -> None:
    folder = database.parent / "backups"
    folder.write_bytes(b"no folder")
    change(desk)
    window.cares.backing_up.look_after()
    assert "The backup could not be made" in said(window)
    assert window.cares.backing_up.possible()
    folder.unlink()
    window.cares.backing_up.look_after()
    assert "Backed up today" in said(window)


def test_records_that_are_gone_are_said_until_somebody_says_that_it_is_right(
    window: MainWindow, database: Path
) -> None:
    backup_care.remember(str(database), Care(held="More than half of the records are gone."))
    window.cares.backing_up.look_again()
    assert "Many records are gone: backups are held" in said(window)


def test_a_failed_trial_is_said_loudly(window: MainWindow, database: Path) -> None:
    backup_care.remember(str(database), Care(found="The rows of teams differ."))
    window.cares.backing_up.look_again()
    assert "A backup did not pass its trial" in said(window)


def test_once_a_week_the_status_line_asks_for_a_second_place(
    qtbot: QtBot, desk: Desk, team: TeamName, database: Path
) -> None:
    backups.back_up(str(database))
    for shown in (True, False):
        window = opened(replace(desk, team=team), database, qtbot)
        qtbot.waitUntil(partial(is_known, window))
        assert ("checked; no second place" in said(window)) is shown
        window.close()
        window.deleteLater()


# --- At the end ---------------------------------------------------------------------------------


def test_closing_makes_the_last_backup(window: MainWindow, database: Path) -> None:
    assert window.close()
    assert reasons(database) == [Why.CLOSE]


def test_closing_makes_none_if_nothing_was_changed(window: MainWindow, database: Path) -> None:
    backups.back_up(str(database))
    assert window.close()
    assert reasons(database) == [Why.ASKED]


def test_who_only_looks_makes_none(
    qtbot: QtBot, desk: Desk, team: TeamName, database: Path
) -> None:
    from snt_desk.db.opening import open_to_look
    from tests.fixtures_store import ACTOR

    looking = open_to_look(str(database), ACTOR)
    window = opened(replace(desk, store=looking, team=team), database, qtbot)
    window.cares.backing_up.look_after()
    assert window.close()
    assert reasons(database) == []
    window.deleteLater()
    looking.close()


@pytest.mark.parametrize("anyway", [True, False])
def test_where_it_cannot_be_made_it_is_asked_whether_to_close(
    window: MainWindow, database: Path, ask: CannedAsk, *, anyway: bool
) -> None:
    folder = database.parent / "backups"
    folder.write_bytes(b"no folder")
    ask.answers.append(anyway)
    assert window.close() is anyway
    assert ask.asked == ["The backup could not be made"]
    folder.unlink()


def test_a_long_one_is_shown_and_can_be_skipped(
    qtbot: QtBot, desk: Desk, team: TeamName, database: Path
) -> None:
    # The real worker: the window waits for it.
    window = opened(replace(desk, team=team, tasks=Tasks()), database, qtbot)
    assert not window.close()
    [screen] = window.findChildren(Closing)
    assert screen.isVisible()
    [skip] = screen.findChildren(QPushButton)
    QTest.keyClick(skip, Qt.Key.Key_Space)
    assert not window.isVisible()
    window.deleteLater()


def test_when_it_is_made_the_window_closes_by_itself(
    qtbot: QtBot, desk: Desk, team: TeamName, database: Path
) -> None:
    window = opened(replace(desk, team=team, tasks=Tasks()), database, qtbot)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert reasons(database) == [Why.CLOSE]
    window.deleteLater()


@pytest.mark.trust
def test_the_newest_is_put_back_for_trial_by_itself_and_said_to_be_proved(
    window: MainWindow, database: Path, qtbot: QtBot
) -> None:
    def is_proved() -> bool:
        standing = window.cares.backing_up.standing
        return standing is not None and standing.care.proved is not None

    window.cares.backing_up.look_after()
    qtbot.waitUntil(is_proved, timeout=60_000)
    standing = window.cares.backing_up.standing
    assert standing is not None
    assert standing.proved.startswith("Backups proved ")
