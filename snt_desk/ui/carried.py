"""What was typed when the data had to be closed and could not take it: kept in mind meanwhile.

It is offered again in what is opened next. Until then the window does not close without asking:
with it the text would go.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from snt_desk.errors import DeskError
from snt_desk.ui.ask import Ask

if TYPE_CHECKING:
    from snt_desk.db.store import Store

_log = logging.getLogger(__name__)


class Carried(QObject):
    """Holds the texts, by the kind that each is kept under."""

    def __init__(self, window: QWidget, ask: Ask) -> None:
        """Stand before the closing of that window."""
        super().__init__(window)
        self._ask = ask
        self._texts: dict[str, str] = {}
        window.installEventFilter(self)

    def take(self, texts: Mapping[str, str]) -> None:
        """Carry these too."""
        self._texts |= texts

    def put(self, store: Store) -> None:
        """Let them be offered again by what is open; what cannot be kept there stays here."""
        if not self._texts:
            return
        # Loaded here: mostly nothing is carried.
        from snt_desk.ui import unsaved

        for kind, text in list(self._texts.items()):
            try:
                kept = store.draft(kind)
                store.keep_draft(kind, unsaved.joined(kept.value, text) if kept else text)
            except DeskError as error:
                # The data is opened all the same; it is tried again the next time.
                _log.info("What was typed is still carried: %s", error.title)
                return
            del self._texts[kind]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """Let the window close only if the texts may go with it."""
        if event.type() is QEvent.Type.Close and self._texts and not self._may_go():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _may_go(self) -> bool:
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            return True
        may = self._ask.confirm(
            "What you typed could not be kept",
            "It waits in this window until your data is open again.",
            "Close and lose it",
        )
        if may:
            self._texts.clear()
        return may
