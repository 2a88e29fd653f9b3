"""Every dialog, menu and window that opens over the desk, opened a thousand times: none stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from snt_desk.domain import clock
from snt_desk.ui import app, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.fields import Choice
from snt_desk.ui.filters import ChoiceChip
from snt_desk.ui.later import later
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.table_view import TableView
from snt_desk.ui.theme import Appearance
from tests.scenarios import witness
from tests.trust.figures import Tally
from tests.ui import poisoned
from tests.ui.conftest import CannedAsk, clear_away

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MOST_MB = 2.0
"""For a thousand. A dialog that stays weighs a MB; what Qt and Python keep of one that has gone
are some hundred bytes, of one with files three thousand."""
BLOCK = 64
"""Bytes of an average block in Python's hand, and some."""
KINDS = {"Documents": "*.csv *.xlsx"}
NEW, WHOM = Path("Patrols.xlsx"), (poisoned.MARK, "own copy")

Opening = Callable[[MainWindow], object]


def asked(question: Callable[[Ask], object], _window: MainWindow) -> None:
    """Ask it, and think better of it."""
    owner = QObject()
    later(owner, give_up)
    question(Ask())


def give_up() -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def keys(*pressed: str) -> Opening:
    def press(window: MainWindow) -> None:
        # With no screen, a dialog that has closed gives the keys back to nobody.
        window.activateWindow()
        for one in pressed:
            QTest.keySequence(window.windowHandle(), one)
        shut_popups()

    return press


def shut_popups() -> None:
    QApplication.processEvents()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    while popup is not None:
        popup.close()
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()


def row_menu(window: MainWindow) -> None:
    window.activateWindow()
    table = next(one for one in window.findChildren(TableView) if one.isVisible())
    table.setFocus()
    QTest.keySequence(window.windowHandle(), "Down")
    place = table.visualRect(table.currentIndex()).center()
    asked_for = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, table.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(table.viewport(), asked_for)
    shut_popups()


def chip_menu(window: MainWindow) -> None:
    """The list of a chip above the log."""
    chip = next(one for one in window.findChildren(ChoiceChip) if one.isVisible())
    chip.click()
    shut_popups()


def choice(window: MainWindow) -> None:
    """The list of a field of the form."""
    box = next(one for one in window.findChildren(Choice) if one.isVisible())
    box.showPopup()
    box.hidePopup()


def beside(open_it: Opening) -> Opening:
    """A window of its own, closed with Esc."""

    def come_and_go(window: MainWindow) -> None:
        before = set(QApplication.topLevelWidgets())
        open_it(window)
        for one in set(QApplication.topLevelWidgets()) - before:
            one.close()
        window.activateWindow()

    return come_and_go


def import_page(window: MainWindow) -> None:
    window.desk.paste(Pasted("Date\tStart\tEnd\n1/11/2026\t0930\t1100", (), "patrols"))
    settle(window)
    assert window.importing.open
    QTest.keySequence(window.windowHandle(), "Esc")
    settle(window)
    assert not window.importing.open


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    while window.desk.tasks.busy:
        QTest.qWait(1)
    QApplication.processEvents()


OPENINGS: dict[str, tuple[int, Opening]] = {
    "said": (200, partial(asked, lambda ask: ask.tell("June is sent", "Make a revision."))),
    "confirmed": (200, partial(asked, lambda ask: ask.confirm("Send it?", "For good.", "Send"))),
    "save first": (120, partial(asked, lambda ask: ask.save_first("Save it first?", "Or not."))),
    "file to open": (15, partial(asked, lambda ask: ask.file_to_open("Open", KINDS))),
    "files to open": (15, partial(asked, lambda ask: ask.files_to_open("Open", KINDS))),
    "folder": (10, partial(asked, lambda ask: ask.folder("Where to"))),
    "file to save": (10, partial(asked, lambda ask: ask.file_to_save("Save", NEW, KINDS))),
    "file to give": (10, partial(asked, lambda ask: ask.file_to_give("Save", NEW, KINDS, WHOM))),
    "folder to give": (10, partial(asked, lambda ask: ask.folder_to_give("Where to", WHOM))),
    **{f"menu {letter}": (40, keys(f"Alt+{letter}")) for letter in "FEVGRTH"},
    "row menu": (40, row_menu),
    "chip": (40, chip_menu),
    "choice": (40, choice),
    "guide": (20, beside(lambda window: window.helping.open_guide())),
    "all keys": (20, beside(lambda window: window.helping.open_keys())),
    "import": (20, import_page),
}
"""What opens, and how often."""


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window on a team of hostile texts, in the month of its patrols."""
    monkeypatch.setattr(clock, "now", lambda: poisoned.OCTOBER)
    store = poisoned.made(tmp_path / "team.db")
    theme.use(app.application(), Appearance("light"))
    desk = app.desk_over(store, Preferences(tmp_path / "settings.json"), CannedAsk())
    made = app.open_window(desk, str(tmp_path / "team.db"))
    made.visit_title("Patrols")
    settle(made)
    yield made
    made.close()
    clear_away(app.application())
    store.close()


def left_over(window: MainWindow) -> int:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle(window)
    window.helping.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return len(QApplication.allWidgets())


def in_turn() -> list[Opening]:
    """All of them, mixed as the day does."""
    rest = {name: [opening] * times for name, (times, opening) in OPENINGS.items()}
    found: list[Opening] = []
    while any(rest.values()):
        found += [openings.pop() for openings in rest.values() if openings]
    return found


@pytest.mark.trust
@pytest.mark.timeout(300)
def test_a_thousand_dialogs_leave_nothing(window: MainWindow, tally: Tally) -> None:
    open_and_weigh(window, 1, tally)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_five_thousand_dialogs_leave_nothing(window: MainWindow, tally: Tally) -> None:
    open_and_weigh(window, 5, tally)


def open_and_weigh(window: MainWindow, rounds: int, tally: Tally) -> None:
    """Open everything so often: in the end there is as much as there was."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    window.activateWindow()
    settle(window)
    for _, opening in OPENINGS.values():
        for _ in range(2):
            opening(window)
    # What looks around a second after the start has done so.
    QTest.qWait(1500)
    widgets, before = left_over(window), witness.size()
    opened = in_turn() * rounds
    for opening in opened:
        opening(window)
    assert left_over(window) == widgets
    after = witness.size()
    tally("dialogs", len(opened))
    told = f"{before}\n{after}"
    assert (
        after.qt - before.qt + (after.python - before.python) * BLOCK / 1e6 <= MOST_MB * rounds
    ), told
    assert after.threads <= before.threads, told


def test_one_that_stays_is_found(window: MainWindow) -> None:
    before = left_over(window)
    stays = [QMenu("stays", window) for _ in range(3)]
    assert left_over(window) == before + len(stays)
