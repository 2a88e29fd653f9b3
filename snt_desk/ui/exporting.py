"""Ctrl+E: what a list shows, as a file for a spreadsheet, written by the worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from snt_desk.domain.file_names import safe_name
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, list_files
from snt_desk.services.list_files import Order, Report
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.panels import Working
from snt_desk.ui.parts import announce
from snt_desk.ui.strip import Strip
from snt_desk.ui.tasks import Progress

_KINDS = {"Workbook for Excel": "*.xlsx", "Comma-separated values": "*.csv"}


class Exported(Protocol):
    """A list that can be written to a file."""

    def is_there(self) -> bool:
        """Whether it is seen, and anything stands in it."""
        ...

    def named(self) -> str:
        """What its file may be called, short."""
        ...

    def called(self) -> str:
        """What its first line says that it is."""
        ...

    def writer(self) -> Callable[[Order, Report], int]:
        """Give what writes it as it is now, in the worker, and says how many records it has."""
        ...


class Exporting(QObject):
    """Asks where to, and has the worker write it."""

    def __init__(
        self, desk: Desk, what: Exported, noun: str, *, said_in: Strip, owner: QWidget
    ) -> None:
        """`noun` is what one record is called; that it was done is told in a line."""
        super().__init__(owner)
        self._desk = desk
        self._what = what
        self._noun = noun
        self._strip = said_in
        self._owner = owner
        self._busy = False
        self.working = Working()
        """How far it is: to be put below the list."""
        self.working.setContentsMargins(16, 8, 16, 8)

    def possible(self) -> bool:
        """Whether a list is shown that can be exported, and no export is under way."""
        return self._what.is_there() and not self._busy

    def begin(self) -> None:
        """Ask for a place, and write what is shown, in its order."""
        suggested = Path.home() / safe_name(self._what.named(), ".xlsx")
        recipients = (disclosures.OWN_COPY, disclosures.COMMAND)
        given = self._desk.ask.file_to_give("Export what is shown", suggested, _KINDS, recipients)
        if given is None:
            return
        path = given.path
        if path.suffix.casefold() not in list_files.KINDS:
            raise DeskError("That kind of file cannot be written", "Choose .xlsx or .csv.")
        self._busy = True
        order = Order(path, self._what.called(), given.recipient)
        work = partial(_write, self._what.writer(), order)
        task = self._desk.tasks.run(
            work, partial(self._done, path), owner=self, failed=self._failed
        )
        task.ended.connect(self._over)
        if self._busy:
            self.working.watch(task, "Exporting")

    def _done(self, path: Path, number: int) -> None:
        self._busy = False
        words = f"Exported {counted(number, self._noun)} to {path.name}"
        self._strip.tell(words)
        announce(self._owner, words)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        raise error

    def _over(self) -> None:
        self._busy = False


def _write(write: Callable[[Order, Report], int], order: Order, progress: Progress) -> int:
    return write(order, partial(_told, progress))


def _told(progress: Progress, done: int, of: int) -> None:
    progress.report(done, of)
