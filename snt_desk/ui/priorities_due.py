"""The next round and the updates that are due: in the status line, and one press away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from snt_desk.domain import clock
from snt_desk.ui.frame import NewDay
from snt_desk.ui.later import later
from snt_desk.ui.named import counted
from snt_desk.ui.page import Target
from snt_desk.ui.status import StatusBar

if TYPE_CHECKING:
    from snt_desk.services.priorities_due import Due
    from snt_desk.ui.desk import Desk
    from snt_desk.ui.tasks import Progress

_LOOK_MS = 1000
"""It can wait until the page is there."""
_TABLES = frozenset({"rounds", "priorities"})
_TAB = "Priorities"


class PrioritiesDue(QObject):
    """Looks after the start, on each new day, and whenever rounds or priorities change."""

    def __init__(self, status: StatusBar) -> None:
        """Speak in the status line."""
        super().__init__(status)
        self._status = status
        self._first: Due | None = None
        self._new_day = NewDay(self)
        self._new_day.came.connect(self._look)
        status.priorities.connect(self.open)

    def take(self, desk: Desk) -> None:
        """Look at the priorities of this desk."""
        self._desk = desk
        desk.changed.connect(self._changed)
        self._new_day.begin()
        later(self._status, self._look, _LOOK_MS)

    def open(self) -> None:
        """Show the round, or else the priority that has waited longest."""
        if self._first is not None:
            self._desk.go(Target(_TAB, self._first.table, self._first.ref))

    @Slot(object)
    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._look()

    def _look(self) -> None:
        self._desk.tasks.run(self._due, self._show, owner=self._status)

    def _due(self, _progress: Progress) -> tuple[Due, ...]:
        from snt_desk.services import priorities_due

        with self._desk.store.read() as session:
            return priorities_due.due(session, self._desk.team.id, clock.today())

    def _show(self, found: tuple[Due, ...]) -> None:
        self._first = next(iter(found), None)
        self._status.show_priorities(_words(found, clock.today()))


def _words(found: tuple[Due, ...], today: date) -> str:
    """Say what is due: `Next round overdue, 2 updates due`."""
    rounds = [one for one in found if one.table == "rounds"]
    said = [f"next round {'overdue' if one.days_over(today) else 'due'}" for one in rounds]
    if updates := len(found) - len(rounds):
        said.append(f"{counted(updates, 'update')} due")
    words = ", ".join(said)
    return words[:1].upper() + words[1:]
