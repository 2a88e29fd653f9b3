"""Keeps what is typed in the form of a patrol where a crash does not reach it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from snt_desk.errors import DeskError
from snt_desk.ui.desk import Desk
from snt_desk.ui.pages.patrols import asides
from snt_desk.ui.pages.patrols.asides import Unsaved
from snt_desk.ui.pages.patrols.form import PatrolForm
from snt_desk.ui.tasks import Progress

KIND = "patrol"
QUIET_MS = 300
"""How long typing rests before it is kept; a crash loses no more than that."""


class Keeping(QObject):
    """What stands unsaved in the form is kept by the worker, and given back at the next start."""

    def __init__(self, desk: Desk, form: PatrolForm) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._kept = self._wanted = ""
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.keep)
        form.changed.connect(self._quiet.start)

    def bring(self) -> bool:
        """Offer what was kept when the program last ended; gives whether there is anything."""
        found = self._desk.store.draft(KIND)
        if found is None:
            return False
        self._kept = self._wanted = found.value
        self._form.restore(asides.read(found.value))
        return self._form.unsaved != Unsaved()

    def keep(self) -> None:
        """Keep what stands there now, if that is not what is kept."""
        self._quiet.stop()
        text = asides.written(self._form.unsaved)
        if text == self._wanted or self._desk.store.only_looks:
            return
        self._wanted = text
        self._desk.tasks.run(
            partial(self._write, text),
            partial(self._written, text),
            owner=self,
            failed=self._say_failed,
        )

    def settle(self, *, dropped: bool) -> None:
        """Write it now, before the window goes; what is dropped is kept no more."""
        self._quiet.stop()
        text = "" if dropped else asides.written(self._form.unsaved)
        wanted = {self._kept, self._wanted}
        if wanted != {text} and not self._desk.store.only_looks:
            self._desk.store.keep_draft(KIND, text)
            self._kept = self._wanted = text

    def _write(self, text: str, _progress: Progress) -> None:
        self._desk.store.keep_draft(KIND, text)

    def _written(self, text: str, _nothing: None) -> None:
        self._kept = text

    def _say_failed(self, error: Exception) -> None:
        self._wanted = self._kept
        if not isinstance(error, DeskError):
            raise error
        self._form.say_failed(DeskError(f"What you type is not kept. {error.title}", error.detail))
