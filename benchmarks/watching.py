"""Sees from inside when the window was first painted, when it showed patrols, and its memory."""

from __future__ import annotations

import os
import time
from pathlib import Path

_SETTLED_MS = 2_000
_PAGE = 4096


def watch(wanted: str) -> None:
    """End the process when what is wanted is there: `paint` or `rows`; prints the moment.

    With `settled` after the name it goes on until nothing more happens, and prints how many
    bytes it has in memory then.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    wanted, _, settled = wanted.partition(" ")

    class Eye(QObject):
        def eventFilter(self, thing: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and _is_seen(thing):
                if settled:
                    QTimer.singleShot(_SETTLED_MS, _print_memory)  # noqa: TID251  # no owner
                else:
                    print(time.monotonic(), flush=True)
                    os._exit(0)
            return False

    def _is_seen(thing: QObject) -> bool:
        if wanted == "paint":
            return isinstance(thing, QMainWindow)
        from PySide6.QtWidgets import QTableView

        view = thing.parent()
        return (
            isinstance(view, QTableView)
            and view.viewport() is thing
            and view.model() is not None
            and view.model().rowCount() > 0
        )

    eye = Eye()
    made = QApplication.__init__

    def watched(self: QApplication, *arguments: object) -> None:
        made(self, *arguments)
        self.installEventFilter(eye)

    QApplication.__init__ = watched  # type: ignore[method-assign, assignment]  # the eye comes in where the program makes it


def _print_memory() -> None:
    resident = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    print(int(resident) * _PAGE, flush=True)
    os._exit(0)
