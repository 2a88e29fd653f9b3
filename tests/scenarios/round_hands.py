"""The hands and eyes of who lives through a story: keys, clicks, and what the window shows."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from snt_desk.domain import clock
from snt_desk.domain.clock import Month, london
from snt_desk.services import priorities, returns
from snt_desk.ui import theme
from snt_desk.ui.frame import NewDay
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.pages.joined import JoinedPage
from snt_desk.ui.pages.priorities.register import RegisterView
from snt_desk.ui.pages.priorities.rounds import RoundsView
from snt_desk.ui.pages.you_said import YouSaidPage
from snt_desk.ui.parts import without_mnemonic
from snt_desk.ui.table_view import TableView
from snt_desk.ui.tabs import digit
from tests.scenarios.keyboard import CTRL, KEY, Keyboard
from tests.ui.conftest import CannedAsk
from tests.ui.pages.seen import click, words

PICTURES = os.environ.get("SNT_DESK_STORY", "")
"""The folder for pictures of the story; without one none are taken."""
_SEEN_MS = 600
"""Typing rests so long until all that is to be said of it is seen."""


class Hands:
    """The window, the keys, and the clock of the story."""

    begins = (2026, 11, 2)
    """The first day of the story."""
    called = "story"
    """How the names of its pictures begin."""

    def __init__(
        self, window: MainWindow, qtbot: QtBot, ask: CannedAsk, patch: pytest.MonkeyPatch
    ) -> None:
        self.window, self.qtbot, self.ask = window, qtbot, ask
        self.keys = Keyboard()
        self._patch = patch
        self.on(*self.begins)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    # --- The hands ----------------------------------------------------------------------------

    def on(self, year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> None:
        """It is that day: all that looks for a new one each minute has looked."""
        now = london(year, month, day, hour, minute)
        self._patch.setattr(clock, "now", lambda: now)
        for one in self.window.findChildren(NewDay):
            one.timeout.emit()
        self.settle()

    def settle(self) -> None:
        """Wait for the worker, and for the window to be the active one again."""
        self.qtbot.waitUntil(lambda: not self.window.desk.tasks.busy)
        # A list that has closed stays the active window, on the offscreen platform only.
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def fill(self, *texts: str) -> None:
        """Type into one field after the other; one that is left as it is has no letters."""
        self.keys.fill(*texts)

    def into(self, name: str, *what: str | Qt.Key) -> None:
        """Go to the field of that name, and press keys in it."""
        self.keys.go_to(name)
        self.keys.press(*what)

    def save(self) -> str:
        """Save what is typed, and give the name of the change."""
        self.keys.press(KEY.Key_S, held=CTRL)
        self.settle()
        return self.window.desk.store.undo_label or ""

    def show(self, tab: str) -> None:
        """Bring a tab to the front by its digit."""
        self.keys.press(getattr(KEY, f"Key_{digit(tab)}"), held=CTRL)
        self.settle()

    def list_of(self, name: str) -> None:
        """Bring a list of the Community tab to the front."""
        self.show("Community")
        # What else says so stands in the list itself, below the bar.
        first, *_ = self._buttons(name)
        click(first)
        self.settle()

    def click(self, words: str) -> None:
        """Click the button that says so."""
        [found] = self._buttons(words)
        click(found)
        self.settle()

    def _buttons(self, words: str) -> list[QAbstractButton]:
        """Every button that says so, from above."""
        found = [
            one
            for one in self.window.findChildren(QAbstractButton)
            if one.isVisible() and without_mnemonic(one.text()) == words
        ]
        return sorted(found, key=lambda one: one.mapTo(self.window, one.rect().topLeft()).y())

    def menu(self, menu: str, line: str) -> None:
        """Choose a line of a menu."""
        [found] = [
            action
            for bar in self.window.menuBar().actions()
            if without_mnemonic(bar.text()) == menu
            for action in _lines(bar)
            if without_mnemonic(action.text()).partition("\t")[0] == line and action.isVisible()
        ]
        found.trigger()
        self.settle()

    def view(self, word: str) -> None:
        """Bring a view of the Priorities tab to the front."""
        self.show("Priorities")
        for _ in range(3):
            if word in type(self.window.page).__name__:
                return
            self.keys.press(KEY.Key_Tab, held=CTRL)
            self.settle()
        pytest.fail(f"Ctrl+Tab does not come to {word}")

    def picture(self, name: str) -> None:
        """Keep what is seen now, where pictures of the story are wanted (tools/screenshots.py)."""
        if PICTURES:
            self.qtbot.wait(_SEEN_MS)
            called = f"{self.called}-{theme.appearance().look}-{name}.png"
            assert self.window.grab().save(f"{PICTURES}/{called}")
            self.settle()

    # --- The eyes -----------------------------------------------------------------------------

    def shown_rows(self) -> list[tuple[str, ...]]:
        """What the table in which the focus is shows, cell by cell."""
        table = QApplication.focusWidget()
        assert isinstance(table, TableView)
        rows = table.rows
        return [tuple(cell.text for cell in rows.cells(at)) for at in range(rows.rowCount())]

    def take_in_hand(self, letters: str) -> None:
        """Find a priority in the register by letters of its title."""
        press = self.keys.press
        self.view("Register")
        press(KEY.Key_F, held=CTRL)
        press(letters, KEY.Key_Down)
        self.settle()

    def timeline(self) -> list[tuple[str, str, str]]:
        """What happened for it, the newest first: day, what, and its title."""
        self.take_in_hand("cars")
        self.keys.press(KEY.Key_PageUp, held=CTRL)
        self.settle()
        view = self.window.page
        assert isinstance(view, RegisterView)
        rows = view.view.sides.timeline.rows
        cells = [[one.text for one in rows.cells(at)] for at in range(rows.rowCount())]
        self.picture("timeline")
        self.keys.press(KEY.Key_PageDown, held=CTRL)
        return [(day, what, title) for day, _, what, title in cells]

    def belongs_to_it(self) -> list[str]:
        """What F7 shows of it, line by line."""
        self.keys.press(KEY.Key_F7)
        self.settle()
        page = self.window.over.page
        assert isinstance(page, JoinedPage)
        found = [one.spoken for one in page.list.lines.lines]
        self.picture("belongs")
        self.keys.press(KEY.Key_Escape)
        self.settle()
        return found

    def due(self) -> str:
        """What the line at the foot of the window says is due, of priorities and their round."""
        shown = (one for one in self.window.status.findChildren(QAbstractButton) if one.isVisible())
        said = (one.text() for one in shown)
        return next((one for one in said if "due" in one and "overdue" not in one), "")

    def round_in_hand(self) -> tuple[list[str], str]:
        """The lines of the round in hand, and all else that is said of it."""
        self.view("Rounds")
        view = self.window.page
        assert isinstance(view, RoundsView)
        return [one.spoken for one in view.pane.list.lines.lines], words(view.pane)

    def drafted(self) -> str:
        """The text that lies over the tabs."""
        page = self.window.over.page
        assert isinstance(page, YouSaidPage)
        return page.editor.whole

    def to_look_at(self) -> list[str]:
        """What the text is warned of before it goes out."""
        page = self.window.over.page
        assert isinstance(page, YouSaidPage)
        return [one.spoken for one in page.pane.remarks.lines.lines]

    def figures(self, month: str) -> dict[str, int]:
        """The figures of a month's return but for people and log; a priority by its title."""
        desk = self.window.desk
        with desk.store.read() as session:
            counted = returns.counted(session, desk.team, Month.parse(month))
            register = priorities.register(session, desk.team.id)
        left_out = {"people", "time", "quality"}
        told = (one for one in counted if one.value and one.key[0] not in left_out)
        found = {".".join(one.key): one.value for one in told}
        for one in register:
            found = {name.replace(one.ref, one.title): value for name, value in found.items()}
        return found


def _lines(of: QAction) -> Iterator[QAction]:
    """Every line of a menu, also of those that lie within it."""
    inner = of.menu()
    if isinstance(inner, QMenu):
        for one in inner.actions():
            yield one
            yield from _lines(one)
