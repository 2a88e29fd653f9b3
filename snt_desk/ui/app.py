"""Where the window is put together; nothing else builds anything.

The frame is painted first. What the records and the pages need is imported after that: it
takes several times as long.
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QApplication

from snt_desk import log, paths
from snt_desk.errors import DeskError
from snt_desk.ui import PLAIN_IMPORT, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.crash import Crash
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import Header, MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from snt_desk.db.store import Store
    from snt_desk.ui.page import Page

TABS = ("Roster", "Patrols", "Priorities", "Partners", "Return")
"""The tabs that there are, in their order; `pages` makes what they show."""

_FRAME = (4, 32, 4, 4)
"""About as much as the system draws round a window: left, above, right and below."""
_NO_WINDOWS = frozenset({"offscreen", "minimal"})


def run(where: str) -> int:
    """Open the window and then the data in it, and stay until it is closed; gives the exit status.

    Raises DeskError where there is no screen, or the data cannot be opened.
    """
    # Until the data is open next to nothing made is garbage, and looking for it takes long.
    gc.disable()
    app = application()
    preferences = Preferences(paths.settings_file())
    theme.use(app, preferences.settings.appearance)
    ask = Ask()
    crash = Crash(paths.logs(), ask.tell)
    crash.install()
    window = MainWindow(preferences, TABS)
    crash.beside = window.saying.say
    opening = _Opening(where, window, preferences, ask)
    window.painted.connect(opening.begin)
    fit_on_screen(window)
    window.show()
    try:
        status = app.exec()
    finally:
        opening.end()
    window.deleteLater()
    if opening.refused is not None:
        raise opening.refused
    return status


def fit_on_screen(window: MainWindow) -> None:
    """Let a window that is larger than its screen, with its frame round it, fill that instead."""
    room = window.screen().availableSize().shrunkBy(QMargins(*_FRAME))
    if window.size() != window.size().boundedTo(room):
        window.resize(window.size().boundedTo(room))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


class _Opening:
    """What comes once the frame is painted: the store is opened, and the window shows it."""

    def __init__(self, where: str, window: MainWindow, preferences: Preferences, ask: Ask) -> None:
        self._where = where
        self._window = window
        self._preferences = preferences
        self._ask = ask
        self._begun = False
        self._store: Store | None = None
        self.refused: Exception | None = None

    def begin(self) -> None:
        """Do it, the first time it is asked for; what prevents it is kept, and ends the program."""
        if self._begun:
            return
        self._begun = True
        try:
            self._open()
        except Exception as error:  # noqa: BLE001  # raised again by `run`
            self.refused = error
            # Whoever started it from an icon has no terminal to read.
            if isinstance(error, DeskError) and QApplication.platformName() not in _NO_WINDOWS:
                self._ask.tell(error.title, error.detail)
            QApplication.exit(1)
        finally:
            # What is there now stays: it need not be looked through again.
            gc.freeze()
            gc.enable()

    def _open(self) -> None:
        with _imported_plainly():
            from snt_desk.db import opening

        log.begin(paths.logs())
        collar = self._preferences.settings.collar or os.environ.get("SNT_DESK_COLLAR", "")
        self._store = opening.open_store(self._where, opening.this_actor(collar))
        _fill(self._window, desk_over(self._store, self._preferences, self._ask), self._where)

    def end(self) -> None:
        """Close the store, if it came to that."""
        if self._store is not None:
            self._store.close()


@contextmanager
def _imported_plainly() -> Generator[None]:
    """Import by Python alone.

    PySide6 reads the source of every module that is imported after it, in search of a
    switch of its own: with SQLAlchemy's 300 that takes as long as a quarter of the import.
    """
    theirs = builtins.__import__
    builtins.__import__ = PLAIN_IMPORT
    try:
        yield
    finally:
        builtins.__import__ = theirs


def self_test() -> int:
    """Try every part of this build once; gives the exit status."""
    from snt_desk.ui import self_test as parts

    return parts.run()


def application() -> QApplication:
    """The one application of this process; raises DeskError where it has no screen."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if not _has_screen():
        raise DeskError(
            "There is no screen", "Start SNT Desk in a desktop session, or name a command: --help."
        )
    # Said here: Python would have to load QStyle, the largest class of Qt, to set it later.
    made = QApplication([*sys.argv[:1], "-style", "fusion"])
    made.setApplicationName("SNT Desk")
    made.setDesktopFileName("snt-desk")
    return made


def desk_over(store: Store, preferences: Preferences, ask: Ask) -> Desk:
    """Make the desk of whatever team the database is for."""
    from snt_desk.services import team

    with store.read() as session:
        chosen = team.of_desk(session) or team.NO_TEAM
    return Desk(store, Tasks(), ask, preferences, team=chosen)


def pages() -> Sequence[Page]:
    """Make the page of each tab."""
    from snt_desk.ui.pages.partners import PartnersPage
    from snt_desk.ui.pages.patrols import PatrolsPage
    from snt_desk.ui.pages.priorities import PrioritiesPage
    from snt_desk.ui.pages.returns import ReturnPage
    from snt_desk.ui.pages.roster import RosterPage

    return (RosterPage(), PatrolsPage(), PrioritiesPage(), PartnersPage(), ReturnPage())


def open_window(desk: Desk, where: str) -> MainWindow:
    """Open a window over a desk; its pages are built as they are visited."""
    window = MainWindow(desk.preferences, TABS)
    _fill(window, desk, where)
    window.show()
    return window


def _fill(window: MainWindow, desk: Desk, where: str) -> None:
    from snt_desk.db import opening
    from snt_desk.ui import at_desk

    server = opening.is_url(where)
    file = "on a server" if server else Path(where).name
    header = Header(desk.team.name, at_desk.person(desk), file, where="" if server else where)
    if desk.store.draft("patrol") is not None:
        # What was typed before the program ended is offered where it was typed.
        window.tabs.setCurrentIndex(window.tabs.titles.index("Patrols"))
    window.take(desk, pages(), header)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
