"""Who changed the day in hand last, and when: read by the worker once the arrows rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from snt_desk.domain import clock
from snt_desk.ui.pages.roster import words

if TYPE_CHECKING:
    from snt_desk.services.history import Entry
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress, Task

REST_MS = 150
"""How long the arrows rest before it is asked for."""
Record = tuple[str, str]
"""The table and the ref of a duty or an absence."""


class LastChange(QObject):
    """Follows what is in hand; the arrows never wait for it."""

    known = Signal(str)
    """In words: `changed by Sgt Okafor on 20 Nov`; empty where nobody has changed it here."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: Record | None = None
        self._task: Task | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)

    def follow(self, record: Record | None) -> None:
        """Take another record in hand, or none."""
        if self._task is not None:
            self._task.cancel()
        self._wanted = record
        if record is None:
            self._rest.stop()
        else:
            self._rest.start()

    def _ask(self) -> None:
        if self._wanted is not None:
            table, ref = self._wanted
            self._task = self._desk.tasks.run(
                lambda progress: self._read(progress, table, ref), self._say, owner=self
            )

    def _read(self, _progress: Progress, table: str, ref: str) -> Sequence[Entry]:
        # Loaded here: the first paint of the month does without it.
        from snt_desk.services import history

        with self._desk.store.read() as session:
            return history.of(session, table, ref)

    def _say(self, entries: Sequence[Entry]) -> None:
        self.known.emit(said(entries))


def said(entries: Sequence[Entry]) -> str:
    """Say who made the newest change; what came by an import was changed by nobody here."""
    newest = next((one for one in entries if one.kind != "barrier"), None)
    if newest is None:
        return ""
    day = clock.local_day(newest.at)
    year = "" if day.year == clock.today().year else f" {day.year}"
    return f"changed by {newest.who} on {words.short_day(day)}{year}"
