"""Once a week, when the window is ready: all of the data is looked through, and work goes on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from snt_desk.domain import clock
from snt_desk.ui import child

if TYPE_CHECKING:
    from snt_desk.db.cipher import Key
    from snt_desk.db.store import Store

WAIT_MS = 20_000
"""Whoever has just sat down wants to work first."""


class WeeklyLook(QObject):
    """Has a process of its own look through the data, and says what it found."""

    found = Signal(object)
    """Sentences, one for each thing that is not as it must be."""

    def __init__(
        self, where: str, store: Store, key: Key | None, wait_ms: int, parent: QObject
    ) -> None:
        """Look once that time has passed, if it is a week since the last time."""
        super().__init__(parent)
        self._where, self._store, self._key = where, store, key
        self._began = clock.now()
        self._process: QProcess | None = None
        self._soon = QTimer(self, singleShot=True, interval=wait_ms)
        self._soon.timeout.connect(self._begin)
        self._soon.start()

    @property
    def busy(self) -> bool:
        """Whether it is looking now."""
        return self._process is not None

    def stop(self) -> None:
        """Look no more: the data is about to be closed. Its copy does not outlive that."""
        from snt_desk.db import trust

        self._soon.stop()
        process, self._process = self._process, None
        if process is not None:
            child.end(process, self._over)
            trust.forget_copy(Path(os.path.realpath(self._where)))

    @Slot()
    def _begin(self) -> None:
        from snt_desk.db import trust
        from snt_desk.services import looking_through

        if self._store.only_looks or not trust.is_due(self._store.checked, clock.now()):
            return
        self._began = clock.now()
        order = looking_through.Order(os.path.realpath(self._where), self._key)
        self._process = child.start(self, looking_through.ARGUMENT, order.line(), self._over)

    @Slot()
    def _over(self) -> None:
        from snt_desk.services import looking_through

        process, self._process = self._process, None
        if process is None or process.exitCode() != looking_through.LOOKED:
            # It could not look: the next start tries again.
            return
        said = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        process.deleteLater()
        sentences = [one for one in said.splitlines() if one]
        self._store.note_checked(None if sentences else self._began)
        if sentences:
            self.found.emit(sentences)
