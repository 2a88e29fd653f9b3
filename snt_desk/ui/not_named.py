"""Who must not be named in what a form takes: read in the worker, let go of when it is hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from snt_desk.domain.unpublished import Known
from snt_desk.ui.desk import Desk
from snt_desk.ui.tasks import Progress


class NotNamed(QObject):
    """Those whom a text must not name, from when they were asked for until they are forgotten."""

    came = Signal()
    """They are known now."""
    failed = Signal()
    """They could not be read: whoever waits for them waits no more."""

    def __init__(self, desk: Desk, rule: Callable[[Any], Known], owner: QObject) -> None:
        """`rule` reads them, given a session."""
        super().__init__(owner)
        self._desk, self._rule = desk, rule
        self._asked = False
        self.known: Known | None = None
        """None as long as they are not known."""

    def ask(self) -> None:
        """Read them, once; `came` says when they are known. After `failed`, ask again."""
        if not self._asked:
            self._asked = True
            self._desk.tasks.run(self._read, self._take, owner=self, failed=self._not_read)

    def forget(self) -> None:
        """Let go of them: no names are held that nobody looks for."""
        self.known, self._asked = None, False

    def _read(self, _progress: Progress) -> Known:
        with self._desk.store.read() as session:
            return self._rule(session)

    def _take(self, known: Known) -> None:
        # Unless they were forgotten meanwhile.
        if self._asked:
            self.known = known
            self.came.emit()

    def _not_read(self, error: Exception) -> None:
        self._asked = False
        self.failed.emit()
        raise error
