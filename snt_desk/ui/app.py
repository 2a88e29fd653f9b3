"""Where the window is put together; nothing else builds anything.

The frame is painted first. What the records and the pages need is imported after that: it
takes several times as long.
"""

from __future__ import annotations

import gc
import os
import sys

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QApplication

from snt_desk import paths
from snt_desk.errors import DeskError
from snt_desk.ui import one_window, theme
from snt_desk.ui.ask import Ask
from snt_desk.ui.crash import Crash
from snt_desk.ui.desk import Desk
from snt_desk.ui.filling import desk_over, fill, pages
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.preferences import Preferences
from snt_desk.ui.sitting import Sitting

__all__ = ["TABS", "application", "desk_over", "fit_on_screen", "open_window", "pages", "run"]

TABS = ("Roster", "Patrols", "Priorities", "Partners", "Community", "Return")
"""The tabs that there are, in their order; `pages` makes what they show."""

_FRAME = (4, 32, 4, 4)
"""About as much as the system draws round a window: left, above, right and below."""
_RAISED = 77
"""What the event loop ends with where another window came to the front instead."""
_NO_WINDOWS = frozenset({"offscreen", "minimal"})


def run(where: str) -> int:
    """Open the window and then the data in it, and stay until it is closed; gives the exit status.

    An empty `where` is this desk's own file.

    Raises DeskError where there is no screen: also what keeps the data from being opened
    where nobody could see it said.
    """
    # Until the data is open next to nothing made is garbage, and looking for it takes long.
    gc.disable()
    app = application()
    file = where or str(paths.chosen_database())
    if one_window.is_there(file) and one_window.bring_to_front(file):
        return _came()
    preferences = Preferences(paths.settings_file())
    theme.use(app, preferences.settings.appearance)
    ask = Ask()
    crash = Crash(paths.logs(), ask.tell)
    crash.install()
    window = MainWindow(preferences, TABS)
    # Whatever stands there when it is needed: the window puts up others with each desk.
    crash.beside = lambda error: window.cares.saying.say(error)  # noqa: PLW0108  # another one each time
    sitting = Sitting(where, window, preferences, ask)
    refused: list[Exception] = []
    sitting.failed.connect(refused.append)
    if QApplication.platformName() in _NO_WINDOWS:
        sitting.stopped.connect(refused.append)
    for end in (sitting.failed, sitting.stopped):
        end.connect(lambda: refused and QApplication.exit(1))
    sitting.raised.connect(lambda: QApplication.exit(_RAISED))
    fit_on_screen(window)
    window.show()
    try:
        status = app.exec()
    finally:
        sitting.end()
    window.deleteLater()
    if refused:
        raise refused[0]
    return _came() if status == _RAISED else status


def _came() -> int:
    """Say to whoever started it at a terminal why there is no second window."""
    if sys.stderr is not None:
        sys.stderr.write(f"{one_window.SAID}\n")
    return 0


def fit_on_screen(window: MainWindow) -> None:
    """Let a window that is larger than its screen, with its frame round it, fill that instead."""
    room = window.screen().availableSize().shrunkBy(QMargins(*_FRAME))
    if window.size() != window.size().boundedTo(room):
        window.resize(window.size().boundedTo(room))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


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


def open_window(desk: Desk, where: str) -> MainWindow:
    """Open a window over a desk; its pages are built as they are visited."""
    window = MainWindow(desk.preferences, TABS)
    fill(window, desk, where)
    window.show()
    return window


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
