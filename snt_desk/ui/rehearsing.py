"""Now and then the newest backup is put back for trial, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from snt_desk.domain import clock
from snt_desk.ui import child

if TYPE_CHECKING:
    from snt_desk.services.backup_rehearsal import Order


class Rehearsing(QObject):
    """Has a process try the newest backup, and says when it has; what it found it remembers."""

    ended = Signal()
    """It is over; what was found can be read where the backups are."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._process: QProcess | None = None

    @property
    def busy(self) -> bool:
        """Whether one is being tried now."""
        return self._process is not None

    def begin_if_due(self, order: Order) -> None:
        """Try one if the last time was long enough ago."""
        from snt_desk.services import backup_rehearsal

        if backup_rehearsal.due(order.where, clock.now()):
            self.begin(order)

    def begin(self, order: Order) -> None:
        """Try one, unless that is being done."""
        from snt_desk.services import backup_rehearsal

        if self._process is not None:
            return
        self._process = child.start(self, backup_rehearsal.ARGUMENT, order.line(), self._over)

    def stop(self) -> None:
        """Try no more: the data is about to be closed. What it left is swept at the next start."""
        process, self._process = self._process, None
        if process is not None:
            child.end(process, self._over)

    @Slot()
    def _over(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit()
