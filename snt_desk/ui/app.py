"""Where the window is put together; nothing else builds anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from snt_desk import log, paths
from snt_desk.db import opening
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.errors import DeskError
from snt_desk.services import roster, team
from snt_desk.services.team import NO_TEAM, TeamName
from snt_desk.ui import theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.crash import Crash
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import Header, MainWindow
from snt_desk.ui.page import Page
from snt_desk.ui.pages.patrols import PatrolsPage
from snt_desk.ui.pages.priorities import PrioritiesPage
from snt_desk.ui.pages.returns import ReturnPage
from snt_desk.ui.pages.roster import RosterPage
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.tasks import Tasks

_NO_WINDOWS = frozenset({"offscreen", "minimal"})


def run(where: str) -> int:
    """Open the data and the window over it, and stay until it is closed; gives the exit status.

    Raises DeskError where there is no screen, or the data cannot be opened.
    """
    app = application()
    log.begin(paths.logs())
    preferences = Preferences(paths.settings_file())
    theme.use(app, preferences.settings.appearance)
    ask = Ask()
    Crash(paths.logs(), ask.tell).install()
    collar = preferences.settings.collar or os.environ.get("SNT_DESK_COLLAR", "")
    try:
        store = opening.open_store(where, opening.this_actor(collar))
    except DeskError as error:
        # Whoever started it from an icon has no terminal to read.
        if app.platformName() not in _NO_WINDOWS:
            ask.tell(error.title, error.detail)
        raise
    try:
        window = open_window(desk_over(store, preferences, ask), where)
        status = app.exec()
        window.deleteLater()
        return status
    finally:
        store.close()


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
    made = QApplication(sys.argv[:1])
    made.setApplicationName("SNT Desk")
    made.setDesktopFileName("snt-desk")
    return made


def desk_over(store: Store, preferences: Preferences, ask: Ask) -> Desk:
    """Make the desk of whatever team the database is for."""
    with store.read() as session:
        chosen = team.of_desk(session) or NO_TEAM
    return Desk(store, Tasks(), ask, preferences, team=chosen)


def pages() -> Sequence[Page]:
    """Make the tabs, in their order."""
    return (RosterPage(), PatrolsPage(), PrioritiesPage(), ReturnPage())


def open_window(desk: Desk, where: str) -> MainWindow:
    """Open a window over a desk; its pages are built as they are visited."""
    file = "on a server" if opening.is_url(where) else Path(where).name
    header = Header(desk.team.name, _person(desk, desk.team), file)
    window = MainWindow(desk, pages(), header)
    window.show()
    return window


def _person(desk: Desk, chosen: TeamName) -> str:
    collar = desk.store.actor.collar
    if not collar:
        return ""
    with desk.store.read() as session:
        found = roster.on_day(session, chosen.id, clock.today(), [collar])
    return found[0].called if found else collar


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
