"""Ctrl+E: what the log shows, as a file for a spreadsheet."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from snt_desk.domain import periods
from snt_desk.domain.file_names import safe_name
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, patrol_export, patrol_lists
from snt_desk.services.patrol_lists import Asked
from snt_desk.ui.ask import Given
from snt_desk.ui.desk import Desk
from snt_desk.ui.named import counted
from snt_desk.ui.pages.patrols.log import Log
from snt_desk.ui.panels import Working
from snt_desk.ui.parts import announce
from snt_desk.ui.tasks import Progress

_KINDS = {"Workbook for Excel": "*.xlsx", "Comma-separated values": "*.csv"}


class Exporting(QObject):
    """Asks where to, and has the worker write it."""

    def __init__(self, desk: Desk, log: Log) -> None:
        super().__init__(log)
        self._desk = desk
        self._log = log
        self.working = Working()
        self.working.setContentsMargins(16, 8, 16, 8)
        self._busy = False
        log.add_below(self.working)

    def possible(self) -> bool:
        """Whether a list is shown that can be exported, and no export is under way."""
        return self._log.is_seen() and self._log.rows.rowCount() > 0 and not self._busy

    def begin(self) -> None:
        """Ask for a place, and write the patrols that are shown, in their order."""
        suggested = Path.home() / safe_name(f"Patrols {self._called}", ".xlsx")
        recipients = (disclosures.OWN_COPY, disclosures.COMMAND)
        given = self._desk.ask.file_to_give("Export what is shown", suggested, _KINDS, recipients)
        if given is None:
            return
        path = given.path
        if path.suffix.casefold() not in patrol_export.KINDS:
            raise DeskError("That kind of file cannot be written", "Choose .xlsx or .csv.")
        self._busy = True
        work = partial(self._write, self._log.lists.asked, given)
        task = self._desk.tasks.run(
            work, partial(self._done, path), owner=self, failed=self._failed
        )
        task.ended.connect(self._over)
        if self._busy:
            self.working.watch(task, "Exporting")

    @property
    def _called(self) -> str:
        """The time that the list is of, as the name of a file."""
        wanted = self._log.lists.asked.wanted
        if wanted.month is not None:
            return wanted.month.shown
        if wanted.first is not None and wanted.last is not None:
            return periods.shown(wanted.first, wanted.last)
        return "all months"

    def _write(self, asked: Asked, given: Given, progress: Progress) -> int:
        store, team = self._desk.store, self._desk.team
        with store.read() as session:
            keys: array[int] = patrol_lists.keys(session, team.id, asked)
        called = f"Patrols of {team.name}, {self._called}"
        order = patrol_export.Order(given.path, called, given.recipient)
        patrol_export.write(store, team.id, keys, order, report=partial(_told, progress))
        return len(keys)

    def _done(self, path: Path, number: int) -> None:
        self._busy = False
        words = f"Exported {counted(number, 'patrol')} to {path.name}"
        self._log.asking.strip.tell(words)
        announce(self._log, words)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        raise error

    def _over(self) -> None:
        self._busy = False


def _told(progress: Progress, done: int, of: int) -> None:
    progress.report(done, of)
