"""Scenes of what is said when something is the matter with the data, while it is open or before."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from snt_desk.db import opening
from snt_desk.db.faults import Kind, Trouble, sentence_for
from snt_desk.db.journal import Actor
from snt_desk.errors import DeskError
from snt_desk.services import backups
from snt_desk.services.details import Case
from snt_desk.ui import failing
from snt_desk.ui.form import Form
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.tasks import Tasks
from snt_desk.ui.your_data.backed_up import BackedUp
from snt_desk.ui.your_data.ways import Around, WaysOut
from snt_desk.ui.your_data.words import Way
from tools.instead import show_instead

_HELD: list[object] = []
"""What a screen needs while its picture is taken."""


def _copy(window: MainWindow) -> Path:
    """A file of the team's own, which may be damaged."""
    folder = tempfile.TemporaryDirectory()
    _HELD.append(folder)
    file = Path(folder.name) / "welwyn-hatfield-north.db"
    shutil.copyfile(window.header.where, file)
    return file


def _show(window: MainWindow, file: Path, error: DeskError | None = None) -> WaysOut:
    actor, tasks = Actor("demo"), Tasks()
    if error is None:
        try:
            opening.open_store(str(file), actor).close()
        except DeskError as met:
            error = met
    assert error is not None
    around = Around(tasks, window.desk.ask, file.parent, actor)
    ways = WaysOut(Case(error, str(file)), BackedUp(str(file), actor), around)
    show_instead(window, ways.screen)
    _HELD.append(ways)
    while tasks.busy:
        QTest.qWait(20)
    return ways


def _damaged(window: MainWindow) -> WaysOut:
    file = _copy(window)
    for _ in range(3):
        backups.back_up(str(file))
    os.truncate(file, file.stat().st_size // 2)
    return _show(window, file)


def _chosen(window: MainWindow) -> None:
    _damaged(window).screen.cards[Way.OLDER].button.click()


def _details(window: MainWindow) -> None:
    _damaged(window).screen.details_button.click()


def _nothing_to_look_at(window: MainWindow) -> None:
    ways = _damaged(window)
    error = Trouble(Kind.DAMAGED, "Nothing of the file can be read", "Go back to a backup.")
    ways.screen.say_cannot_look(error)


def _empty(window: MainWindow) -> None:
    file = _copy(window)
    file.write_bytes(b"")
    _show(window, file)


def _missing(window: MainWindow) -> None:
    file = _copy(window)
    backups.back_up(str(file))
    file.unlink()
    _show(window, file)


def _said(kind: Kind, detail: str, window: MainWindow) -> None:
    _show(window, _copy(window), Trouble(kind, "", detail))


def _refused(name: str, window: MainWindow) -> None:
    """Something is typed, and cannot be saved."""
    QTest.keySequence(window.windowHandle(), "Ctrl+N")
    form = next(one for one in window.findChildren(Form) if one.isVisible())
    error = sentence_for(name)
    assert error is not None
    failing.say_not_saved(window.desk, form.box, error)


def _offered(window: MainWindow) -> None:
    QTest.keySequence(window.windowHandle(), "Ctrl+N")
    form = next(one for one in window.findChildren(Form) if one.isVisible())
    form.offered.say("Not saved yet", "Meeting, ASB panel, typed at 14:02.", "Bring it back")


def _above_the_page(window: MainWindow) -> None:
    error = sentence_for("SQLITE_IOERR_WRITE")
    assert error is not None
    window.cares.saying.say(error)


Drive = Callable[[MainWindow], object]

STATES: tuple[tuple[str, Drive], ...] = (
    ("damaged", _damaged),
    ("backups", _chosen),
    ("details", _details),
    ("nothing-to-look-at", _nothing_to_look_at),
    ("empty", _empty),
    ("missing", _missing),
    ("in-use", partial(_said, Kind.IN_USE, "PS 1234 has it open on PC-0042 since 09:12.")),
    ("newer", partial(_said, Kind.NEWER, "It has version 5, this program knows 4.")),
    (
        "not-upgraded",
        partial(_said, Kind.NOT_UPGRADED, "Your data is unchanged. A copy is at D:\\Backups."),
    ),
)
"""Screens in place of the pages."""

BESIDE: tuple[tuple[str, str, Drive], ...] = (
    ("Patrols", "disk-full", partial(_refused, "SQLITE_FULL")),
    ("Roster", "held", partial(_refused, "SQLITE_BUSY")),
    ("Priorities", "disk-failing", _above_the_page),
    ("Partners", "kept", _offered),
)
"""What is said beside a form, or above a page."""
