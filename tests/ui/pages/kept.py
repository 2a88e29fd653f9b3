"""One window for the tests of a module, which each of them finds as if it were new.

Between two tests the records are put back as the template has them, and the page is brought to
its beginning. Then everything is compared with how it first stood there: each widget, what it
says, and whatever the parts of the page remember. Where anything at all is left of the test
before, the window is thrown away and another one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QSize, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db.opening import open_store
from snt_desk.db.store import EVERYTHING, Listener, Store
from snt_desk.domain import clock
from snt_desk.services.team import TeamName, named
from snt_desk.ui import parts_of_page
from snt_desk.ui.desk import Desk
from snt_desk.ui.form import Form
from snt_desk.ui.forms_beside import FormsBeside
from snt_desk.ui.frame import Header
from snt_desk.ui.kept_rows import KeptRows
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Page
from snt_desk.ui.panels import Beside
from snt_desk.ui.preferences import Preferences, Settings
from snt_desk.ui.table_view import TableView
from snt_desk.ui.unsaved import Unsaved
from tests.fixtures_store import ACTOR, Records, copied
from tests.fixtures_team import TEAM
from tests.ui.conftest import KEPT, CannedAsk, TasksAtOnce
from tests.ui.pages import whole

PageKind = TypeVar("PageKind", bound=Page)

_SPENT = "spent"
"""A property of a window that is no longer as it was made."""


def heard_instead(signal: SignalInstance, part: QWidget) -> list[Any]:
    """Hear what a part asks for in the place of who would do it; its window is not used again."""
    part.window().setProperty(_SPENT, True)
    heard: list[Any] = []
    signal.disconnect()
    signal.connect(heard.append)
    return heard


def written(
    template: Path, folder: Path, write: Callable[[Store, TeamName], object]
) -> tuple[Path, object]:
    """Copy a template and write more into it; gives the copy, and what the writing gave."""
    path = copied(template, folder / "written.db")
    with closing(open_store(str(path), ACTOR)) as store:
        with store.read() as session:
            team = named(session, TEAM)
        return path, write(store, team)


class Kept(Generic[PageKind]):
    """A page alone in its window, for one test after the other.

    Of a test that needs it: first `put_back`, which shows nothing yet, then `begun`.
    """

    def __init__(
        self,
        kind: Callable[[], PageKind],
        begin: Callable[[PageKind], object],
        template: Path,
        folder: Path,
    ) -> None:
        """`begin` takes back what tests do with the page, as far as that spares a window."""
        self._kind, self._begin = kind, begin
        self.records = Records(template, folder)
        self.ask = CannedAsk()
        self.preferences = Preferences(folder / "config" / "settings.json")
        self._window: MainWindow | None = None
        self._listeners: list[Listener] = []
        self._states = Preferences(folder / "first" / "settings.json")
        self._size = QSize()
        self._opened = clock.now()
        self._first: whole.Whole = {}
        self.made = 0
        """How many windows were needed so far."""
        self.given: Any = None
        """What was got for what was written in the template of its records."""

    def put_back(self) -> Store:
        """Put records, answers and what is remembered back; the window listens to nothing yet."""
        self.ask.__dict__.update(vars(CannedAsk()))
        self.preferences.settings = Settings()
        self.preferences.forget_states(lambda _state: True)
        return self.records.put_back()

    @contextmanager
    def begun(self, qtbot: QtBot) -> Generator[PageKind]:
        """The page in its window, at its beginning, where it has the focus."""
        if self._window is None or not self._is_as_first(self._window, qtbot):
            self._make(qtbot)
        assert self._window is not None
        page: Any = self._window.page
        yield page

    def close(self) -> None:
        """Let go of the window and of the file."""
        self._throw_away()
        self.records.close()

    def _make(self, qtbot: QtBot) -> None:
        self._throw_away()
        store = self.records.store
        before = len(store._listeners)  # noqa: SLF001  # those of this window are to be known
        with store.read() as session:
            team = named(session, TEAM)
        desk = Desk(store, TasksAtOnce(), self.ask, self.preferences, team=team)
        page = self._kind()
        self._window = window = MainWindow(self.preferences, [page.title])
        window.setProperty(KEPT, True)
        with pytest.MonkeyPatch.context() as patch:
            # What looks by itself after a while would come in between.
            patch.setattr("snt_desk.ui.later.THERE_MS", 600_000)
            window.take(desk, [page], Header())
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.visit(0)
        self.made += 1
        self._size, self._opened = window.size(), clock.now()
        self._listeners = store._listeners[before:]  # noqa: SLF001  # who hears of changes
        self._states.keep_states(parts_of_page.states(_widget(window)))
        self._bring(window)
        self._first = whole.of(window)

    def _is_as_first(self, window: MainWindow, qtbot: QtBot) -> bool:
        if window.property(_SPENT) or not window.isVisible():
            return False
        if QApplication.activePopupWidget() or window.over.widget:
            return False
        if not window.isActiveWindow():
            with qtbot.waitActive(window):
                window.activateWindow()
        self.records.store._listeners += self._listeners  # noqa: SLF001  # it was put back
        self._bring(window)
        return whole.of(window) == self._first

    def _bring(self, window: MainWindow) -> None:
        """Bring the page to its beginning, from wherever it is."""
        page: Any = window.page
        window.resize(self._size)
        window.trail.forget()
        for beside in window.findChildren(Beside):
            beside.shut_instead()
            beside._was_open, beside._before = False, []  # noqa: SLF001  # nothing stood there yet
        window.desk.changed.emit(EVERYTHING)
        # Whenever that is.
        window.status.show_saved(self._opened)
        self._begin(page)
        if isinstance(forms := getattr(page, "beside", None), FormsBeside):
            forms._came_from = ""  # noqa: SLF001  # nothing was in hand before
        _forget_typed(window)
        parts_of_page.restore(_widget(window), self._states)
        self.preferences.forget_states(lambda _state: True)
        for table in window.findChildren(TableView):
            table.setCurrentIndex(QModelIndex())
            table.clearSelection()
            vars(table._kept).update(vars(KeptRows(table)))  # noqa: SLF001  # nothing was in hand
        # Nor is it remembered where in a part the focus was.
        for one in (window, *window.findChildren(QWidget)):
            if (held := one.focusWidget()) is not None:
                held.clearFocus()
        window.going.enter()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for _ in range(2):
            QApplication.processEvents()
        # What has grown just now comes into sight at the next turn.
        if any(one.isActive() and not one.interval() for one in window.findChildren(QTimer)):
            QApplication.processEvents()

    def _throw_away(self) -> None:
        if self._window is not None:
            store = self.records.store
            gone = self._listeners
            store._listeners = [one for one in store._listeners if one not in gone]  # noqa: SLF001  # as above
            self._window.close()
            self._window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._window = None
        self.preferences.forget_states(lambda _state: True)


def _forget_typed(window: MainWindow) -> None:
    """Offer nothing again of what was typed in the forms, which are empty by now."""
    for form in window.findChildren(Form):
        if not getattr(form, "edited", True):
            form.clearing.emit()
    for kept in window.findChildren(Unsaved):
        kept.drop()


def _widget(window: MainWindow) -> QWidget:
    page: Any = window.page
    found: QWidget = page.widget
    return found
