"""A patrol that was deleted is brought back from the journal, by keys, and stands in the log."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.journal import JournalPage
from snt_desk.ui.pages.patrols import PatrolsPage


def press(window: MainWindow, qtbot: QtBot, *keys: str) -> None:
    for one in keys:
        QTest.keySequence(window.windowHandle(), one)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        QApplication.processEvents()


def logged(window: MainWindow) -> int:
    """How many patrols the log shows."""
    page = next(one for one in window.pages if isinstance(one, PatrolsPage))
    return page.log.rows.rowCount()


def test_a_deleted_patrol_comes_back_from_the_journal_by_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    start = clock.midnight(clock.today())
    leg = LegDraft("foot", start, start + 60 * clock.MINUTE, "B1", ("1432",))
    with window.desk.store.change("Log foot patrol, Peartree") as session:
        patrols.log(session, window.desk.team.id, PatrolDraft((leg,)))
    window.visit_title("Patrols")
    qtbot.waitUntil(lambda: logged(window) == 1)
    press(window, qtbot, "Delete")
    qtbot.waitUntil(lambda: logged(window) == 0)
    press(window, qtbot, "Ctrl+J")
    qtbot.waitUntil(lambda: isinstance(window.over.page, JournalPage))
    page = window.over.page
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: len(page.pane.gone) == 1)
    press(window, qtbot, "F2")
    qtbot.waitUntil(lambda: "Brought back foot patrol, Peartree" in page.box.words)
    press(window, qtbot, "Escape")
    qtbot.waitUntil(lambda: logged(window) == 1)
    assert window.desk.store.undo_label == "Bring back foot patrol, Peartree"
