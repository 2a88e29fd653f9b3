"""File > Back up now, and what the status line says of the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from snt_desk.ui.later import later, once
from snt_desk.ui.parts import announce
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.services.backups import Backup
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.panels import Working
    from snt_desk.ui.tasks import Progress, Task

_LOOK_MS = 1000
"""What the folder says can wait until the page is there."""
_LONG_MS = 400
"""A copy that takes longer shows how far it is."""


class BackingUp:
    """Makes backups beside the data file, and says when the last one was."""

    def __init__(self, status: StatusBar, centre: QWidget) -> None:
        """Speak in the status line; progress is shown below all in the centre."""
        self._status = status
        self._centre = centre
        self._working: Working | None = None
        self._where = ""
        self._busy = False
        self._task: Task | None = None
        self._long = once(status, self._watch, _LONG_MS)

    def take(self, desk: Desk, where: str) -> None:
        """Back up the data file of this desk; without a file, as on a server, do nothing."""
        self._desk, self._where = desk, where
        if where:
            later(self._status, self._look, _LOOK_MS)

    def possible(self) -> bool:
        """Whether a backup can be begun now."""
        return bool(self._where) and not self._busy

    def begin(self) -> None:
        """Make a backup now; the work goes on meanwhile."""
        from snt_desk.ui.panels import Working

        if self._working is None:
            self._working = Working()
            self._working.setContentsMargins(16, 8, 16, 8)
            column = self._centre.layout()
            assert column is not None  # noqa: S101  # `down` has made it
            column.addWidget(self._working)
        self._busy = True
        self._status.show_backup("Backing up…")
        task = self._desk.tasks.run(self._copy, self._done, owner=self._status, failed=self._failed)
        task.ended.connect(self._over)
        if self._busy:
            self._task = task
            self._long.start()

    def _watch(self) -> None:
        if self._busy and self._task is not None and self._working is not None:
            self._working.watch(self._task, "Backing up")

    def _copy(self, progress: Progress) -> Backup:
        from snt_desk.services import backups

        return backups.back_up(self._where, report=progress.report)

    def _done(self, made: Backup) -> None:
        self._busy = False
        self._status.show_backup(made.told)
        announce(self._status, made.told)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._look()
        raise error

    def _over(self) -> None:
        if self._busy:
            # Given up: the last one is an earlier one.
            self._busy = False
            self._look()

    def _look(self) -> None:
        from snt_desk.services import backups

        self._desk.tasks.run(lambda _: backups.last(self._where), self._say, owner=self._status)

    def _say(self, last: Backup | None) -> None:
        if not self._busy:
            self._status.show_backup(last.told if last else "No backup yet")
