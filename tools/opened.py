"""How the data is opened, as it is seen: the first start, another desk, a place that is no good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from snt_desk.services import county
from snt_desk.ui.first_run import FirstRun
from snt_desk.ui.looking import OFF, Looking
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.notices import Notice
from tools.instead import show_instead

_SEEN_MS = 300
_MOVE = "Move it to this computer"


def _first_start(window: MainWindow) -> FirstRun:
    teams = [(one.code, one.words) for one in county.teams()]
    folder = Path("/home/okafor/.local/share/SNT Desk/data")
    screen = FirstRun(teams, folder, lambda _: "")
    show_instead(window, screen)
    QTest.qWait(_SEEN_MS)
    return screen


def _first_start_refused(window: MainWindow) -> None:
    screen = _first_start(window)
    screen.team.set_value("WHA-1")
    screen.collar.set_value("1432")
    screen.say("The data cannot be kept there", "OneDrive copies it. Choose another folder.")


def _look_only(window: MainWindow) -> None:
    Looking(window)
    text = "r.osei on WHA-PC-0042, since 09:12, has desk.db open."
    text += " Nothing can be changed, exported or printed."
    window.notices.say(Notice(OFF, text, "Try to open for work"))


def _network(window: MainWindow) -> None:
    Looking(window)
    text = "On a Windows share two desks could damage it. Nothing can be changed."
    window.notices.say(Notice(f"{OFF}: your data is on a network drive", text, _MOVE))


def _synchronised(window: MainWindow) -> None:
    text = "It copies the file while you work, and may damage it."
    window.notices.say(Notice("Your data is in a folder of OneDrive", text, _MOVE))
    title = "Only 12 MB free on the disk of your data"
    window.notices.say(Notice(title, "Free some space: saving and backups need it."))


STATES: tuple[tuple[str, Callable[[MainWindow], object]], ...] = (
    ("first-start", _first_start),
    ("first-start-refused", _first_start_refused),
    ("look-only", _look_only),
    ("network", _network),
    ("synchronised", _synchronised),
)
"""What there is to be seen of it."""
