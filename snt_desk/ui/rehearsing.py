"""Now and then the newest backup is put back for trial, in a process of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from snt_desk import paths
from snt_desk.domain import clock

if TYPE_CHECKING:
    from snt_desk.services.backup_rehearsal import Order

_STOP_MS = 1000


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
        command, surroundings = paths.ourselves()
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in surroundings.items():
            environment.insert(name, value)
        self._process = process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setStandardErrorFile(os.devnull)
        process.finished.connect(self._over)
        process.start(command[0], [*command[1:], backup_rehearsal.ARGUMENT])
        process.write(order.line())
        process.closeWriteChannel()

    def stop(self) -> None:
        """Try no more: the data is about to be closed. What it left is swept at the next start."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._over)
            process.kill()
            process.waitForFinished(_STOP_MS)

    @Slot()
    def _over(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
            self.ended.emit()
