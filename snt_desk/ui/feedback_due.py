"""Events of which feedback is overdue: in the status line, and one press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.frame import NewDay
from snt_desk.ui.later import later
from snt_desk.ui.page import Target
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.services.owed import Owed
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress

_LOOK_MS = 1000
"""It can wait until the page is there."""


class FeedbackDue(QObject):
    """Looks after the start, on each new day, and whenever events change."""

    def __init__(self, status: StatusBar) -> None:
        """Speak in the status line."""
        super().__init__(status)
        self._status = status
        self._first: Owed | None = None
        self._new_day = NewDay(self)
        self._new_day.came.connect(self._look)
        status.feedback_due.connect(self.open)

    def take(self, desk: Desk) -> None:
        """Look at the events of this desk."""
        self._desk = desk
        desk.changed.connect(self._changed)
        self._new_day.begin()
        later(self._status, self._look, _LOOK_MS)

    def open(self) -> None:
        """Show the event of which it is longest overdue."""
        if self._first is not None:
            self._desk.go(Target("Community", "events", self._first.ref))

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        if "events" in tables:
            self._look()

    def _look(self) -> None:
        self._desk.tasks.run(self._late, self._show, owner=self._status)

    def _late(self, _progress: Progress) -> tuple[Owed, ...]:
        from snt_desk.services import owed

        today = clock.today()
        with self._desk.store.read() as session:
            found = owed.feedback(session, self._desk.team.id, today)
        return tuple(one for one in found if one.is_late_on(today))

    def _show(self, found: tuple[Owed, ...]) -> None:
        self._first = next(iter(found), None)
        words = f"Feedback overdue, {len(found):,}" if found else ""
        self._status.show_feedback_due(words)
