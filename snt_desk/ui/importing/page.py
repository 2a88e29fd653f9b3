"""The import page: a sheet or a package is read, looked at, mended, and taken as one change.

Esc and Cancel leave the records as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.desk import Desk
from snt_desk.ui.importing import words
from snt_desk.ui.importing.package import PackagePart
from snt_desk.ui.importing.sheet import SheetPart
from snt_desk.ui.importing.view import ImportView
from snt_desk.ui.importing.work import Work, is_package
from snt_desk.ui.page import Command, Pasted, Target
from snt_desk.ui.parts import announce
from snt_desk.ui.tasks import Progress, Task

T = TypeVar("T")

_DESCRIPTION = "datapackage.json"
"""What stands for a package that is a folder, where files alone can be chosen."""


class ImportPage(QObject):
    """One import at a time, and what of it is under way."""

    title = "Import"
    shows: frozenset[str] = frozenset()

    left = Signal()
    """It is done with: taken, or let go."""
    another = Signal()
    """*Choose another file*."""

    def __init__(self, where: str) -> None:
        """`where` is the data file, backed up before anything is taken in."""
        super().__init__()
        self._where = where
        self._file = ""
        self._task: Task | None = None

    def build(self, desk: Desk) -> QWidget:
        """Make the widgets, with nothing in them yet."""
        self._desk = desk
        self._work = Work(desk, self._where)
        self.view = view = ImportView()
        self.sheet = SheetPart(view, self._work, desk.ask, self._run)
        self.sheet.left.connect(self.cancel)
        self.sheet.taken.connect(self._taken)
        self.package = PackagePart(view, self._work, self._run)
        self.package.left.connect(self.cancel)
        self.package.taken.connect(self.left)
        view.left.connect(self.cancel)
        view.cancel.clicked.connect(self.cancel)
        view.another.clicked.connect(self.another)
        view.take.clicked.connect(self.take)
        return view

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it lies over the tabs."""
        sheet = self.sheet
        rows = "&Save the problem rows…"
        return (
            Command("&Edit", "&Undo mending", sheet.undo, "Ctrl+Z", sheet.can_undo),
            Command("&Edit", "&Mend the cell\tF2", sheet.mend, ready=sheet.has_rows),
            Command("&Edit", "Mend all &alike", sheet.mend_alike, "Shift+F2", self._has_alike),
            Command("&Record", "&Import", self.take, "Ctrl+Enter; Ctrl+Return", self._can_take),
            Command("&Record", rows, sheet.save_rows, ready=sheet.has_problems),
        )

    def _has_alike(self) -> bool:
        return bool(self.sheet.alike())

    # --- Beginning and ending -----------------------------------------------------------------

    def read(self, path: Path, within: tuple[str, str] | None = None) -> None:
        """Read a file in the worker, and show what it would add.

        `within` is the record to which its rows belong where they name no other.
        """
        if path.name == _DESCRIPTION:
            path = path.parent
        self._begin(f"Reading {words.source(path.name)}", path.name)
        if is_package(path):
            show = partial(self.package.show, path.name)
            self._run(partial(self._work.read_package, path), show, "Reading")
        else:
            self._run(partial(self._work.read, path, within), self.sheet.show, "Reading")

    def show_pasted(self, rows: Pasted) -> None:
        """Show what pasted rows would add."""
        self._begin("Reading the clipboard", words.CLIPBOARD)
        self._run(lambda _: self._work.pasted(rows), self.sheet.show, "Reading")

    def _begin(self, title: str, file: str) -> None:
        self.forget()
        self._file = file
        self.view.say_title(title, words.NOTHING_YET)
        self.view.say_none(title, "")
        self.view.cancel.setFocus()

    @property
    def writing(self) -> bool:
        """Whether it is being written at this moment."""
        return self.sheet.writing or self.package.writing

    def may_go(self) -> bool:
        """Whether it can be left: not while it writes, and not unasked once cells were mended."""
        if self.writing:
            return False
        mended = self.sheet.mended
        cells = "1 cell was" if mended == 1 else f"{mended:,} cells were"
        return not mended or self._desk.ask.confirm(
            "Leave this import?", f"{cells} mended here. That goes with it.", "Leave"
        )

    def leave(self) -> bool:
        """Give way to whatever is wanted instead, if nothing that was mended is in the way."""
        return self.may_go()

    def refresh(self) -> None:
        """Nothing: it shows what the file says, whatever else is changed meanwhile."""

    def cancel(self) -> None:
        """Let go of it, with nothing written (Esc); what is being written is taken back first."""
        if self.writing and self._task is not None:
            self._task.cancel()
        elif self.may_go():
            self.left.emit()

    def forget(self) -> None:
        """Let go of what is shown and of what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.sheet.forget()
        self.package.forget()
        self.view.forget()

    # --- Taking -------------------------------------------------------------------------------

    def _can_take(self) -> bool:
        return self.view.take.isEnabled()

    def take(self) -> None:
        """Write the good rows as one change (Ctrl+Enter)."""
        if not self._can_take():
            return
        if self.package.open:
            self.package.take()
        else:
            self.sheet.take()

    def _taken(self, shown_at: Target | None) -> None:
        self.left.emit()
        if shown_at is not None:
            self._desk.go(shown_at)

    # --- Work ---------------------------------------------------------------------------------

    def _run(self, work: Callable[[Progress], T], then: Callable[[T], None], said: str) -> None:
        """Do it in the worker, shown with a way out; one thing at a time."""
        if self._task is not None:
            self._task.cancel()
        task = self._desk.tasks.run(work, then, owner=self.view, failed=self._failed)
        self._task = task
        if self._desk.tasks.busy:
            self.view.busy.watch(task, said)
            task.ended.connect(self._ended)

    def _ended(self, task: Task) -> None:
        """Given up: back to the sheet that was there, or away."""
        if task is self._task and task.cancelled and not self._stay():
            self.left.emit()

    def _stay(self) -> bool:
        """Go on with what was there before; False if nothing was."""
        return self.sheet.stay() or self.package.stay()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if self._stay():
            failing.say(self._desk, self.view.box, error)
        else:
            announce(self.view, f"{error.title}. {error.detail}".strip())
            self.view.show_side(shown=False)
            self.view.say_title(words.title("", self._file), "Nothing was imported.")
            self.view.say_none(error.title, error.detail)
            self.view.another.setFocus()

    # --- Going about --------------------------------------------------------------------------

    def find(self) -> None:
        """Take the focus to the filter (Ctrl+F)."""
        self.view.chips.words.setFocus()
        self.view.chips.words.selectAll()
