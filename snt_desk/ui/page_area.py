"""Where the pages stand, and beside them the history of what is in hand (Ctrl+H)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHBoxLayout, QStackedWidget

from snt_desk.errors import DeskError
from snt_desk.ui import theme
from snt_desk.ui.parts import announce

if TYPE_CHECKING:
    from snt_desk.services.history import Entry
    from snt_desk.services.residents import Visit
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.history_panel import HistoryPanel
    from snt_desk.ui.tasks import Progress, Task

_WIDE = 320

InHand = Callable[[], tuple[str, str] | None]
"""Gives the table and the ref of the record in hand."""


class PageArea(QFrame):
    """The pages, one in front; the history at their right, or in their place where it is narrow."""

    shut = Signal()
    """The history was shut by its own key or button: the page may have the focus again."""

    def __init__(self, stack: QStackedWidget, in_hand: InHand) -> None:
        """`in_hand` is asked whenever something else may be in hand."""
        super().__init__()
        self._stack = stack
        self.in_hand = in_hand
        self._panel: HistoryPanel | None = None
        self._task: Task | None = None
        self._found: tuple[str, str] | None = None
        self._visit: Visit | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(stack, 1)
        # Once for all that one key press changes.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)

    def take(self, desk: Desk) -> None:
        """Read the history from this desk."""
        self._desk = desk

    def has_history(self) -> bool:
        """Whether the history is open."""
        return self._panel is not None and not self._panel.isHidden()

    def toggle_history(self) -> None:
        """Open the history and go there, or shut it."""
        if self.has_history():
            self._shut()
            return
        panel = self._made_panel()
        panel.show()
        self.fit()
        self._look()
        panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self) -> None:
        """Make room for the history, or for the page again."""
        if self._panel is None:
            return
        # Loaded here: the first paint makes no room for anything.
        from snt_desk.ui import room
        from snt_desk.ui.list_first import ListFirst
        from snt_desk.ui.panels import Beside

        wide = theme.px(_WIDE) if self.has_history() else 0
        room.take(self.window(), wide)
        for part in self._stack.findChildren(Beside) + self._stack.findChildren(ListFirst):
            part.fit()
        page = self._stack.currentWidget()
        least = page.minimumSizeHint().width() if page is not None else 0
        beside = not wide or least + wide <= self.width()
        if not beside:
            room.take(self.window(), 0)
        self._stack.setVisible(beside)
        self._panel.setMinimumWidth(wide)
        self._panel.setMaximumWidth(wide if beside else self.maximumWidth())

    def look_again(self) -> None:
        """Something else may be in hand, or it may have been changed."""
        if self.has_history():
            self._soon.start()

    def _made_panel(self) -> HistoryPanel:
        # Loaded here: the first paint has no record in hand.
        from snt_desk.ui.history_panel import HistoryPanel

        if self._panel is None:
            self._panel = HistoryPanel()
            self._panel.hide()
            self._panel.shut.connect(self._shut)
            self._panel.put_back_asked.connect(self._put_back)
            self._row.addWidget(self._panel)
            app = QApplication.instance()
            assert isinstance(app, QApplication)  # noqa: S101  # there are widgets
            app.focusChanged.connect(self.look_again)
        return self._panel

    @Slot()
    def _shut(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            # What it showed stays nowhere; who opens it again looks anew.
            self._panel.show_nothing()
            self._visit = None
            self.fit()
            self.shut.emit()

    def _look(self) -> None:
        if self._panel is None or not self.has_history():
            return
        self._follow()
        if self._task is not None:
            self._task.cancel()
        self._found = found = self.in_hand()
        if found is None:
            self._panel.show_nothing()
            return
        self._task = self._desk.tasks.run(
            lambda progress: self._read(progress, *found), partial(self._show, *found), owner=self
        )

    def _show(self, table: str, ref: str, entries: tuple[Entry, ...]) -> None:
        """Show a history; that of a resident is a look at his details, and is noted first."""
        from snt_desk.services import residents

        if self._panel is None:
            return
        if table == residents.TABLE and entries:
            if self._visit is None:
                self._visit = residents.Visit(self._desk.store)
            try:
                self._visit.see(ref)
            except DeskError as error:
                self._panel.show_nothing()
                self._panel.box.say(error.title, error.detail)
                return
        self._panel.show_entries(entries)

    @Slot(int)
    def _put_back(self, change: int) -> None:
        """Let the record be as a change left it, as a new change."""
        from snt_desk.ui import bringing_back

        if self._panel is None or self._found is None:
            return
        try:
            done = bringing_back.put(self._desk, *self._found, change)
        except DeskError as error:
            self._panel.box.say(error.title, error.detail)
            announce(self._panel, f"{error.title}. {error.detail}")
        else:
            announce(self._panel, done)

    def _read(self, _progress: Progress, table: str, ref: str) -> tuple[Entry, ...]:
        from snt_desk.services import history

        with self._desk.store.read() as session:
            return history.of(session, table, ref)

    def _follow(self) -> None:
        """Look again when the arrows take another record in hand."""
        for view in self._stack.findChildren(QAbstractItemView):
            model = view.selectionModel()
            if not model.property("followed"):
                model.setProperty("followed", True)
                model.currentChanged.connect(self.look_again)
