"""Which screen is shown when the data cannot be, and where its ways out lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from snt_desk import paths
from snt_desk.ui.parts import label

if TYPE_CHECKING:
    from snt_desk.errors import DeskError
    from snt_desk.ui.sitting import Sitting


LOOKING = "Looking at your data file. This takes some seconds."


def waiting(said: str = LOOKING) -> QWidget:
    """Make the screen for the time until something has been done to the file."""
    words = label(said, "muted", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words


def for_trouble(error: DeskError, sitting: Sitting) -> QWidget:
    """Make the screen that says what is the matter, its ways out led back to the sitting."""
    # Loaded here: it comes with the database, which the frame is painted without.
    from snt_desk.db.faults import Kind
    from snt_desk.services.details import Case
    from snt_desk.ui.your_data.backed_up import BackedUp
    from snt_desk.ui.your_data.ways import Around, WaysOut

    kind = getattr(error, "kind", None)
    if kind is Kind.LOCKED:
        return sitting.guard.screen(at_once=True)
    if kind is Kind.MISSING and sitting.is_first():
        from snt_desk.ui.first_run.starting import Starting

        return Starting(sitting).screen
    actor, key = sitting.actor(), sitting.key
    backups = BackedUp(sitting.where, actor, key, sitting.second_place)
    around = Around(sitting.tasks, sitting.ask, paths.logs(), actor, key)
    ways = WaysOut(Case(error, sitting.where), backups, around)
    ways.again.connect(lambda: sitting.soon(sitting.try_again))
    ways.restored.connect(partial(_open_restored, sitting))
    ways.look_only.connect(lambda: sitting.soon(lambda: sitting.look_only(sitting.key)))
    ways.look_at.connect(lambda path: sitting.soon(lambda: sitting.look_at(path)))
    ways.other_file.connect(lambda path: sitting.soon(lambda: sitting.open_other(str(path))))
    ways.close_desk.connect(sitting.window.close)
    return ways.screen


def _open_restored(sitting: Sitting, title: str, text: str) -> None:
    from snt_desk.ui.notices import Notice

    sitting.news = Notice(title, text, tone="ok")
    sitting.soon(sitting.try_again)
