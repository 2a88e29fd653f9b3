"""Keeps what is typed and not saved where a crash, a lock or a full disk does not reach it.

It is written by the worker, a third of a second after typing rests; where that cannot be, it is
said beside the form and tried again. At the next start it is offered where it was typed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from snt_desk.db.faults import Trouble
from snt_desk.errors import DeskError
from snt_desk.ui import failing
from snt_desk.ui.box import Box
from snt_desk.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from snt_desk.db.drafts import Kept
    from snt_desk.ui.desk import Desk

_log = logging.getLogger(__name__)

QUIET_MS = 300
"""How long typing rests before it is kept; a crash loses no more than that."""
AGAIN_MS = 5000
"""After so long it is tried again where it could not be kept."""


class Keeper(QObject):
    """Keeps one text of this desk under the name of its kind; an empty one is forgotten."""

    def __init__(
        self, desk: Desk, kind: str, owner: QObject, text: Callable[[], str], box: Box
    ) -> None:
        """`text` is asked for what is to be kept; the box says where it cannot be."""
        super().__init__(owner)
        self._desk, self._kind = desk, kind
        self._text, self._box = text, box
        self._kept = self._wanted = ""
        self._said = ""
        self._task: Task | None = None
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self.keep)

    def found(self) -> Kept | None:
        """Give what was kept when the program last ended, if anything was."""
        found = self._desk.store.draft(self._kind)
        if found is not None:
            self._kept = self._wanted = found.value
        return found

    def later(self) -> None:
        """Something else is typed: keep it when typing rests."""
        self._quiet.start(QUIET_MS)

    def keep(self) -> None:
        """Keep what stands there now, if that is not what is kept."""
        self._quiet.stop()
        text = self._text()
        if text == self._wanted or self._desk.store.only_looks:
            return
        self._wanted = text
        self._let_go()
        self._task = self._desk.tasks.run(
            partial(self._write, text),
            partial(self._written, text),
            owner=self,
            failed=self._say_failed,
        )

    def by_kind(self) -> Mapping[str, str]:
        """Give what would be kept, by its kind; nothing if that is nothing."""
        text = self._text()
        return {self._kind: text} if text else {}

    def put(self, text: str) -> None:
        """Keep this now, before the window goes; raises DeskError where it cannot be."""
        self._quiet.stop()
        self._let_go()
        if {self._kept, self._wanted} != {text} and not self._desk.store.only_looks:
            self._desk.store.keep_draft(self._kind, text)
            self._kept = self._wanted = text

    def end(self, text: str) -> None:
        """The same where the window closes: what cannot be written stops nobody from leaving."""
        try:
            self.put(text)
        except DeskError as error:
            # At worst it is offered once more.
            _log.info("What was kept stays: %s", error.title)

    def _let_go(self) -> None:
        """Write nothing any more that still waits for the worker: later it would be too old."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _write(self, text: str, _progress: Progress) -> None:
        self._desk.store.keep_draft(self._kind, text)

    def _written(self, text: str, _nothing: None) -> None:
        self._kept = text
        if self._said and self._box.words == self._said:
            self._box.hide()
        self._said = ""

    def _say_failed(self, error: Exception) -> None:
        self._wanted = self._kept
        if not isinstance(error, DeskError):
            raise error
        self._quiet.start(AGAIN_MS)
        # Why a save failed stays there: it is the same, and says more.
        if self._said or not self._box.words:
            failing.say(self._desk, self._box, _of_typing(error))
            self._said = self._box.words


def _of_typing(error: DeskError) -> DeskError:
    title = f"What you type is not kept. {error.title}"
    if isinstance(error, Trouble):
        return Trouble(error.kind, title, error.detail)
    return DeskError(title, error.detail)
