"""Ctrl+E: the ranking that is shown, as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from snt_desk.domain.file_names import safe_name
from snt_desk.errors import DeskError
from snt_desk.services import disclosures, ranking_export
from snt_desk.services.rankings import RankRow
from snt_desk.ui.ask import Given
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.priorities.consultations.said import SaidPane
from snt_desk.ui.parts import announce
from snt_desk.ui.tasks import Progress

_KINDS = {"Workbook for Excel": "*.xlsx", "Comma-separated values": "*.csv"}
_LEFT_OUT = "Under five of anything is not in it by its number."


class Exporting(QObject):
    """Asks where to, and has the worker write it."""

    def __init__(self, desk: Desk, said: SaidPane, title: Callable[[], str]) -> None:
        """`title` is asked which consultation's ranking is shown."""
        super().__init__(said)
        self._desk = desk
        self._said = said
        self._title = title
        self._busy = False

    def possible(self) -> bool:
        """Whether a ranking is seen, and no export is under way."""
        return self._said.isVisible() and bool(self._said.shown) and not self._busy

    def begin(self) -> None:
        """Ask for a place, and write the rows that are shown, in their order."""
        by, title = self._said.chosen, self._title()
        suggested = Path.home() / safe_name(f"What they said, {title}", ".xlsx")
        recipients = (disclosures.OWN_COPY, disclosures.COMMAND)
        given = self._desk.ask.file_to_give("Export what is shown", suggested, _KINDS, recipients)
        if given is None:
            return
        if given.path.suffix.casefold() not in ranking_export.KINDS:
            raise DeskError("That kind of file cannot be written", "Choose .xlsx or .csv.")
        self._busy = True
        task = self._desk.tasks.run(
            partial(self._write, self._said.shown, given, f"what they said by {by}, {title}"),
            partial(self._done, given.path),
            owner=self,
        )
        task.ended.connect(self._over)
        if self._busy:
            self._said.working.watch(task, "Exporting")

    def _write(self, rows: list[RankRow], given: Given, called: str, _progress: Progress) -> None:
        ranking_export.write(self._desk.store, rows, given.path, called, given.recipient)

    def _done(self, path: Path, _nothing: None) -> None:
        self._busy = False
        self._said.box.say(f"Exported to {path.name}", _LEFT_OUT, tone="ok")
        announce(self._said, self._said.box.words)

    def _over(self) -> None:
        self._busy = False
